import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Refusal } from "../kernel/index.ts";
import { answerObjection } from "../modules/cases/commands/answer-objection.ts";
import { fileAppeal, fileObjection, withdrawObjection } from "../modules/cases/commands/file-objection.ts";
import { reopenCase } from "../modules/cases/commands/reopen-case.ts";
import { ringAll } from "../modules/cases/jobs/law.ts";
import { afterlifeOf } from "../modules/cases/queries/afterlife.ts";
import { revokePermit, suspendPermit } from "../modules/permits/commands/measures.ts";
import { permitById } from "../modules/permits/index.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

const day = 86_400_000;
const grounds = "Dapur sudah punya ventilasi sejak awal bulan ini.";
const answer = "Ventilasi dapur memang sudah ada; keputusan diubah.";
type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (key: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(
    error.messageKey === key || error.faults.some((fault) => fault.messageKey === key) ? key : error.messageKey,
    key,
  );
  return true;
};
const secretary = actors.officer(randomUUID(), "dpmptsp", "sekretariat", ["head"], {
  assurance: 3,
  name: "Sekretaris",
});
const superior = actors.officer(randomUUID(), "setda", "hukum", ["head"], { assurance: 3, name: "Atasan" });
const lifeOf = (s: Scene, id: string) => s.ask(actors.system("test"), afterlifeOf, { case: id });

async function refusedCase(t: Parameters<typeof scene>[0], now?: string) {
  const s = await scene(t, now ? { now } : {});
  const id = await s.submitted();
  await s.does(s.reviewer, id, "forward");
  await s.does(s.head, id, "refuse", { reason: "keselamatan", note: "Dapur tanpa ventilasi." });
  await s.work();
  return { s, id };
}
async function permitted(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  const id = await s.submitted();
  await s.approved(id);
  await s.paid(id);
  await s.work();
  const [permit] = await s.asOwner<{ id: string; document: string }>("select id, document from permits.permit");
  return { s, id, permit: permit! };
}

