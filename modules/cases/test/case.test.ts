import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { allServices } from "../../catalogue/index.ts";
import { billOfSubject } from "../../payments/index.ts";
import { assignTask } from "../commands/assign-task.ts";
import { completeTask } from "../commands/complete-task.ts";
import { correctField } from "../commands/correct-field.ts";
import { fireTimer } from "../commands/fire-timer.ts";
import { recordPayment } from "../commands/record-payment.ts";
import { savePage } from "../commands/save-page.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { deeds } from "../deeds.ts";
import { caseById } from "../queries/case-by-id.ts";
import { draftById } from "../queries/drafts.ts";
import { queue } from "../queries/queue.ts";

const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);

test("low risk is approved and billed in the act that hands it in", async (t) => {
  const s = await scene(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  const { row, acts } = await s.look(id);
  assert.equal(row.status, "approved");
  assert.ok(row.bill);
  assert.deepEqual(
    acts.map((act) => act.kind),
    ["submitted", "approved", "billed"],
  );
  const bill = await s.ask({ ...s.owner, hat: "system" } as never, billOfSubject, { subject: id });
  assert.equal(bill?.total_minor, 2_500_000n, "Rp 25,000 in sen");
});

test("the fee is the one in force on the day, by the table, with its rule", async (t) => {
  const s = await scene(t);
  const medium = await s.look(await s.submitted({ floorArea: "60", cooks: true }));
  assert.equal(medium.row.decisions.fee?.outputs?.amount, 75_000);
  assert.equal(medium.row.decisions.risk?.rule, 4);
  const low = await s.look(await s.submitted({ floorArea: "50", cooks: true }));
  assert.equal(low.row.decisions.fee?.outputs?.amount, 25_000, "50 m² is not above 50");
});

test("nothing is handed in that is missing, wrong, or was never declared true", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  await assert.rejects(s.act(s.owner, submitApplication, { draft, declaration: false as never }), refused("invalid"));
  const { faults } = await s.act(s.owner, savePage, { draft, page: "pemohon", posted: { phone: "12" } });
  assert.deepEqual(
    faults.map((fault) => fault.messageKey),
    ["forms.fault.phone"],
  );
  await assert.rejects(s.act(s.owner, submitApplication, { draft, declaration: true }), (error) => {
    assert.ok(error instanceof Refusal);
    assert.deepEqual(
      error.faults.map((fault) => fault.path),
      ["pemohon/phone"],
    );
    return true;
  });
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).answers.phone, "12", "what was typed is kept");
});

test("handed in twice at once, it is one case with one number", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const tries = await Promise.allSettled(
    Array.from({ length: 6 }, (_, i) =>
      s.act(s.owner, submitApplication, { draft, declaration: true }, { key: `k${i % 2}` }),
    ),
  );
  const numbers = new Set(tries.flatMap((one) => (one.status === "fulfilled" ? [one.value.number] : [])));
  assert.equal(numbers.size, 1);
  for (const one of tries) if (one.status === "rejected") assert.ok(refused("conflict")(one.reason));
  assert.deepEqual(await s.count("cases.case", "cases.task"), [1, 1]);
});

test("one field is returned: the clock stands still, only it changes, the decision is worked out anew, the reviewer sees both", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const before = (await s.look(id)).row;
  await s.does(s.reviewer, id, "return", { field: "floorArea", note: "Mohon ukur lagi." });
  const waiting = (await s.look(id)).row;
  assert.equal(waiting.status, "waiting");
  assert.ok(waiting.paused_at);
  await assert.rejects(s.act(s.joko, correctField, { case: id, posted: { floorArea: "40" } }), refused("not-found"));
  s.clock.forward(3 * 86_400_000);
  const bad = s.act(s.owner, correctField, { case: id, posted: { floorArea: "besar" } });
  await assert.rejects(bad, refused("invalid"));
  await s.act(s.owner, correctField, { case: id, posted: { floorArea: "40", phone: "0899999999" } });
  const { row, corrections } = await s.look(id);
  assert.equal(row.answers.floorArea, 40);
  assert.equal(row.answers.phone, before.answers.phone, "nothing but the field that was asked for");
  assert.equal(row.decisions.risk?.outputs?.tier, "low");
  assert.ok(row.due_at > before.due_at, "the days that the applicant had it are given back");
  assert.deepEqual([corrections[0]?.before, corrections[0]?.after], [60, 40]);
  await assert.rejects(
    s.act(s.owner, correctField, { case: id, posted: { floorArea: "41" } }),
    refused("conflict", "cases.refusal.nothing-to-correct"),
  );
});

test("whatever the example's processes ask to be done, somebody does, and says in both languages", async (t) => {
  const s = await scene(t);
  for (const { code, process, messages = {} } of await s.ask(s.owner, allServices, {}))
    for (const step of Object.values(process?.steps ?? {})) {
      if ("do" in step) assert.ok(Object.hasOwn(deeds, step.do), `${code}: ${step.do}`);
      if ("end" in step && step.end !== "done")
        assert.ok(s.world.words.has(`cases.status.${step.end}`, "id"), step.end);
      if ("task" in step)
        for (const outcome of Object.keys(step.task.outcomes))
          for (const locale of ["id", "en"] as const)
            assert.ok(s.world.words.has(`cases.outcome.${outcome}`, locale), `${code}: ${outcome}`);
      // What else its process sends, the linter asks for.
      if (process) assert.ok(messages.submitted, `${code} has no message "submitted"`);
    }
});

