import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { personById } from "../../registry/index.ts";
import { closeBreach, openBreach, reportBreach, tellAffected } from "../commands/breach.ts";
import { breachById, breaches } from "../queries/breaches.ts";
import { house } from "./house.ts";

const key = (wanted: string) => (error: unknown) => error instanceof Refusal && error.messageKey === wanted;

test("a breach touches exactly those whom the receipts name, each gets one letter, and the case closes when all are told", async (t) => {
  const s = await house(t);
  const thief = actors.officer(s.id("wulan"), "dpmptsp", "loket", ["front-desk"]);
  const from = s.clock.now().toISOString();
  for (const name of ["narti", "joko", "narti"]) {
    s.clock.forward(60_000);
    await s.ask(thief, personById, { id: s.id(name), reason: "letter" });
  }
  await s.ask(s.reviewer, personById, { id: s.id("sugeng"), reason: "letter" });
  s.clock.forward(60_000);
  const until = s.clock.now().toISOString();
  s.clock.forward(60_000);
  await s.ask(thief, personById, { id: s.id("galih"), reason: "letter" });
  const told = { what: "Petugas memotret layar.", data: "Nama, alamat, NIK.", measures: "Akses petugas dicabut." };
  const scope = { from, until, queries: ["registry.person"], accounts: [thief.account!] };
  await assert.rejects(s.act(s.reviewer, openBreach, { ...scope, ...told }), key("kernel.refusal.not-allowed"));
  await assert.rejects(s.act(s.officer, openBreach, { ...scope, ...told, until: from }), key("kernel.refusal.invalid"));
  const { breach } = await s.act(s.officer, openBreach, { ...scope, ...told });
  const look = () => s.ask(s.officer, breachById, { id: breach });
  assert.equal((await look()).due_at.getTime() - s.clock.now().getTime(), 72 * 3_600_000);
  await assert.rejects(s.act(s.officer, tellAffected, { breach }), key("rights.refusal.not-counted"));
  await s.work();
  const found = await s.asOwner<{ person: string; reads: number }>(
    "select person, reads from rights.breach_person order by reads desc",
  );
  assert.deepEqual(found, [
    { person: s.id("narti"), reads: 2 },
    { person: s.id("joko"), reads: 1 },
  ]);
  await assert.rejects(s.act(s.officer, closeBreach, { breach }), key("rights.refusal.not-told"));
  await s.act(s.officer, tellAffected, { breach });
  await assert.rejects(s.act(s.officer, tellAffected, { breach }), key("rights.refusal.telling"));
  await s.work();
  const letters = await s.asOwner<{ person: string; body: { id: string } }>(
    "select person, body from messages.message where kind = 'data-breach'",
  );
  assert.deepEqual(new Set(letters.map(({ person }) => person)), new Set([s.id("narti"), s.id("joko")]));
  assert.match(letters[0]!.body.id, /memotret layar/);
  const { told: all, people, letters: state } = await look();
  assert.deepEqual([all, people, state], [2, 2, "sent"]);
  await s.act(s.officer, reportBreach, { breach, reference: "LPDP-2026-7" });
  await s.act(s.officer, closeBreach, { breach });
  const auditor = actors.officer(s.id("yusuf"), "inspektorat", "pengawasan", ["auditor"]);
  assert.notEqual((await s.ask(auditor, breaches, {}))[0]!.closed_at, null);
  await assert.rejects(s.ask(s.narti, breaches, {}), key("kernel.refusal.not-allowed"));
});
