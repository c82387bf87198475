import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type TestContext, test } from "node:test";
import { h } from "preact";
import { openServer } from "../../../kernel/http/index.ts";
import type { Actor, Manifest } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { sendMessage } from "../commands/send-message.ts";
import { manifest } from "../module.ts";
import { unreadCount } from "../queries/inbox.ts";

const tokens = { narti: "n".repeat(43), joko: "j".repeat(43) };

async function served(t: TestContext, env: Record<string, string> = {}) {
  const known = new Map<string, Actor>();
  const door: Manifest = {
    name: "door",
    folder: import.meta.dirname,
    doorman: { recognise: async (_world, hash) => known.get(hash.toString("hex")) ?? null },
  };
  const s = await stage(t, { modules: [manifest, door], env });
  const people = { narti: actors.citizen(s.world.newId()), joko: actors.citizen(s.world.newId()) };
  for (const who of ["narti", "joko"] as const)
    known.set(createHash("sha256").update(tokens[who]).digest("hex"), people[who]);
  const web = await openServer(
    s.world,
    {
      frame: (_context, view) => h("html", null, h("title", null, view.title), h("main", null, view.main)),
      refusal: (_context, refusal) => ({ title: refusal?.code ?? "bug", main: h("p", null, refusal?.code ?? "bug") }),
      signIn: (to) => `/masuk?lanjut=${encodeURIComponent(to)}`,
      stepUp: (to) => `/masuk/lagi?lanjut=${encodeURIComponent(to)}`,
    },
    new Map(),
  );
  t.after(() => web.close());
  return {
    ...s,
    ...people,
    get: (url: string, who?: keyof typeof tokens) =>
      web.inject({ url, ...(who && { cookies: { "__Host-session": tokens[who] } }) }),
    send: async (more: { email?: string } = {}) =>
      (
        await s.act(actors.system("test"), sendMessage, {
          toPerson: people.narti.person,
          kind: "x",
          title: { id: "Izin <b>terbit</b>", en: "Licence issued" },
          body: { id: "Baris satu.\nBaris dua.", en: "One.\nTwo." },
          link: "/dokumen/1",
          ...more,
        })
      ).message,
  };
}

test("the inbox shows what is unread; opening a message counts it as received; words are escaped, in both languages", async (t) => {
  const s = await served(t);
  const message = await s.send();
  const before = await s.get("/pesan", "narti");
  assert.match(before.body, /<b>Izin &lt;b>terbit&lt;\/b><\/b>/);
  assert.match(before.body, /Belum dibaca/);
  const opened = await s.get(`/pesan/${message}`, "narti");
  assert.match(opened.body, /<p>Baris satu\.<\/p><p>Baris dua\.<\/p>/);
  assert.match(opened.body, /href="\/dokumen\/1"/);
  assert.equal(await s.ask(s.narti, unreadCount, {}), 0);
  assert.doesNotMatch((await s.get("/pesan", "narti")).body, /Belum dibaca/);
  const english = await s.get(`/pesan/${message}?lang=en`, "narti");
  assert.match(english.body, /<h1>Licence issued<\/h1>/);
  for (const { body } of [before, opened, english]) assert.doesNotMatch(body, /\bmessages\.[a-z]+\.[a-z]/);
});

test("another person's message is not found and stays unread; a stranger is led to the sign-in", async (t) => {
  const s = await served(t);
  const message = await s.send();
  assert.equal((await s.get(`/pesan/${message}`, "joko")).statusCode, 404);
  assert.equal((await s.get("/pesan/x", "joko")).statusCode, 404);
  assert.match((await s.get("/pesan", "joko")).body, /Belum ada pesan/);
  assert.equal((await s.get(`/pesan/${message}`)).headers.location, `/masuk?lanjut=%2Fpesan%2F${message}`);
  assert.equal(await s.ask(s.narti, unreadCount, {}), 1);
});

test("the mailbox that all may read is there in the demo only", async (t) => {
  const real = await served(t);
  await real.send({ email: "a@b.example" });
  for (const who of [undefined, "narti"] as const) assert.equal((await real.get("/demo/surat", who)).statusCode, 404);
  const demo = await served(t, { DEMO: "yes" });
  await demo.send({ email: "a@b.example" });
  await demo.work();
  const { body } = await demo.get("/demo/surat");
  assert.match(body, /Baris satu/);
  assert.doesNotMatch(body, /a@b\.example/);
});
