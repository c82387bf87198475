import { systemActor } from "../actor.ts";
import type { Job } from "../command.ts";
import type { World } from "../world.ts";

interface OutboxRow {
  id: bigint;
  journal: string;
  facts: { id: string; name: string; subject: string; body: Record<string, unknown> }[];
}

/** Rows in one go: large enough that the log's tree is cheap, small enough to be soon done. */
const batch = 1000;

/**
 * Hands what was committed to the log and to the listeners, once, in one transaction:
 * if it dies half-way nothing has happened. One relay works at a time in the whole house.
 * Returns how many rows it handed over.
 */
export async function relayOnce(world: World): Promise<number> {
  const taps = world.modules.flatMap((room) => room.taps ?? []);
  const listeners = world.modules.flatMap((room) => room.listeners ?? []);
  return world.database.inTransaction(systemActor("kernel"), true, async (tx) => {
    const [lock] = await tx.query<{ got: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('pendopo.relay', 0)) as got",
    );
    if (!lock?.got) return 0;
    const rows = await tx.query<OutboxRow>("select id, journal, facts from kernel.outbox order by id limit $1", [
      batch,
    ]);
    if (rows.length === 0) return 0;
    for (const tap of taps)
      await tap.take(
        tx,
        rows.map((row) => row.journal),
        world,
      );
    const jobs: Job[] = [];
    for (const fact of rows.flatMap((row) => row.facts)) {
      for (const listener of listeners) {
        if (listener.fact === fact.name)
          jobs.push({ name: `listen:${listener.name}`, payload: { fact }, key: `${fact.id}:${listener.name}` });
      }
    }
    if (jobs.length > 0) await tx.query("select graphile_worker.pendopo_add($1::jsonb)", [JSON.stringify(jobs)]);
    await tx.query("delete from kernel.outbox where id = any($1)", [rows.map((row) => String(row.id))]);
    return rows.length;
  });
}

/** Relays until stopped; a full batch is followed at once by the next. */
export async function relay(world: World, stop: AbortSignal, everyMs = 100): Promise<void> {
  while (!stop.aborted) {
    let moved = 0;
    try {
      moved = await relayOnce(world);
    } catch (error) {
      world.log.warn({ err: error }, "relay: will try again");
      await pause(1000, stop);
    }
    if (moved < batch) await pause(moved > 0 ? 10 : everyMs, stop);
  }
}

export const pause = (ms: number, stop: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (stop.aborted) return done();
    const timer = setTimeout(finish, ms);
    function finish() {
      clearTimeout(timer);
      stop.removeEventListener("abort", finish);
      done();
    }
    stop.addEventListener("abort", finish);
  });
