import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { correctField } from "../commands/correct-field.ts";
import { fireTimer } from "../commands/fire-timer.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { timerMinder } from "../jobs/index.ts";
import { dueTimers } from "../queries/due-timers.ts";

const day = 86_400_000;
type Scene = Awaited<ReturnType<typeof scene>>;
const house = (s: Scene) => ({ ...s.stranger, hat: "system" as const, system: "cases" });
/** Fires all that is due, as the minder does. */
async function ring(s: Scene): Promise<string[]> {
  const due = await s.ask(house(s), dueTimers, { limit: 100 });
  for (const { case_id, token, target } of due) await s.act(house(s), fireTimer, { case: case_id, token, target });
  return due.map(({ target }) => target);
}
const local = (at: Date) => at.toLocaleString("sv-SE", { timeZone: "Asia/Jakarta" });
const returned = async (s: Scene, id: string) =>
  s.does(s.reviewer, id, "return", { field: "floorArea", note: "Mohon ukur lagi." });

test("five working days end at closing time, past the weekend and the regency's holidays", async (t) => {
  // Monday 21 December: Thursday and Friday are holidays, then the weekend.
  const s = await scene(t, { now: "2026-12-21T03:00:00Z" });
  const { row } = await s.look(await s.submitted());
  assert.equal(local(row.due_at), "2026-12-30 16:00:00");
});

test("while the applicant has it the clock stands; the working days that passed are given back, holidays not twice", async (t) => {
  const s = await scene(t, { now: "2026-12-21T03:00:00Z" });
  const id = await s.submitted();
  await returned(s, id);
  // Until Tuesday 29 December: of these eight days four were worked (22, 23, 28, 29).
  s.clock.forward(8 * day);
  await s.act(s.owner, correctField, { case: id, posted: { floorArea: "55" } });
  const { row, tasks } = await s.look(id);
  assert.equal(row.status, "in-progress");
  assert.equal(row.paused_at, null);
  // Four working days after Wednesday 30 December, over New Year and a weekend.
  assert.equal(local(row.due_at), "2027-01-06 16:00:00");
  for (const task of tasks)
    if (!task.closed_at) assert.deepEqual(task.due_at, row.due_at, "the queue shows the new day");
});

test("a reminder does not set the clock going: the case still waits for the applicant", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await returned(s, id);
  const before = (await s.look(id)).row;
  s.clock.forward(21 * day);
  assert.deepEqual(await ring(s), ["nudge-applicant"]);
  const { row, acts } = await s.look(id);
  assert.ok(acts.some(({ kind }) => kind === "reminded-applicant"));
  assert.equal(row.status, "waiting");
  assert.deepEqual(row.paused_at, before.paused_at);
  assert.deepEqual(row.due_at, before.due_at);
  assert.deepEqual(await ring(s), [], "it rings once");
});

test("who never mends it lets the case lapse after thirty days; then nothing can be mended any more", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const { due_at: due } = (await s.look(id)).row;
  await returned(s, id);
  s.clock.forward(31 * day);
  await ring(s);
  const { row, tasks } = await s.look(id);
  assert.equal(row.status, "lapsed");
  assert.equal(row.paused_at, null, "the clock does not stand for ever in a case that is over");
  assert.ok(row.due_at > due, "and the office is not charged with the days that it stood");
  assert.ok(tasks.every(({ closed_at }) => closed_at));
  await assert.rejects(s.act(s.owner, correctField, { case: id, posted: { floorArea: "40" } }), Refusal);
  assert.equal((await s.count("cases.timer"))[0], 0);
});

test("a late office is reminded once after three working days, and its clock runs on", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const { due_at } = (await s.look(id)).row;
  s.clock.forward(2 * day);
  assert.deepEqual(await ring(s), []);
  s.clock.forward(4 * day);
  assert.deepEqual(await ring(s), ["nudge"]);
  const { row, acts, tasks } = await s.look(id);
  assert.deepEqual([row.status, row.due_at], ["in-progress", due_at]);
  assert.ok(acts.some(({ kind, audience }) => kind === "reminded-office" && audience));
  assert.equal(tasks.filter(({ closed_at }) => !closed_at).length, 1, "the work stays open");
});

test("work that was done takes its timers along", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  assert.equal((await s.count("cases.timer"))[0], 1);
  await s.does(s.reviewer, id, "forward");
  assert.equal((await s.count("cases.timer"))[0], 0);
  s.clock.forward(30 * day);
  assert.deepEqual(await ring(s), []);
  const other = await s.submitted();
  await s.act(s.owner, withdrawApplication, { case: other });
  assert.equal((await s.count("cases.timer"))[0], 0);
});

test("one case that cannot go on does not keep the others' clocks from ringing", async (t) => {
  const s = await scene(t);
  const broken = await s.submitted();
  const sound = await s.submitted();
  await s.asOwner(`update cases.case set process = process || '{"tokens": null}' where id = $1`, [broken]);
  await s.asOwner("update cases.timer set due_at = due_at - interval '1 hour' where case_id = $1", [broken]);
  s.clock.forward(6 * day);
  const stop = new AbortController();
  const minding = timerMinder.run(s.world, stop.signal);
  for (let i = 0; i < 100 && !(await s.look(sound)).acts.some(({ kind }) => kind === "reminded-office"); i += 1)
    await new Promise((done) => setTimeout(done, 50));
  stop.abort();
  await minding;
  assert.ok((await s.look(sound)).acts.some(({ kind }) => kind === "reminded-office"));
  assert.equal((await s.count("cases.timer"))[0], 1, "the broken one will be tried again");
});
