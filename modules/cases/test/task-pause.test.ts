import assert from "node:assert/strict";
import { test } from "node:test";
import type { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { remindApplicant } from "../commands/remind-applicant.ts";
import { nextEdition } from "./editions.ts";

const day = 86_400_000;
const reason = { id: "Menunggu pendapat instansi lain", en: "Waiting for another agency" };
const law = "Perbup Tirta 12/2026 Pasal 9";

test("while a task is done to which the law gives time of its own the clock stands, and says why; nobody waits for the applicant", async (t) => {
  const s = await scene(t, { now: "2026-06-01T03:00:00Z" });
  await nextEdition(s, ({ process }) => {
    for (const step of Object.values(process.steps))
      if ("each" in step && "task" in step.each) step.each.task.pause = { reason, law };
  });
  const id = await s.submitted();
  const before = (await s.look(id)).row;
  await s.does(s.reviewer, id, "ask-opinions");
  const { row } = await s.look(id);
  assert.deepEqual([row.status, row.paused_why], ["in-progress", { reason, law }]);
  assert.ok(row.paused_at);
  await assert.rejects(
    s.act(s.reviewer, remindApplicant, { case: id }),
    (error: Refusal) => error.messageKey === "cases.refusal.not-waiting",
  );
  // Wednesday: two working days that the agencies took do not count.
  s.clock.forward(2 * day);
  await s.does(s.health, id, "agree");
  assert.ok((await s.look(id)).row.paused_at, "one of two is still at work");
  await s.does(s.fire, id, "agree");
  const after = (await s.look(id)).row;
  assert.deepEqual([after.paused_at, after.paused_why, after.status], [null, null, "in-progress"]);
  assert.equal(s.world.calendar.workingDaysBetween(before.due_at, after.due_at), 2);
});

test("returned to the applicant out of such a task, the case waits for the applicant and not for the office", async (t) => {
  const s = await scene(t, { now: "2026-06-01T03:00:00Z" });
  await nextEdition(s, ({ process }) => {
    for (const step of Object.values(process.steps))
      if ("task" in step && step.task.role === "reviewer") step.task.pause = { reason, law };
  });
  const id = await s.submitted();
  assert.deepEqual((await s.look(id)).row.paused_why, { reason, law });
  await s.does(s.reviewer, id, "return", { field: "floorArea", note: "Mohon ukur lagi." });
  const theirs = (await s.look(id)).row;
  assert.deepEqual([theirs.status, theirs.paused_why], ["waiting", null]);
  await s.act(s.reviewer, remindApplicant, { case: id });
});
