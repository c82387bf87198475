import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../kernel/index.ts";
import { revokeDocument } from "../modules/documents/commands/revoke-document.ts";
import { checkDocument } from "../modules/documents/queries/check-document.ts";
import { liftSuspension, revokePermit, suspendPermit } from "../modules/permits/commands/measures.ts";
import { turnJob } from "../modules/permits/jobs/index.ts";
import { mayRenew } from "../modules/permits/permit.ts";
import { permitById } from "../modules/permits/queries/permit-by-id.ts";
import { agencyPermits, myPermits } from "../modules/permits/queries/permits.ts";
import { register, registerEntry, searchWords } from "../modules/permits/queries/register.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

const day = 86_400_000;
const refused = (key: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.ok([error.messageKey, ...error.faults.map(({ messageKey }) => messageKey)].includes(key), error.messageKey);
  return true;
};

async function permitted(t: Parameters<typeof scene>[0], now?: string) {
  const s = await scene(t, now ? { now } : {});
  const id = await s.submitted();
  await s.approved(id);
  await s.paid(id);
  await s.work();
  const [permit] = await s.asOwner<{ id: string; document: string }>("select id, document from permits.permit");
  const [paper] = await s.asOwner<{ code: string }>("select code from documents.document where id = $1", [
    permit!.document,
  ]);
  return {
    s,
    id,
    permit: permit!.id,
    code: paper!.code,
    look: () => s.ask(s.owner, permitById, { id: permit!.id }),
    verdict: async () => s.ask(s.stranger, checkDocument, { code: paper!.code }),
    turn: () =>
      turnJob.handle(
        {
          world: s.world,
          act: (c, i) => s.act(actors.system("permits"), c, i),
          ask: (q, i) => s.ask(actors.system("permits"), q, i),
        },
        {},
      ),
    told: async (kind: string) =>
      (await s.asOwner("select 1 from messages.message where kind = $1", [`permit-${kind}`])).length,
  };
}

test("a case that ends in a licence begins a permit: holder, object, conditions with their laws, days, history", async (t) => {
  const { s, look, id } = await permitted(t);
  const { row, acts } = await look();
  assert.equal(row.state, "active");
  assert.equal(row.case_id, id);
  assert.equal(row.holder, "Warung Bu Narti");
  assert.match(row.object, /Pasar Tirtasari/);
  assert.deepEqual([row.valid_from, row.valid_until], ["2026-11-24", "2031-11-24"]);
  assert.deepEqual([row.renew_from, row.renew_until], ["2031-09-25", "2031-12-24"]);
  assert.ok(row.conditions.length >= 2 && row.conditions.every(({ law }) => law));
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ["issued"],
  );
  assert.equal((await s.ask(s.owner, myPermits, {})).rows.length, 1);
  assert.equal((await s.ask(s.joko, myPermits, {})).rows.length, 0);
  await assert.rejects(s.ask(s.joko, permitById, { id: row.id }), refused("kernel.refusal.not-found"));
  const foreign = actors.officer(randomUUID(), "dinsos", "bantuan", ["head"]);
  await assert.rejects(s.ask(foreign, permitById, { id: row.id }), refused("kernel.refusal.not-found"));
  assert.equal((await s.ask(foreign, agencyPermits, {})).rows.length, 0);
  assert.equal((await s.ask(s.head, agencyPermits, { state: "active" })).rows.length, 1);
});

