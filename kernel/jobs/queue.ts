import { EventEmitter } from "node:events";
import { Logger as JobLogger, parseCronItems, type Runner, run, type TaskList } from "graphile-worker";
import type { Pool } from "../database/index.ts";
import type { World } from "../world.ts";
import { freeOrphans } from "./orphans.ts";
import { pause } from "./relay.ts";

/**
 * Works off the job queue until it is stopped; then what is under way is finished. The library gives up when the
 * database stays away for seconds: it is begun again until it holds.
 */
export async function workQueue(world: World, pool: Pool, taskList: TaskList, stop: AbortSignal): Promise<void> {
  const names = new Set<string>();
  const ended = new AbortController();
  const orphans = freeOrphans(world, pool, names, ended.signal);
  const cron = world.modules.flatMap((room) => room.jobs ?? []).filter((job) => job.cron);
  const events = new EventEmitter();
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => names.add(workerPool.id));
  while (!stop.aborted) {
    try {
      const runner = await run({
        pgPool: pool,
        concurrency: world.config.WORKERS,
        noHandleSignals: true,
        pollInterval: 500,
        // Without a batch the library does not wait for its own word that a job is done: when the database goes away
        // just then, an unhandled rejection would end the process.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        taskList,
        parsedCronItems: parseCronItems(
          cron.map((job) => ({ task: job.name, match: job.cron!, identifier: job.name })),
        ),
        events,
        logger: new JobLogger(() => (level, message) => {
          if (level === "error" || level === "warning") world.log.warn({ jobs: message.slice(0, 300) }, "jobs");
        }),
      });
      await untilOver(runner, stop);
    } catch (error) {
      world.log.warn({ err: error }, "jobs: will try again");
    }
    names.clear();
    await pause(1000, stop);
  }
  ended.abort();
  await orphans;
}

/** Longest wait for jobs that are under way when the worker is stopped; what is not done then is done by another. */
const patienceMs = 30_000;

/** Resolves when the runner gave up by itself, or was stopped and its last job is done. */
function untilOver(runner: Runner, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const halt = () => {
      setTimeout(done, patienceMs).unref();
      runner.stop().then(done, () => done());
    };
    if (stop.aborted) return halt();
    stop.addEventListener("abort", halt, { once: true });
    const gaveUp = () => {
      stop.removeEventListener("abort", halt);
      if (!stop.aborted) done();
    };
    runner.promise.then(gaveUp, gaveUp);
  });
}