test("a refusal is a decision with its author, reason and law, and gets a sealed letter that says how to object", async (t) => {
  const { s, id } = await refusedCase(t);
  const [decision] = (await lifeOf(s, id)).decisions;
  assert.equal(decision?.officer, s.head.officer!.id);
  assert.deepEqual(
    [decision?.reason, decision?.law, decision?.message],
    ["keselamatan", "Perbup Tirta 12/2026 Pasal 14", "Dapur tanpa ventilasi."],
  );
  const [letter] = await s.asOwner<{
    number: string;
    state: string;
    valid_until: null;
    content: { rows: { value: string }[]; body: string[] };
    signers: { kind: string }[];
  }>("select number, state, valid_until, content, signers from documents.document where id = $1", [decision?.letter]);
  assert.match(letter!.number, /^SK\/000001\//);
  assert.deepEqual([letter!.state, letter!.valid_until], ["valid", null]);
  const said = JSON.stringify(letter!.content);
  for (const part of [/keselamatan atau kesehatan/, /tanpa ventilasi/, /21 hari kerja/]) assert.match(said, part);
  assert.deepEqual(
    letter!.signers.map(({ kind }) => kind),
    ["signature", "seal"],
  );
});

test("an objection is granted by somebody else than the decider: the decision is changed, and the licence follows", async (t) => {
  const { s, id } = await refusedCase(t);
  const { objection } = await s.act(s.owner, fileObjection, { case: id, grounds });
  const own = actors.officer(s.head.officer!.id, "dpmptsp", "sekretariat", ["head"], { assurance: 3 });
  await assert.rejects(
    s.act(own, answerObjection, { objection, verdict: "dismissed", answer }),
    refused("cases.refusal.own-decision"),
  );
  await assert.rejects(
    s.act(superior, answerObjection, { objection, verdict: "change", answer }),
    refused("kernel.refusal.not-found"),
  );
  await assert.rejects(
    s.act({ ...secretary, assurance: 2 }, answerObjection, { objection, verdict: "change", answer }),
    refused("kernel.refusal.step-up-needed"),
  );
  await assert.rejects(
    s.act(secretary, answerObjection, { objection, verdict: "restore", answer }),
    refused("cases.fault.verdict"),
  );
  await s.act(secretary, answerObjection, { objection, verdict: "change", answer });
  await s.work();
  const { row, acts } = await s.look(id);
  assert.equal(row.status, "approved");
  assert.ok(acts.some(({ kind }) => kind === "objection-granted"));
  const { decisions, objections } = await lifeOf(s, id);
  assert.deepEqual(
    decisions.map(({ outcome }) => outcome),
    ["refused", "approved"],
  );
  assert.ok(decisions[1]?.letter && decisions[1].letter !== decisions[0]?.letter, "decided anew, it is written anew");
  assert.deepEqual([objections[0]?.state, objections[0]?.remedy, objections[0]?.deemed], ["granted", "change", false]);
  await s.paid(id);
  await s.work();
  assert.equal((await s.look(id)).row.status, "issued");
  await assert.rejects(
    s.act(secretary, answerObjection, { objection, verdict: "change", answer }),
    refused("cases.refusal.objection-closed"),
  );
});

test("an objection can send the case back: it gets its time and its law's clock anew", async (t) => {
  const { s, id } = await refusedCase(t);
  s.clock.forward(3 * day);
  const { objection } = await s.act(s.owner, fileObjection, { case: id, grounds });
  await s.act(secretary, answerObjection, { objection, verdict: "reopen", answer });
  const { row, tasks } = await s.look(id);
  assert.equal(row.status, "in-progress");
  assert.equal(row.closed_at, null);
  assert.equal(
    tasks
      .filter((task) => !task.closed_at)
      .map(({ step }) => step)
      .join(),
    "review",
  );
  assert.deepEqual(row.due_at, s.world.calendar.deadline(s.clock.now(), 5));
  await s.work();
  s.clock.forward(9 * day);
  await ringAll(s.world);
  assert.equal((await s.look(id)).row.status, "approved", "nobody decided again: the law did");
});

test("objecting is possible for 21 working days from the notice, to the last minute, over holidays and the year's end", async (t) => {
  const { s, id } = await refusedCase(t, "2026-12-14T03:00:00Z");
  const [decision] = (await lifeOf(s, id)).decisions;
  const last = s.world.calendar.deadline(decision!.at, 21);
  assert.equal(last.toLocaleString("sv-SE", { timeZone: "Asia/Jakarta" }), "2027-01-15 16:00:00");
  s.clock.set(new Date(last.getTime() + 1000));
  await assert.rejects(s.act(s.owner, fileObjection, { case: id, grounds }), refused("cases.refusal.objection-late"));
  s.clock.set(last);
  const { due } = await s.act(s.owner, fileObjection, { case: id, grounds });
  assert.equal(due.toLocaleString("sv-SE", { timeZone: "Asia/Jakarta" }), "2027-01-29 16:00:00");
});

test("not answered in ten working days, it is granted by law; the late officer is told so", async (t) => {
  const { s, id } = await refusedCase(t);
  const { objection, due } = await s.act(s.owner, fileObjection, { case: id, grounds });
  s.clock.set(new Date(due.getTime() - 1000));
  await ringAll(s.world);
  assert.equal((await lifeOf(s, id)).objections[0]?.state, "open");
  s.clock.set(due);
  await assert.rejects(
    s.act(secretary, answerObjection, { objection, verdict: "dismissed", answer }),
    refused("cases.refusal.answered-by-law"),
  );
  await Promise.all([ringAll(s.world), ringAll(s.world)]);
  await s.work();
  const { objections, decisions } = await lifeOf(s, id);
  assert.deepEqual([objections[0]?.state, objections[0]?.deemed], ["granted", true]);
  assert.deepEqual(
    decisions.map(({ outcome, deemed }) => [outcome, deemed]),
    [
      ["refused", false],
      ["approved", true],
    ],
  );
  assert.equal((await s.look(id)).row.status, "approved");
});

test("a dismissed objection leads to an appeal at the superior's, once, within ten working days", async (t) => {
  const { s, id } = await refusedCase(t);
  const { objection } = await s.act(s.owner, fileObjection, { case: id, grounds });
  await assert.rejects(s.act(s.owner, fileAppeal, { objection, grounds }), refused("cases.refusal.not-dismissed"));
  await assert.rejects(s.act(s.owner, fileObjection, { case: id, grounds }), refused("cases.refusal.objected-already"));
  await s.act(secretary, answerObjection, {
    objection,
    verdict: "dismissed",
    answer: "Ventilasi belum memenuhi syarat keselamatan.",
  });
  assert.equal((await s.look(id)).row.status, "refused");
  await assert.rejects(s.act(s.joko, fileAppeal, { objection, grounds }), refused("kernel.refusal.not-found"));
  const appeal = await s.act(s.owner, fileAppeal, { objection, grounds });
  await assert.rejects(s.act(s.owner, fileAppeal, { objection, grounds }), refused("cases.refusal.objected-already"));
  await assert.rejects(
    s.act(secretary, answerObjection, { objection: appeal.objection, verdict: "change", answer }),
    refused("kernel.refusal.not-found"),
  );
  await s.act(superior, answerObjection, { objection: appeal.objection, verdict: "change", answer });
  assert.equal((await s.look(id)).row.status, "approved");
});

test("past the appeal's time the refusal is final", async (t) => {
  const { s, id } = await refusedCase(t);
  const { objection } = await s.act(s.owner, fileObjection, { case: id, grounds });
  await s.act(secretary, answerObjection, { objection, verdict: "dismissed", answer });
  s.clock.forward(20 * day);
  await assert.rejects(s.act(s.owner, fileAppeal, { objection, grounds }), refused("cases.refusal.objection-late"));
});

test("only the applicant objects, with grounds, against what was refused; what was withdrawn may be filed again", async (t) => {
  const { s, id } = await refusedCase(t);
  await assert.rejects(s.act(s.joko, fileObjection, { case: id, grounds }), refused("kernel.refusal.not-found"));
  await assert.rejects(s.act(s.head, fileObjection, { case: id, grounds }), refused("kernel.refusal.not-allowed"));
  await assert.rejects(
    s.act(s.owner, fileObjection, { case: id, grounds: "tidak setuju" }),
    refused("cases.fault.grounds"),
  );
  const waiting = await s.submitted();
  await assert.rejects(
    s.act(s.owner, fileObjection, { case: waiting, grounds }),
    refused("cases.refusal.nothing-to-object"),
  );
  const { objection } = await s.act(s.owner, fileObjection, { case: id, grounds });
  await assert.rejects(s.act(s.joko, withdrawObjection, { objection }), refused("kernel.refusal.not-found"));
  await s.act(s.owner, withdrawObjection, { objection });
  await assert.rejects(s.act(s.owner, withdrawObjection, { objection }), refused("cases.refusal.objection-closed"));
  await s.act(s.owner, fileObjection, { case: id, grounds });
});

test("filed twice at the same instant, it is one objection", async (t) => {
  const { s, id } = await refusedCase(t);
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => s.act(s.owner, fileObjection, { case: id, grounds })),
  );
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  assert.deepEqual(await s.count("cases.objection"), [1]);
});