test("suspended with a reason of the list, its law and its last day: the paper says so to everybody, and the holder how to object", async (t) => {
  const { s, permit, look, verdict, told, turn } = await permitted(t);
  const suspend = { permit, reason: "pemeriksaan", days: 30 };
  await assert.rejects(
    s.act({ ...s.head, assurance: 2 }, suspendPermit, suspend),
    refused("kernel.refusal.step-up-needed"),
  );
  await assert.rejects(s.act(s.reviewer, suspendPermit, suspend), refused("kernel.refusal.not-allowed"));
  const foreign = actors.officer(randomUUID(), "dinsos", "bantuan", ["head"], { assurance: 3 });
  await assert.rejects(s.act(foreign, suspendPermit, suspend), refused("kernel.refusal.not-found"));
  await assert.rejects(s.act(s.head, suspendPermit, { ...suspend, reason: "bosan" }), refused("permits.fault.reason"));
  await assert.rejects(s.act(s.head, suspendPermit, { ...suspend, days: 181 }), refused("permits.fault.longest"));
  await assert.rejects(s.act(s.head, suspendPermit, { ...suspend, days: "sebentar" }), refused("permits.fault.days"));
  const own = actors.officer(s.id("sugeng"), "dpmptsp", "pimpinan", ["head"], { assurance: 3 });
  await assert.rejects(s.act(own, suspendPermit, suspend), refused("permits.refusal.own"));
  await s.act(s.head, suspendPermit, { ...suspend, message: "Tabung gas bocor." });
  const { row, acts } = await look();
  assert.deepEqual([row.state, row.suspended_until], ["suspended", "2026-12-24"]);
  const act = acts.at(-1)!;
  assert.deepEqual(
    [act.kind, act.law, act.message, act.officer],
    ["suspended", "Perbup Tirta 12/2026 Pasal 16", "Tabung gas bocor.", null],
    "the holder reads no officer's name",
  );
  const checked = await verdict();
  assert.equal(checked.verdict, "suspended");
  assert.match(checked.document!.reason!, /sedang diperiksa.*Pasal 16.*Tabung gas bocor/);
  assert.equal(await told("suspended"), 1);
  await assert.rejects(s.act(s.head, suspendPermit, suspend), refused("permits.refusal.not-active"));
  s.clock.forward(29 * day);
  await turn();
  assert.equal((await look()).row.state, "suspended", "its last day counts");
  s.clock.forward(2 * day);
  await turn();
  await turn();
  assert.equal((await look()).row.state, "active");
  assert.equal((await verdict()).verdict, "valid");
  assert.equal(await told("resumed"), 1);
});

test("a suspension is lifted before its day, by the head, with a word", async (t) => {
  const { s, permit, look, verdict } = await permitted(t);
  await assert.rejects(
    s.act(s.head, liftSuspension, { permit, message: "sudah aman" }),
    refused("permits.refusal.not-suspended"),
  );
  await s.act(s.head, suspendPermit, { permit, reason: "pemeriksaan", days: 30 });
  await assert.rejects(
    s.act(s.reviewer, liftSuspension, { permit, message: "sudah aman" }),
    refused("kernel.refusal.not-allowed"),
  );
  await s.act(s.head, liftSuspension, { permit, message: "sudah aman" });
  assert.equal((await look()).row.state, "active");
  assert.equal((await verdict()).verdict, "valid");
});

test("revoked: the document loses its force, the case's history says so, and nothing is left to suspend", async (t) => {
  const { s, id, permit, look, verdict } = await permitted(t);
  await assert.rejects(
    s.act({ ...s.head, assurance: 2 }, revokePermit, { permit, reason: "usaha-tutup" }),
    refused("kernel.refusal.step-up-needed"),
  );
  await s.act(s.head, revokePermit, { permit, reason: "usaha-tutup" });
  await s.work();
  assert.equal((await look()).row.state, "revoked");
  assert.equal((await verdict()).verdict, "revoked");
  assert.ok((await s.look(id)).acts.some(({ kind }) => kind === "revoked"));
  assert.equal((await s.asOwner("select 1 from messages.message where kind = 'case-revoked'")).length, 1);
  await assert.rejects(s.act(s.head, revokePermit, { permit, reason: "usaha-tutup" }), refused("permits.refusal.over"));
  await assert.rejects(
    s.act(s.head, suspendPermit, { permit, reason: "pemeriksaan", days: 3 }),
    refused("permits.refusal.not-active"),
  );
});

test("a document revoked at its own page takes the permit along, once", async (t) => {
  const { s, look } = await permitted(t);
  const { row } = await look();
  await s.act(s.head, revokeDocument, { id: row.document, reason: "Lapak dipindahkan tanpa izin baru." });
  await s.work();
  const { row: now, acts } = await look();
  assert.equal(now.state, "revoked");
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ["issued", "revoked"],
  );
  assert.equal(acts.at(-1)?.message, "Lapak dipindahkan tanpa izin baru.");
});

