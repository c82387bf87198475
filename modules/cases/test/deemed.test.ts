import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeCalendar } from "../../../kernel/calendar.ts";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { permitById } from "../../permits/index.ts";
import { correctField } from "../commands/correct-field.ts";
import { ringLawClock, startLawClock } from "../commands/deem.ts";
import { recordDecision } from "../commands/record-decision.ts";
import { ringAll } from "../jobs/law.ts";
import { nextLook, readClock } from "../law-clock.ts";
import { afterlifeOf } from "../queries/afterlife.ts";

const day = 86_400_000;
type Scene = Awaited<ReturnType<typeof scene>>;
const house = (s: Scene) => ({ ...s.stranger, hat: "system" as const, system: "cases" });
const lifeOf = (s: Scene, id: string) => s.ask(house(s), afterlifeOf, { case: id });
const kinds = async (s: Scene, id: string) => (await s.look(id)).acts.map(({ kind }) => kind);
const local = (at: Date) => at.toLocaleString("sv-SE", { timeZone: "Asia/Jakarta" });

test("nobody decides in five working days: the law grants it, letter and licence follow by themselves, once, and all are told", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.work();
  s.clock.forward(8 * day);
  // The worker was away for all that time: what is due is done when it comes back, and not the warnings before it.
  await ringAll(s.world);
  await ringAll(s.world);
  await s.work();
  const { row, tasks } = await s.look(id);
  assert.equal(row.status, "approved");
  assert.ok(
    tasks.every(({ closed_at }) => closed_at),
    "no officer has it any more",
  );
  assert.deepEqual(
    (await kinds(s, id)).filter((kind) => kind === "deemed"),
    ["deemed"],
  );
  const [decision, ...more] = (await lifeOf(s, id)).decisions;
  assert.deepEqual(more, []);
  assert.deepEqual(
    [decision?.deemed, decision?.outcome, decision?.law, decision?.officer],
    [true, "approved", "UU 30/2014 Pasal 53", null],
  );
  assert.ok(decision?.letter, "the letter is there");
  await s.paid(id);
  await s.work();
  const issued = (await s.look(id)).row;
  assert.equal(issued.status, "issued");
  const [paper] = await s.asOwner<{ content: { decided: string; legalBasis: string[] } }>(
    "select content from documents.document where id = $1",
    [issued.document],
  );
  assert.match(paper!.content.decided, /dianggap dikabulkan menurut hukum/);
  assert.ok(paper!.content.legalBasis.includes("UU 30/2014 Pasal 53"));
  const told = await s.asOwner<{ kind: string }>("select kind from messages.message where about = $1", [id]);
  for (const kind of ["case-deemed", "case-letter"])
    assert.equal(told.filter((one) => one.kind === kind).length, 1, kind);
  const marked = await s.asOwner(
    "select 1 from kernel.journal where name = 'cases.ring-law-clock' and body::text like '%cases.deemed%'",
  );
  assert.equal(marked.length, 1);
  assert.equal((await s.count("cases.deemed_clock"))[0], 0);
});

test("the office is warned at sixty and at ninety hundredths, each once; the applicant does not see it", async (t) => {
  // Monday: of five working days the third is Thursday, the fourth Friday.
  const s = await scene(t, { now: "2026-11-23T03:00:00Z" });
  const id = await s.submitted();
  await s.work();
  const warnings = async () => (await kinds(s, id)).filter((kind) => kind === "law-warning").length;
  for (const [forward, expected] of [
    [2, 0],
    [1, 0],
    [0.5, 1],
    [0, 1],
    [1, 2],
    [0, 2],
  ] as const) {
    s.clock.forward(forward * day);
    await ringAll(s.world);
    assert.equal(await warnings(), expected, local(s.clock.now()));
  }
  const { caseById } = await import("../queries/case-by-id.ts");
  const seen = (await s.ask(s.owner, caseById, { id })).acts;
  assert.ok(!seen.some(({ kind }) => kind === "law-warning"));
});

test("while the applicant has it the law's clock stands; given back, it goes on where it stood", async (t) => {
  const s = await scene(t, { now: "2026-12-21T03:00:00Z" });
  const id = await s.submitted();
  await s.work();
  await s.does(s.reviewer, id, "return", { field: "floorArea", note: "Mohon ukur lagi." });
  s.clock.forward(8 * day);
  await ringAll(s.world);
  assert.equal(
    (await s.look(id)).row.status,
    "waiting",
    "eight days are more than five, but they were the applicant's",
  );
  await s.act(s.owner, correctField, { case: id, posted: { floorArea: "60" } });
  // Four working days passed between Monday 21 and Tuesday 29; the law's day moves with the case's own.
  const due = (await s.look(id)).row.due_at;
  assert.equal(local(due), "2027-01-06 16:00:00");
  s.clock.set(new Date(due.getTime() - 1000));
  await ringAll(s.world);
  assert.equal((await s.look(id)).row.status, "in-progress");
  s.clock.set(due);
  await ringAll(s.world);
  assert.equal((await s.look(id)).row.status, "approved");
});

