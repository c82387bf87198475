import assert from "node:assert/strict";
import { test } from "node:test";
import type { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { fileObjection } from "../commands/file-objection.ts";
import { ringAll } from "../jobs/law.ts";
import { afterlifeOf } from "../queries/afterlife.ts";
import { licence, nextEdition } from "./editions.ts";

const day = 86_400_000;
type Scene = Awaited<ReturnType<typeof scene>>;
const house = (s: Scene) => ({ ...s.stranger, hat: "system" as const, system: "cases" });
const local = (at: Date) => at.toLocaleString("sv-SE", { timeZone: "Asia/Jakarta" });
const small = { floorArea: "12", cooks: false };

/** The licence with clocks as data: a term that is longer from the second of June on, and one by the risk. */
const withClocks = (s: Scene) =>
  nextEdition(s, (service) => {
    const term = {
      title: { id: "Waktu", en: "Time" },
      law: "Perda Tirta 3/2025",
      values: [
        { from: "2026-01-01", value: 5 },
        { from: "2026-06-03", value: 9 },
      ],
    };
    for (const table of Object.values(service.decisions)) table.parameters = { ...table.parameters, term };
    service.standard.time.workingDays = 'if risk.tier = "high" then 14 else term';
    service.fee!.payWithinDays = "term";
    for (const step of Object.values(service.process.steps))
      if ("wait" in step && step.wait === "payment") step.timers[0]!.days = "term + 1";
    service.remedies!.deemed!.workingDays = "term";
    service.remedies!.objection!.fileWithin = "term";
    service.remedies!.objection!.answerWithin = "term * 2";
  });
const timersOf = async (s: Scene, id: string) =>
  (await s.asOwner<{ target: string; due_at: Date }>("select target, due_at from cases.timer where case_id = $1", [id]))
    .map(({ target, due_at }) => `${target} ${local(due_at).slice(0, 10)}`)
    .sort();

test("bill, timer and legal clock run as long as the law of the day says on which each begins", async (t) => {
  const s = await scene(t, { now: "2026-06-02T03:00:00Z" });
  await withClocks(s);
  const before = await s.submitted(small);
  s.clock.forward(day);
  const after = await s.submitted(small);
  const [first, second] = [(await s.look(before)).row, (await s.look(after)).row];
  assert.deepEqual([first.promised_days, second.promised_days], [5, 9]);
  assert.deepEqual(
    [first, second].map(({ due_at }) => local(due_at).slice(0, 10)),
    ["2026-06-09", "2026-06-17"],
  );
  assert.deepEqual(await timersOf(s, before), ["lapse 2026-06-08"]);
  assert.deepEqual(await timersOf(s, after), ["lapse 2026-06-13"]);
  const bills = await s.asOwner<{ days: number }>(
    "select extract(day from expires_at - created_at)::int as days from payments.bill order by created_at",
  );
  assert.deepEqual(
    bills.map(({ days }) => days),
    [5, 9],
  );
});

test("a clock that runs is not moved when the law changes; the law's decision comes on the day that it began with", async (t) => {
  const s = await scene(t, { now: "2026-06-02T03:00:00Z" });
  await withClocks(s);
  const id = await s.submitted();
  await s.work();
  const { row } = await s.look(id);
  assert.equal(row.promised_days, 5, "and it is a case that an office works on");
  const clock = async () =>
    (
      await s.asOwner<{ working_days: number }>("select working_days from cases.deemed_clock where case_id = $1", [id])
    )[0];
  assert.equal((await clock())?.working_days, 5);
  // Past the day of the change, and not yet at the sixth working day.
  s.clock.forward(6 * day);
  await ringAll(s.world);
  assert.equal((await s.look(id)).row.decided_at, null);
  s.clock.forward(2 * day);
  await ringAll(s.world);
  assert.ok((await s.look(id)).row.decided_at, "five working days, not nine");
});

test("the time to object runs by the law of the day of the notice, that to answer by the day of the objection", async (t) => {
  const s = await scene(t, { now: "2026-06-02T03:00:00Z" });
  await withClocks(s);
  const id = await s.submitted();
  await s.does(s.reviewer, id, "forward");
  await s.does(s.head, id, "refuse", { reason: (await licence(s)).refusals[0]!.code });
  await s.work();
  const [notice] = (await s.ask(house(s), afterlifeOf, { case: id })).decisions;
  const grounds = "Luasnya sudah saya ukur ulang, dan tidak seperti yang ditulis.";
  // Five working days from the second, though nine hold from the third on.
  s.clock.set(new Date(s.world.calendar.deadline(notice!.at, 5).getTime() + 1000));
  await assert.rejects(s.act(s.owner, fileObjection, { case: id, grounds }), (error: Refusal) => {
    assert.deepEqual([error.messageKey, error.values], ["cases.refusal.objection-late", { days: 5 }]);
    return true;
  });
  s.clock.set(s.world.calendar.deadline(notice!.at, 5));
  const { due } = await s.act(s.owner, fileObjection, { case: id, grounds });
  assert.deepEqual(due, s.world.calendar.deadline(s.world.clock.now(), 18));
});