test("two offices give their opinions side by side; the case goes on when both have", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.does(s.reviewer, id, "ask-opinions");
  assert.equal((await s.look(id)).tasks.filter((task) => !task.closed_at).length, 2);
  await s.does(s.fire, id, "agree");
  await assert.rejects(s.task(id, "dpmptsp"));
  await assert.rejects(s.does(s.health, id, "object", { note: "" }), refused("invalid"));
  await s.does(s.health, id, "object", { note: "Saluran air belum ada." });
  assert.ok(await s.task(id, "dpmptsp"));
});

test("the head decides with the code given again; who is not the head, or of another office, does not", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.does(s.reviewer, id, "forward");
  const task = await s.task(id, "dpmptsp");
  const approve = { task, outcome: "approve" };
  await assert.rejects(s.act({ ...s.head, assurance: 2 }, completeTask, approve), refused("step-up-needed"));
  for (const other of [s.reviewer, s.health, s.joko, s.owner])
    await assert.rejects(s.act(other, completeTask, approve), Refusal);
  await s.act(s.head, completeTask, approve);
  await assert.rejects(s.act(s.head, completeTask, approve), refused("conflict"));
});

test("two officers decide at the same instant: one does, the other is told that it moved on", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.does(s.reviewer, id, "forward");
  const task = await s.task(id, "dpmptsp");
  const both = await Promise.allSettled([
    s.act(s.head, completeTask, { task, outcome: "approve" }),
    s.act(s.head, completeTask, { task, outcome: "refuse", reason: "keselamatan" }),
  ]);
  assert.equal(both.filter((one) => one.status === "fulfilled").length, 1);
  assert.equal((await s.look(id)).tasks.filter((one) => !one.closed_at).length, 0);
  assert.equal((await s.count("payments.bill"))[0]! <= 1, true);
});

test("an unpaid bill lets the case lapse, and a late payment then moves nothing", async (t) => {
  const s = await scene(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  const [timer] = await s.asOwner<{ token: number; target: string }>("select token, target from cases.timer");
  const early = await s.act({ ...s.stranger, hat: "system" }, fireTimer, { case: id, ...timer! });
  assert.equal(early.fired, false, "not before its time");
  s.clock.forward(15 * 86_400_000);
  await s.act({ ...s.stranger, hat: "system" }, fireTimer, { case: id, ...timer! });
  assert.equal((await s.look(id)).row.status, "lapsed");
  assert.deepEqual(await s.act({ ...s.stranger, hat: "system" }, recordPayment, { case: id }), { moved: false });
});

test("an application is withdrawn by the applicant alone, and not once it is paid", async (t) => {
  const s = await scene(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  await assert.rejects(s.act(s.joko, withdrawApplication, { case: id }), refused("not-found"));
  await s.act({ ...s.stranger, hat: "system" }, recordPayment, { case: id });
  await assert.rejects(s.act(s.owner, withdrawApplication, { case: id }), refused("conflict", "cases.refusal.paid"));
  const other = await s.submitted({ floorArea: "12", cooks: false });
  await s.act(s.owner, withdrawApplication, { case: other });
  assert.equal((await s.look(other)).row.status, "withdrawn");
  assert.equal((await s.count("cases.timer"))[0], 0);
});

test("paid, it is issued once: number, file and message, however often the job runs", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.approved(id);
  await s.act({ ...s.stranger, hat: "system" }, recordPayment, { case: id });
  await s.work();
  const { row } = await s.look(id);
  assert.equal(row.status, "issued");
  assert.ok(row.document);
  const { issueJob } = await import("../jobs/index.ts");
  const { workContext } = await import("../work.ts");
  await issueJob.handle({ world: s.world, ...workContext(s.world) } as never, { case: id });
  assert.deepEqual(await s.count("documents.document"), [1]);
});

test("what the head agreed to is what is signed: a case changed behind the application's back is not issued", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.approved(id);
  await s.asOwner(`update cases.case set answers = answers || '{"floorArea": 900}' where id = '${id}'`);
  await s.act({ ...s.stranger, hat: "system" }, recordPayment, { case: id });
  await assert.rejects(s.work(), /was changed after/);
  assert.deepEqual(await s.count("documents.document"), [0]);
});

test("the applicant reads which office has it, never which officer, and no notes among officers", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const task = await s.task(id, "dpmptsp");
  await s.act(s.reviewer, assignTask, { task, officer: s.reviewer.officer!.id });
  await s.does(s.reviewer, id, "ask-opinions", { note: "Tolong cepat." });
  const mine = JSON.stringify(await s.ask(s.owner, caseById, { id }));
  assert.ok(!mine.includes(s.reviewer.name!) && !mine.includes("Tolong cepat"));
  const theirs = await s.ask(s.health, caseById, { id });
  assert.equal(theirs.row.facts.applicant.birthDate, null, "an opinion needs no birth date");
  assert.match(String(theirs.row.facts.applicant.nik), /\*|•/);
});

test("a queue pages by key: every task once, by due date, and only of one's own office", async (t) => {
  const s = await scene(t);
  for (let i = 0; i < 7; i += 1) await s.submitted();
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await s.ask(s.reviewer, queue, { limit: 3, ...(after && { after }) });
    seen.push(...page.rows.map((row) => row.number));
    if (!page.next) break;
    after = page.next;
  }
  assert.equal(new Set(seen).size, 7);
  assert.equal(seen.length, 7);
  assert.deepEqual((await s.ask(s.fire, queue, {})).rows, []);
  await assert.rejects(s.ask(s.owner, queue, {}), refused("not-allowed"));
});

test("a number that outgrows its width is longer, never cut to one that was given before", async (t) => {
  const s = await scene(t);
  await s.asOwner("select setval('cases.case_number', 999999)");
  const numbers = [];
  for (const floorArea of ["60", "61"]) numbers.push((await s.look(await s.submitted({ floorArea }))).row.number);
  assert.deepEqual(numbers, ["TRT-2026-1000000", "TRT-2026-1000001"]);
});