test("a decision in time stops the clock; past its day no officer decides any more, even before it was written down", async (t) => {
  const s = await scene(t);
  const [decided, late] = [await s.submitted(), await s.submitted()];
  await s.work();
  await s.does(s.reviewer, decided, "forward");
  await s.does(s.head, decided, "refuse", { reason: "keselamatan" });
  await s.does(s.reviewer, late, "forward");
  s.clock.forward(9 * day);
  await assert.rejects(
    s.does(s.head, late, "refuse", { reason: "keselamatan" }),
    (error) => error instanceof Refusal && error.messageKey === "cases.refusal.decided-by-law",
  );
  await ringAll(s.world);
  assert.equal((await s.look(decided)).row.status, "refused");
  assert.equal((await s.look(late)).row.status, "approved");
});

test("two workers ring at once: the law decides once", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.work();
  s.clock.forward(9 * day);
  const rung = await Promise.all(Array.from({ length: 6 }, () => s.act(house(s), ringLawClock, { case: id })));
  assert.deepEqual(rung.filter(({ did }) => did === "decided").length, 1);
  assert.deepEqual(await s.count("cases.decision", "payments.bill"), [1, 1]);
  assert.equal((await s.act(house(s), recordDecision, { case: id })).recorded, false);
});

test("a clock that is started late counts from the hand-in all the same", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  s.clock.forward(20 * day);
  await s.act(house(s), startLawClock, { case: id });
  await ringAll(s.world);
  assert.equal((await s.look(id)).row.status, "approved");
});

test("the clock's day is a working day's closing: over Christmas, a year's end, and the last of February", () => {
  const calendar = makeCalendar({
    timeZone: "Asia/Jakarta",
    workdays: [1, 2, 3, 4, 5],
    closing: "16:00",
    holidays: { "2027-12-24": "a", "2028-01-01": "b" },
  });
  const law = { workingDays: 5, law: "x", outcome: "approve", warnAt: [] };
  const read = (since: string) => {
    const at = new Date(since);
    return local(
      readClock(
        calendar,
        { since: at, working_days: null },
        { due_at: calendar.deadline(at, 5), paused_at: null },
        law,
        5,
        at,
      ).due,
    );
  };
  assert.equal(read("2027-12-22T03:00:00Z"), "2027-12-30 16:00:00");
  assert.equal(read("2027-12-29T03:00:00Z"), "2028-01-05 16:00:00");
  assert.equal(read("2028-02-24T03:00:00Z"), "2028-03-02 16:00:00", "29 February is worked");
});

test("for every service, hand-in and pause: the law's day comes not before its working days, and no look misses it", () => {
  const calendar = makeCalendar({
    timeZone: "Asia/Jakarta",
    workdays: [1, 2, 3, 4, 5],
    closing: "16:00",
    holidays: { "2026-12-25": "x" },
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 30 }),
      fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }),
      (start, workingDays, standard, pause, warnAt) => {
        const since = new Date(Date.parse("2026-01-05T03:00:00Z") + start * day);
        const [from, to] = [new Date(since.getTime() + day), new Date(since.getTime() + (1 + pause) * day)];
        const due_at = calendar.resume(calendar.deadline(since, standard), from, to);
        const law = { workingDays, law: "x", outcome: "approve", warnAt };
        const reading = readClock(
          calendar,
          { since, working_days: null },
          { due_at, paused_at: null },
          law,
          standard,
          to,
        );
        const given = calendar.workingDaysBetween(from, to);
        assert.equal(calendar.workingDaysBetween(since, reading.due), workingDays + given);
        assert.ok(reading.warnings.every((at) => at <= reading.due));
        assert.ok(nextLook(reading, 0, calendar, to) <= reading.due);
      },
    ),
  );
});

test("what the law granted becomes a permit like any other", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.work();
  s.clock.forward(9 * day);
  await ringAll(s.world);
  await s.paid(id);
  await s.work();
  const [permit] = await s.asOwner<{ id: string }>("select id from permits.permit where case_id = $1", [id]);
  const { row } = await s.ask(s.owner, permitById, { id: permit!.id });
  assert.equal(row.state, "active");
});
