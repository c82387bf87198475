import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { scene } from "../../../test/scene.ts";
import { issueToken } from "../../identity/index.ts";
import { purposesOf } from "../purposes.ts";
import { myEntries } from "../queries/my-entries.ts";

/** Narti's licence, and the doors of the house, opened by whoever works in it. */
async function house(t: TestContext) {
  const s = await scene(t);
  const web = await s.web();
  const tokens = new Map<string, string>();
  /** Asks as a script would, with a bearer token: pages, files and the API all take it. */
  const visit = async (who: string, url: string, body?: Record<string, string>) => {
    const token = tokens.get(who) ?? (await issueToken(s.world, `${who}@tirta.example`, { hat: "officer", days: 1 }));
    tokens.set(who, token);
    const api = url.startsWith("/api/");
    return web.inject({
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { "content-type": api ? "application/json" : "application/x-www-form-urlencoded" }),
      },
      ...(body && { method: "POST", payload: api ? JSON.stringify(body) : new URLSearchParams(body).toString() }),
    });
  };
  const reads = async () => (await s.ask(s.owner, myEntries, { kind: "read", limit: 100 })).rows;
  return { ...s, web, visit, reads };
}

test("a read through whichever door stands in the person's list: who, what for, which fields; none is missing, none is made up", async (t) => {
  const s = await house(t);
  const id = await s.submitted();
  const narti = s.id("narti");
  const [photo] = await s.asOwner<{ id: string }>("select id from cases.file limit 1");
  await s.world.files.put("cases/test.jpg", Buffer.from("jpeg"), "image/jpeg");
  const low = await s.submitted({ floorArea: "12", cooks: false });
  const [bill] = await s.asOwner<{ id: string }>("select id from payments.bill");
  await s.paid(low);
  const planted: [door: string, reads: string, office: string | null, enter: () => Promise<unknown>][] = [];
  const plant = (door: string, reads: string, office: string | null, enter: () => Promise<unknown>) =>
    planted.push([door, reads, office, enter]);
  const good = async (answer: Promise<{ statusCode: number; body: string }>) => {
    const { statusCode, body } = await answer;
    assert.equal(statusCode, 200, body.slice(0, 500));
  };
  plant("the job that makes the document", "cases.case", null, () => s.issue(low));
  plant("an officer's page of the case", "cases.case", "perizinan", () =>
    good(s.visit("bayu", `/petugas/kasus/${id}`)),
  );
  plant("another office's page of it", "cases.case", "kesehatan-lingkungan", async () => {
    await s.does(s.reviewer, id, "ask-opinions");
    await good(s.visit("ratna", `/petugas/kasus/${id}`));
  });
  plant("the auditor's page of it", "cases.case", "pengawasan", () => good(s.visit("yusuf", `/petugas/kasus/${id}`)));
  plant("the photo", "cases.file", "perizinan", () => good(s.visit("bayu", `/berkas/${photo!.id}`)));
  plant("the API, by a script", "registry.person", "loket", () =>
    good(s.visit("wulan", "/api/v1/registry/person", { id: narti, reason: "letter" })),
  );
  plant("the register's page", "registry.person", "loket", () =>
    good(s.visit("wulan", `/petugas/penduduk/${narti}?alasan=letter&nomor=B-8`)),
  );
  plant("a search by name", "registry.people-search", "loket", () =>
    good(s.visit("wulan", "/petugas/penduduk", { name: "Narti Suryani", reason: "letter", reference: "B-7" })),
  );
  plant("the bill", "payments.bill", "loket", () => good(s.visit("made", "/api/v1/payments/bill", { id: bill!.id })));
  const document = async () => (await s.asOwner<{ id: string }>("select id from documents.document"))[0]!.id;
  plant("the document's page", "documents.document", "perizinan", async () =>
    good(s.visit("bayu", `/dokumen/${await document()}`)),
  );
  plant("the document's file", "documents.document", "perizinan", async () =>
    good(s.visit("bayu", `/dokumen/${await document()}/berkas`)),
  );
  const known = purposesOf(s.world.government);
  for (const [door, name, office, enter] of planted) {
    const before = new Set((await s.reads()).map((row) => row.id));
    await enter();
    const fresh = (await s.reads()).filter((row) => !before.has(row.id));
    const found = fresh.filter((row) => row.name === name && row.office === office);
    assert.ok(found.length > 0, `${door}: ${name} by ${office} is missing among ${JSON.stringify(fresh)}`);
    for (const row of fresh) {
      assert.ok(known.has(row.purpose ?? ""), `${door}: ${row.name} names its purpose`);
      assert.ok(row.fields.length > 0, `${door}: ${row.name} names its fields`);
    }
  }
  // Each of them is in the journal, about her and about nobody else, and the page says all of it in words.
  const rows = await s.reads();
  const journal = await s.asOwner<{ id: string; about: string[] }>(
    "select id, about from kernel.journal where kind = 'read' and $1 = any(about)",
    [narti],
  );
  assert.deepEqual(new Set(rows.map((row) => row.id)), new Set(journal.map((row) => row.id)));
  assert.ok(journal.every((row) => row.about.length === 1));
  const token = await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 1 });
  const page = await s.web.inject({
    url: "/saya/siapa-membaca",
    headers: { authorization: `Bearer ${token}` },
  });
  for (const words of ["Bidang Perizinan", "Loket", "Dinas Kesehatan", "Inspektorat", "Foto"])
    assert.match(page.body, new RegExp(words, "i"), words);
});

