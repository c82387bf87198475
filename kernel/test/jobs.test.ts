import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { stage } from "../../test/stage.ts";
import { openJobsPool } from "../database/index.ts";
import { type Manifest, Refusal } from "../index.ts";
import { startWorker } from "../jobs/worker.ts";
import { manifest as guestbook } from "./guestbook/module.ts";

/** A worker of a house with one job, which does what the test says. */
async function worker(t: TestContext, handle: (payload: Record<string, unknown>) => Promise<void>) {
  const house: Manifest = {
    ...guestbook,
    jobs: [{ name: "guestbook.tidy", handle: (_context, payload) => handle(payload) }],
  };
  const set = await stage(t, { modules: [house] });
  const pool = openJobsPool(set.urls.jobs, { max: 8 });
  return {
    ...set,
    /** Starts a worker, and stops it when the work is done. */
    async whileWorking(work: () => Promise<void>) {
      const running = await startWorker(set.world, pool);
      try {
        await work();
      } finally {
        await running.stop();
        await pool.end();
      }
    },
    add: (payload: object) =>
      set.asOwner("select graphile_worker.pendopo_add($1::jsonb)", [
        JSON.stringify([{ name: "guestbook.tidy", payload }]),
      ]),
  };
}

async function until(holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > seconds * 20) throw new Error("waited in vain");
    await wait(50);
  }
}

test("a job that a killed worker held is done by another within seconds, and one whose worker lives is left alone", async (t) => {
  const done: unknown[] = [];
  const w = await worker(t, async (payload) => void done.push(payload.n));
  await w.add({ n: 1 });
  await w.add({ n: 2 });
  // As after kill -9: locked by names; one of them is still held by a connection that lives.
  await w.asOwner(
    "update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'pool-' || (payload->>'n')",
  );
  await w.asOwner("select pg_advisory_lock(hashtextextended('pendopo.worker.pool-2', 0))");
  await w.whileWorking(async () => {
    await until(() => done.length > 0);
    await wait(1500);
  });
  assert.deepEqual(done, [1]);
});

test("a worker that is stopped finishes the job it is at, and takes no other", async (t) => {
  const done: unknown[] = [];
  const begun: unknown[] = [];
  const w = await worker(t, async (payload) => {
    begun.push(payload.n);
    await wait(500);
    done.push(payload.n);
  });
  for (let n = 0; n < 12; n += 1) await w.add({ n });
  await w.whileWorking(() => until(() => begun.length > 0));
  assert.deepEqual([...done].sort(), [...begun].sort());
  assert.ok(done.length < 12, "it did not hurry through the rest");
  const left = await w.asOwner("select 1 from graphile_worker._private_jobs where locked_at is null");
  assert.equal(left.length, 12 - done.length, "the rest waits for the next worker");
});

test("a job that fails is tried again later; one that is turned down for good is not", async (t) => {
  const tries: unknown[] = [];
  const w = await worker(t, async ({ n }) => {
    tries.push(n);
    if (n === "turned-down") throw new Refusal("not-found", "kernel.refusal.not-found");
    if (n === "away") throw new Refusal("unavailable", "kernel.refusal.unavailable");
    throw new Error("stumbled");
  });
  for (const n of ["turned-down", "away", "bug"]) await w.add({ n });
  await w.whileWorking(() => until(() => tries.length === 3));
  const left = await w.asOwner<{ n: string; later: boolean }>(
    "select payload->>'n' as n, run_at > now() as later from graphile_worker._private_jobs order by 1",
  );
  assert.deepEqual(left, [
    { n: "away", later: true },
    { n: "bug", later: true },
  ]);
});
