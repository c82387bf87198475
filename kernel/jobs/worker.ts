import type { TaskList } from "graphile-worker";
import { act } from "../act.ts";
import { systemActor } from "../actor.ts";
import { ask } from "../ask.ts";
import type { Fact } from "../command.ts";
import { isAway, type Pool } from "../database/index.ts";
import type { WorkContext } from "../module.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { workQueue } from "./queue.ts";
import { pause, relay } from "./relay.ts";

/** What a job of this room may do: act and ask as the room. */
export function workContext(world: World, room: string): WorkContext {
  const actor = systemActor(room);
  return {
    world,
    act: (command, raw, options) => act(world, actor, command, raw, { via: "job", ...options }),
    ask: (query, raw) => ask(world, actor, query, raw, { via: "job" }),
  };
}

/** A store that is away comes back; whoever moved first at the same instant is done by the next try. */
const comesBack: ReadonlySet<string> = new Set(["unavailable", "conflict"]);

/** Every job and listener of the house, by the name under which it is queued. */
export function tasks(world: World): TaskList {
  const list: TaskList = {};
  const settle = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      // Turned down for good: trying again would be turned down again.
      if (error instanceof Refusal && !comesBack.has(error.code)) {
        world.log.warn({ job: name, code: error.code, messageKey: error.messageKey }, "job turned down");
        return;
      }
      throw error;
    }
  };
  for (const room of world.modules) {
    const context = workContext(world, room.name);
    for (const job of room.jobs ?? []) {
      list[job.name] = (payload) =>
        settle(job.name, () => job.handle(context, (payload ?? {}) as Record<string, unknown>));
    }
    for (const listener of room.listeners ?? []) {
      list[`listen:${listener.name}`] = (payload) =>
        settle(listener.name, () => listener.handle(context, (payload as { fact: Fact & { id: string } }).fact));
    }
  }
  return list;
}

/**
 * Starts the worker: the relay, the jobs and timers, and the rooms' minders. Each waits for a database that is away,
 * also at the start. `stop()` lets running jobs finish.
 */
export async function startWorker(world: World, jobsPool: Pool): Promise<{ stop(): Promise<void> }> {
  await jobsPool.query("select 1").catch((error) => {
    if (!isAway(error)) throw error;
  });
  const ending = new AbortController();
  const minders = world.modules.flatMap((room) => room.minders ?? []);
  const running = [
    workQueue(world, jobsPool, tasks(world), ending.signal),
    relay(world, ending.signal),
    ...minders.map(async ({ name, run: mind }) => {
      while (!ending.signal.aborted) {
        await mind(world, ending.signal).catch((error) =>
          world.log.warn({ err: error, minder: name }, "minder: will try again"),
        );
        await pause(1000, ending.signal);
      }
    }),
  ];
  return {
    async stop() {
      ending.abort();
      await Promise.allSettled(running);
    },
  };
}