test("a suspension that is objected to and granted is undone: permit and paper are as they were", async (t) => {
  const { s, id, permit } = await permitted(t);
  const { act } = await s.act(s.head, suspendPermit, { permit: permit.id, reason: "pemeriksaan", days: 30 });
  const measure = { permit: permit.id, act };
  const { objection } = await s.act(s.owner, fileObjection, { case: id, grounds, measure });
  const own = actors.officer(s.head.officer!.id, "dpmptsp", "sekretariat", ["head"], { assurance: 3 });
  await assert.rejects(
    s.act(own, answerObjection, { objection, verdict: "restore", answer }),
    refused("cases.refusal.own-decision"),
  );
  await s.act(secretary, answerObjection, { objection, verdict: "restore", answer });
  const { row, acts } = await s.ask(s.owner, permitById, { id: permit.id });
  assert.equal(row.state, "active");
  assert.equal(acts.at(-1)?.kind, "reinstated");
  assert.equal((await s.look(id)).row.status, "issued", "the case itself does not move");
  const [paper] = await s.asOwner<{ state: string }>("select state from documents.document where id = $1", [
    permit.document,
  ]);
  assert.equal(paper?.state, "valid");
});

test("a revocation that nobody defends in time is undone by law", async (t) => {
  const { s, id, permit } = await permitted(t);
  const { act } = await s.act(s.head, revokePermit, { permit: permit.id, reason: "usaha-tutup" });
  const { due } = await s.act(s.owner, fileObjection, { case: id, grounds, measure: { permit: permit.id, act } });
  s.clock.set(due);
  await ringAll(s.world);
  assert.equal((await s.ask(s.owner, permitById, { id: permit.id })).row.state, "active");
});

test("the head takes up a refused case again with a reason, within the service's time; nobody else does", async (t) => {
  const { s, id } = await refusedCase(t);
  const reason = "Foto dapur yang baru menunjukkan ventilasi sudah dipasang.";
  await assert.rejects(
    s.act({ ...s.head, assurance: 2 }, reopenCase, { case: id, reason }),
    refused("kernel.refusal.step-up-needed"),
  );
  await assert.rejects(s.act(s.reviewer, reopenCase, { case: id, reason }), refused("kernel.refusal.not-allowed"));
  await assert.rejects(s.act(superior, reopenCase, { case: id, reason }), refused("kernel.refusal.not-found"));
  const { objection } = await s.act(s.owner, fileObjection, { case: id, grounds });
  await assert.rejects(s.act(s.head, reopenCase, { case: id, reason }), refused("cases.refusal.objection-open"));
  await s.act(s.owner, withdrawObjection, { objection });
  await s.act(s.head, reopenCase, { case: id, reason });
  assert.equal((await s.look(id)).row.status, "in-progress");
  await assert.rejects(s.act(s.head, reopenCase, { case: id, reason }), refused("cases.refusal.not-reopenable"));
  await s.approved(id);
  await s.work();
  assert.deepEqual(
    (await lifeOf(s, id)).decisions.map(({ outcome }) => outcome),
    ["refused", "approved"],
  );
  const late = await s.submitted();
  await s.does(s.reviewer, late, "forward");
  await s.does(s.head, late, "refuse", { reason: "keselamatan" });
  s.clock.forward(91 * day);
  await assert.rejects(s.act(s.head, reopenCase, { case: late, reason }), refused("cases.refusal.reopening-late"));
});
