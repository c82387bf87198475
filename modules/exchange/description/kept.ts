import type { World } from "../../../kernel/index.ts";
import { type Description, DescriptionFault, describe } from "./check.ts";

interface Kept {
  until: number;
  changedAt: number;
  description: Promise<Description | null>;
}
const kept = new WeakMap<World, Map<string, Kept>>();
// How long a service is believed to say what it said.
const believedMs = 5_000;

/** What a service says of its bodies, read once for each time that it was changed; null when it says nothing. */
export async function descriptionOf(world: World, service: string): Promise<Description | null> {
  let all = kept.get(world);
  if (!all) {
    all = new Map();
    kept.set(world, all);
  }
  const known = all.get(service);
  if (known && known.until > performance.now()) return known.description;
  const [row] = await world.database.statement<{ changed_at: Date; described: boolean }>(
    "select changed_at, openapi is not null as described from exchange.service where id = $1",
    [service],
  );
  const changedAt = row?.changed_at.getTime() ?? 0;
  const until = performance.now() + believedMs;
  if (known?.changedAt === changedAt) {
    known.until = until;
    return known.description;
  }
  const description = row?.described ? read(world, service) : Promise.resolve(null);
  if (all.size >= 1_000) all.clear();
  all.set(service, { until, changedAt, description });
  description.catch(() => all.delete(service));
  return description;
}

async function read(world: World, service: string): Promise<Description | null> {
  const [row] = await world.database.statement<{ openapi: Record<string, unknown> }>(
    "select openapi from exchange.service where id = $1",
    [service],
  );
  if (!row) return null;
  return describe(row.openapi).catch((error) => {
    // It was given before documents were looked at, and stays a paper for people.
    if (!(error instanceof DescriptionFault)) throw error;
    world.log.warn({ service, place: error.message }, "exchange: a service's description cannot be read");
    return null;
  });
}
