import type { World } from "../../../kernel/index.ts";
import { GatewayFault } from "./fault.ts";

interface Count {
  day: string;
  /** As the log said it, and what this process has let in since. */
  logged: number;
  since: number;
  askedAt: number;
}
const counts = new WeakMap<World, Map<string, Count>>();
const believedMs = 10_000;

/**
 * How much of a day's volume is used is counted from the log, every ten seconds; between two counts each process adds what it let
 * in itself. So a limit holds to within what other processes took in ten seconds, and nobody waits in line to count.
 */
export async function countIn(world: World, agreement: string, daily: number, at: Date): Promise<void> {
  let all = counts.get(world);
  if (!all) {
    all = new Map();
    counts.set(world, all);
  }
  const day = world.calendar.today(at);
  let count = all.get(agreement);
  if (!count || count.day !== day || performance.now() - count.askedAt > believedMs) {
    const [row] = await world.database.statement<{ count: number }>("select exchange.used_since($1, $2) as count", [
      agreement,
      world.calendar.moment(day, "00:00"),
    ]);
    count = { day, logged: row?.count ?? 0, since: 0, askedAt: performance.now() };
    if (all.size >= 10_000) all.clear();
    all.set(agreement, count);
  }
  if (count.logged + count.since >= daily)
    throw new GatewayFault("Server.ServerProxy.VolumeExceeded", `The agreement opens ${daily} messages a day`);
  count.since += 1;
}