test("two heads act at the same instant: one measure", async (t) => {
  const { s, permit, look } = await permitted(t);
  const tries = await Promise.allSettled([
    s.act(s.head, revokePermit, { permit, reason: "usaha-tutup" }),
    s.act(s.head, suspendPermit, { permit, reason: "pemeriksaan", days: 3 }),
    s.act(s.head, revokePermit, { permit, reason: "data-tidak-benar" }),
  ]);
  const done = tries.filter(({ status }) => status === "fulfilled").length;
  const { acts } = await look();
  assert.equal(acts.length, 1 + done, "each that went through has its line, and no other");
  assert.equal(acts.filter(({ kind }) => kind === "revoked").length, 1);
});

test("its renewal is offered sixty days ahead, once; a day after its last it has expired, and may be renewed in grace", async (t) => {
  const { s, look, turn, told, verdict } = await permitted(t);
  s.clock.set(new Date("2031-09-24T10:00:00Z"));
  await turn();
  assert.equal(await told("offered"), 0);
  s.clock.set(new Date("2031-09-25T01:00:00Z"));
  for (let i = 0; i < 2; i += 1) await turn();
  assert.equal(await told("offered"), 1);
  s.clock.set(new Date("2031-11-24T16:59:00Z"));
  await turn();
  assert.equal((await look()).row.state, "active", "its last day is whole, by the clock of the place");
  s.clock.set(new Date("2031-11-24T17:01:00Z"));
  for (let i = 0; i < 2; i += 1) await turn();
  const { row, acts } = await look();
  assert.equal(row.state, "expired");
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ["issued", "offered", "expired"],
  );
  assert.equal((await verdict()).verdict, "expired");
  assert.equal(await told("expired"), 1);
  assert.ok(mayRenew(row, "2031-12-24") && !mayRenew(row, "2031-12-25"));
});

test("the public register shows what the service makes public, finds by the beginning of words, and pages by key", async (t) => {
  const { s, permit } = await permitted(t);
  const find = async (words?: string) =>
    (await s.ask(s.stranger, register, words ? { words } : {})).rows.map(({ id }) => id);
  for (const words of ["warung", "nart war", "IUM/000001", "000001", "' ; drop & | !"])
    assert.equal((await find(words)).length, /drop/.test(words) ? 0 : 1, words);
  assert.deepEqual(await find(), [permit]);
  const entry = await s.ask(s.stranger, registerEntry, { id: permit });
  assert.equal(entry?.public_holder, "Warung Bu Narti");
  assert.ok(!JSON.stringify(entry).includes("Narti Suryani"), "the business is public, its owner is not");
  await s.act(s.head, suspendPermit, { permit, reason: "pemeriksaan", days: 30, message: "Hanya untuk pemegang." });
  const suspended = await s.ask(s.stranger, registerEntry, { id: permit });
  assert.equal(suspended?.state, "suspended");
  assert.match(JSON.stringify(suspended?.acts), /Pasal 16/);
  assert.ok(!JSON.stringify(suspended).includes("Hanya untuk pemegang"));
  await s.asOwner("update permits.permit set public_holder = null, public_rows = null");
  assert.deepEqual(await find("warung"), []);
  assert.equal(await s.ask(s.stranger, registerEntry, { id: permit }), null);
  assert.equal(await s.ask(s.stranger, registerEntry, { id: "x" }), null);
});

test("whatever is typed, the register's search is a search and never an error", async (t) => {
  const s = await scene(t);
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 100 }), async (words) => {
      assert.equal(typeof (searchWords(words) ?? ""), "string");
      await s.ask(s.stranger, register, { words });
    }),
    { numRuns: 60 },
  );
});

test("a permit's history can be added to and not be changed, by whoever has the application's login", async (t) => {
  const { s } = await permitted(t);
  const { Client } = await import("../kernel/database/index.ts");
  const app = new Client({ connectionString: s.urls.app });
  await app.connect();
  try {
    await app.query("set pendopo.kind = 'system'");
    await assert.rejects(app.query("update permits.act set message = 'x'"), /permission denied/);
    await assert.rejects(app.query("delete from permits.act"), /permission denied/);
  } finally {
    await app.end();
  }
});
