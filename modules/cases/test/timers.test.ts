import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { scene } from "../../../test/scene.ts";
import { timerMinder } from "../jobs/index.ts";

const day = 86_400_000;

/** The minder at work until nothing is due. */
async function mind(s: Awaited<ReturnType<typeof scene>>): Promise<void> {
  const stop = new AbortController();
  const minding = timerMinder.run(s.world, stop.signal);
  for (let tries = 0; tries < 100; tries += 1) {
    const [due] = await s.asOwner<{ n: number }>("select count(*)::int as n from cases.timer where due_at <= $1", [
      s.clock.now(),
    ]);
    if (due!.n === 0) break;
    await wait(50);
  }
  stop.abort();
  await minding;
}

test("one case that cannot go on keeps no other from ringing; its own timer is tried again later", async (t) => {
  const s = await scene(t);
  const ids = [];
  for (let i = 0; i < 4; i += 1) {
    const id = await s.submitted();
    await s.asOwner("update cases.draft set state = 'dropped' where state = 'open'");
    ids.push(id);
  }
  const broken = ids[1]!;
  await s.asOwner("update cases.case set process = jsonb_set(process, '{tokens,0,at}', '\"gone\"') where id = $1", [
    broken,
  ]);
  s.clock.forward(4 * day);
  await mind(s);
  for (const id of ids.filter((one) => one !== broken)) {
    const { acts } = await s.look(id);
    assert.equal(acts.filter(({ kind }) => kind === "reminded-office").length, 1);
  }
  const left = await s.asOwner<{ case_id: string; due_at: Date }>("select case_id, due_at from cases.timer");
  assert.deepEqual(
    left.map((one) => [one.case_id, one.due_at.getTime() - s.clock.now().getTime()]),
    [[broken, 15 * 60_000]],
  );
});

test("two timers of one case that are due together ring one after the other, the earlier first", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.does(s.reviewer, id, "return", { field: "floorArea", note: "Mohon ukur lagi." });
  s.clock.forward(40 * day);
  await mind(s);
  const { acts, row } = await s.look(id);
  assert.deepEqual(
    acts.filter(({ kind }) => kind === "timer").map(({ body }) => body.target),
    ["nudge-applicant", "lapse"],
  );
  assert.equal(row.status, "lapsed");
});
