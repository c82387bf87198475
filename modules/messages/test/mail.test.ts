import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../../../kernel/index.ts";
import { mostTries } from "../message.ts";
import { myMessages } from "../queries/inbox.ts";
import { mailServer, post, smtpFault } from "./post.ts";

const email = "narti@warga.example";

test("a copy is a plain text in the person's language, with the headers of a machine's letter, and says where to read it", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url, PUBLIC_URL: "https://layanan.tirta.example/" });
  await s.send({ email, locale: "id" });
  await s.send({ email, locale: "en" });
  await s.work();
  const [delivery] = await s.deliveries();
  const [indonesian, english] = server.received;
  assert.deepEqual([indonesian!.from, indonesian!.to], ["layanan@tirta.example", [email]]);
  const { mail } = indonesian!;
  assert.equal(mail.subject, "Permohonan Anda disetujui");
  assert.deepEqual(mail.from?.value, [{ name: "Kabupaten Tirta", address: "layanan@tirta.example" }]);
  assert.equal(mail.text?.split("\n")[0], "Silakan bayar sebelum Jumat.");
  assert.match(mail.text ?? "", /Buka: https:\/\/layanan\.tirta\.example\/tagihan\/1\n/);
  assert.match(mail.text ?? "", /Surat ini dikirim otomatis/);
  assert.equal(mail.html, false);
  assert.deepEqual(mail.attachments, []);
  assert.equal(mail.messageId, `<${delivery!.id}@layanan.tirta.example>`);
  assert.equal(mail.headers.get("auto-submitted"), "auto-generated", "RFC 3834: no holiday note comes back");
  assert.equal(mail.headers.get("content-language"), "id");
  assert.deepEqual([...mail.headers.keys()].sort(), expectedHeaders, "and no more: no list, no mailer, no trace");
  assert.equal(english!.mail.subject, "Your application is approved");
  assert.match(english!.mail.text ?? "", /Tirta Regency\. This mail was sent automatically/);
  assert.equal(english!.mail.headers.get("content-language"), "en");
  assert.deepEqual(
    (await s.deliveries()).map(({ state, attempts }) => [state, attempts]),
    [
      ["sent", 1],
      ["sent", 1],
    ],
  );
  assert.equal((await s.facts()).filter((name) => name === "messages.delivered").length, 2);
});
const expectedHeaders = [
  "auto-submitted",
  "content-language",
  "content-transfer-encoding",
  "content-type",
  "date",
  "from",
  "message-id",
  "mime-version",
  "subject",
  "to",
];

test("no title, name or place can add a header, a recipient or a second letter", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url });
  const nasty = fc
    .array(
      fc.constantFrom(
        "\r\n",
        "\n",
        "\r",
        "\u2028",
        "Bcc: x@jahat.example",
        "\r\n\r\n.\r\n",
        "MAIL FROM:<x@y>",
        "é",
        "名",
        "a",
        ": ",
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => `x${parts.join("")}`);
  await fc.assert(
    fc.asyncProperty(nasty, nasty, async (title, body) => {
      server.received.length = 0;
      await s.send({ email, title: { id: title, en: title }, body: { id: body, en: body } });
      await s.work();
      assert.equal(server.received.length, 1);
      const { to, mail } = server.received[0]!;
      assert.deepEqual(to, [email]);
      assert.deepEqual([...mail.headers.keys()].sort(), expectedHeaders);
      const words = (text: string) => text.replace(/\s+/g, "");
      assert.equal(words(mail.subject ?? ""), words(title), "the title is the subject, whole");
      assert.ok(words(mail.text ?? "").startsWith(words(body)));
    }),
    { numRuns: 40 },
  );
});

test("an address that is more than one address, or carries a line's end, is not taken", async (t) => {
  const s = await post(t, { SMTP_URL: "smtp://127.0.0.1:1" });
  for (const bad of [
    "a@b.example, c@d.example",
    "a@b.example\r\nBcc: c@d.example",
    "Narti <a@b.example>",
    "a@b",
    '"a\\" c@d.example"@b.example',
    "a@b.example ",
  ])
    await assert.rejects(s.send({ email: bad }), Refusal, bad);
  assert.deepEqual(await s.count("messages.message", "messages.delivery"), [0, 0]);
});

test("a mail server that is away is tried again, and the copy is sent once when it is back", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url });
  await server.leave();
  await s.send({ email });
  await assert.rejects(s.work(), /not sent yet \(ESOCKET|ECONN/);
  const [waiting] = await s.deliveries();
  assert.deepEqual([waiting!.state, waiting!.attempts], ["queued", 1]);
  assert.equal((await s.ask(s.narti, myMessages, {})).rows.length, 1, "the inbox has it all the while");
  await server.comeBack();
  await s.work();
  assert.equal(server.received.length, 1);
  const [sent] = await s.deliveries();
  assert.deepEqual([sent!.state, sent!.attempts, sent!.fault], ["sent", 2, null]);
});