test("what is refused leaves no read, and shows nothing", async (t) => {
  const s = await house(t);
  const id = await s.submitted();
  const narti = s.id("narti");
  const [photo] = await s.asOwner<{ id: string }>("select id from cases.file limit 1");
  const before = (await s.reads()).length;
  for (const [who, url, body] of [
    ["made", `/petugas/kasus/${id}`],
    ["wulan", `/petugas/penduduk/${narti}?alasan=letter&nomor=a%20note`],
    ["dimas", `/petugas/kasus/${id}`],
    ["yusuf", `/berkas/${photo!.id}`],
    ["bayu", "/petugas/penduduk", { name: "Narti Suryani", reason: "letter" }],
    ["wulan", "/petugas/penduduk", { name: "Narti Suryani", reason: "" }],
    ["made", "/api/v1/registry/person", { id: narti }],
    ["bayu", "/api/v1/cases/case", { id: narti }],
  ] as const) {
    const answer = await s.visit(who, url, body);
    assert.ok(answer.statusCode >= 400, `${who} ${url}: ${answer.statusCode}`);
    assert.ok(!answer.body.includes("Kedai") && !answer.body.includes("990101"), `${who} ${url}`);
  }
  // Without a reason the page only asks for one.
  const asked = await s.visit("wulan", `/petugas/penduduk/${narti}`);
  assert.match(asked.body, /Mengapa Anda membuka data ini/);
  assert.ok(!asked.body.includes("Narti Suryani"));
  assert.equal((await s.reads()).length, before);
});

test("a read whose receipt cannot be written is not answered, by no door", async (t) => {
  const s = await house(t);
  const id = await s.submitted();
  const narti = s.id("narti");
  await s.asOwner(`create function public.no_space() returns trigger language plpgsql as $$ begin
    if new.kind = 'read' then raise exception 'no space left on device'; end if; return new; end $$`);
  await s.asOwner(
    "create trigger no_space before insert on kernel.journal for each row execute function public.no_space()",
  );
  const doors = [
    ["bayu", `/petugas/kasus/${id}`],
    ["wulan", "/api/v1/registry/person", { id: narti, reason: "letter" }],
    ["wulan", "/petugas/penduduk", { name: "Narti Suryani", reason: "letter" }],
  ] as const;
  for (const [who, url, body] of doors) {
    const answer = await s.visit(who, url, body);
    assert.ok(answer.statusCode >= 500, `${url}: ${answer.statusCode}`);
    assert.ok(!answer.body.includes("Narti Suryani") && !answer.body.includes("Warung"), url);
  }
  await s.asOwner("drop trigger no_space on kernel.journal");
  for (const [who, url, body] of doors) assert.equal((await s.visit(who, url, body)).statusCode, 200, url);
});
