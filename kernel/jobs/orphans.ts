import type { Pool } from "../database/index.ts";
import type { World } from "../world.ts";
import { pause } from "./relay.ts";

const lockOf = (name: string) => `hashtextextended('pendopo.worker.' || ${name}, 0)`;

const free = `select graphile_worker.force_unlock_workers(array_agg(name)) from (
    select locked_by as name from graphile_worker._private_jobs where locked_at < now() - interval '5 seconds'
    union select locked_by from graphile_worker._private_job_queues where locked_at < now() - interval '5 seconds') held
  where name <> all($1::text[]) and pg_try_advisory_xact_lock(${lockOf("name")}) having count(*) > 0`;

/**
 * A worker that is killed leaves its jobs locked, and graphile-worker gives those to others only after four hours. So
 * each worker holds a lock on its own name for as long as its connection lives, and jobs that are locked by a name
 * that nobody holds are set free. At worst a job is done twice, which every job withstands.
 */
export async function freeOrphans(world: World, pool: Pool, names: ReadonlySet<string>, stop: AbortSignal) {
  while (!stop.aborted) {
    try {
      await watch(pool, names, stop);
    } catch (error) {
      world.log.warn({ err: error }, "orphaned jobs: will look again");
      await pause(1000, stop);
    }
  }
}

async function watch(pool: Pool, names: ReadonlySet<string>, stop: AbortSignal): Promise<void> {
  const client = await pool.connect();
  client.on("error", () => {}); // the next query tells
  const held = new Set<string>();
  try {
    while (!stop.aborted) {
      for (const name of names) {
        if (!held.has(name)) await client.query(`select pg_advisory_lock(${lockOf("$1")})`, [name]);
        held.add(name);
      }
      for (const name of held) {
        if (names.has(name)) continue;
        await client.query(`select pg_advisory_unlock(${lockOf("$1")})`, [name]);
        held.delete(name);
      }
      await client.query(free, [[...held]]);
      await pause(1000, stop);
    }
  } finally {
    // Closed rather than given back: the locks go with the connection.
    client.release(true);
  }
}