test("a server that says later (4xx), or refuses us rather than the addressee, is tried again", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url });
  await s.send({ email });
  const [{ id } = { id: "" }] = await s.deliveries();
  for (const [where, code] of [
    ["rcpt", 451],
    ["data", 452],
    ["from", 421],
    ["from", 550],
  ] as const) {
    server.answers[where] = smtpFault(code);
    await assert.rejects(s.deliver(id), new RegExp(`not sent yet \\(${code}\\)`));
    server.answers[where] = undefined;
    assert.equal((await s.deliveries())[0]!.state, "queued");
  }
  await s.deliver(id);
  assert.equal(server.received.length, 1);
});

test("an address that the server refuses is given up at once; the person is told so in the inbox, once until it is read", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url });
  server.answers.rcpt = smtpFault(550, "5.1.1 no such user");
  await s.send({ email });
  await s.send({ email, title: { id: "Yang kedua", en: "The second" } });
  await s.work();
  for (const { state, fault, address } of await s.deliveries())
    assert.deepEqual([state, fault, address], ["failed", "550", null]);
  const { rows } = await s.ask(s.narti, myMessages, {});
  const notices = rows.filter(({ kind }) => kind === "mail-refused");
  assert.equal(notices.length, 1);
  assert.equal(notices[0]!.title.id, "Surel kami tidak sampai");
  assert.match(notices[0]!.body.en, /“Your application is approved”/);
  assert.equal((await s.facts()).filter((name) => name === "messages.undeliverable").length, 2);
  assert.equal(server.received.length, 0);
});

test("a letter that the server refuses for what it says is given up, and the address is not blamed", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url });
  server.answers.data = smtpFault(554, "5.7.1 looks like spam");
  await s.send({ email });
  await s.work();
  assert.deepEqual(
    (await s.deliveries()).map(({ state, fault }) => [state, fault]),
    [["failed", "554"]],
  );
  assert.deepEqual(
    (await s.ask(s.narti, myMessages, {})).rows.map(({ kind }) => kind),
    ["test"],
  );
});

test("a server that stays away is given up after about two days, within what the queue allows", async (t) => {
  const s = await post(t, { SMTP_URL: "smtp://127.0.0.1:1" });
  await s.send({ email });
  const [job] = await s.asOwner<{ max: number }>("select max_attempts as max from graphile_worker._private_jobs");
  assert.ok(job!.max >= mostTries, "the queue does not lose it before it is settled");
  const [{ id } = { id: "" }] = await s.deliveries();
  let waited = 0;
  for (let tries = 1; tries < mostTries; tries += 1) {
    await assert.rejects(s.deliver(id), /not sent yet/);
    waited += Math.exp(Math.min(10, tries));
  }
  await s.deliver(id);
  const [end] = await s.deliveries();
  assert.deepEqual([end!.state, end!.attempts, end!.address], ["failed", mostTries, null]);
  assert.ok(waited > 36 * 3600 && waited < 72 * 3600, `${Math.round(waited / 3600)} hours`);
});

test("the job run again sends nothing again; two at once, or a death after sending, give the mail the same id", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url });
  await s.send({ email });
  const [{ id } = { id: "" }] = await s.deliveries();
  await s.deliver(id);
  await s.deliver(id);
  await s.work();
  assert.equal(server.received.length, 1);
  await s.send({ email });
  const [, second] = await s.deliveries();
  await Promise.all([s.deliver(second!.id), s.deliver(second!.id)]);
  const ids = server.received.slice(1).map(({ mail }) => mail.messageId);
  assert.equal(new Set(ids).size, 1, "a mail server keeps one of them");
  assert.equal((await s.facts()).filter((name) => name === "messages.delivered").length, 2);
});

test("the address is sealed while it waits, and its key is destroyed once the copy is sent", async (t) => {
  const server = await mailServer(t);
  const s = await post(t, { SMTP_URL: server.url });
  await s.send({ email });
  const [waiting] = await s.deliveries();
  assert.ok(waiting!.address && !waiting!.address.includes("narti"));
  const everywhere = await s.asOwner<{ text: string }>(
    `select (select coalesce(string_agg(j::text, ''), '') from kernel.journal j) ||
       (select coalesce(string_agg(o::text, ''), '') from kernel.outbox o) ||
       (select coalesce(string_agg(j.payload::text, ''), '') from graphile_worker._private_jobs j) as text`,
  );
  assert.doesNotMatch(
    everywhere[0]!.text,
    /narti@|disetujui|approved/,
    "nor are address and words in journal or queue",
  );
  await s.work();
  assert.equal((await s.deliveries())[0]!.address, null);
  assert.deepEqual(await s.count("kernel.subject_key"), [0]);
});

test("without a mail server nothing is queued, and taking it out of the configuration sends nothing silently", async (t) => {
  const s = await post(t);
  await s.send({ email });
  await s.send({});
  assert.deepEqual(
    (await s.deliveries()).map(({ state, address }) => [state, address]),
    [["not-configured", null]],
  );
  assert.equal(await s.work(), 0);
  const before = await post(t, { SMTP_URL: "smtp://127.0.0.1:1" });
  await before.send({ email });
  Object.assign(before.world, { config: { ...before.config, SMTP_URL: undefined } });
  await before.work();
  assert.deepEqual(
    (await before.deliveries()).map(({ state, fault }) => [state, fault]),
    [["failed", "not-configured"]],
  );
});
