import { believed, type World } from "../../../kernel/index.ts";
import { type Description, DescriptionFault, describe } from "./check.ts";

/** When a service that describes itself was last changed; null when it says nothing of its bodies. */
const changes = believed<number | null>(5_000, 1_000);
// Read once for each time that it was changed, and so for good.
const descriptions = believed<Description | null>(Number.POSITIVE_INFINITY, 1_000);

/** What a service says of its bodies; null when it says nothing. */
export async function descriptionOf(world: World, service: string): Promise<Description | null> {
  const changed = await changes(world, service, async () => {
    const [row] = await world.database.statement<{ changed_at: Date }>(
      "select changed_at from exchange.service where id = $1 and openapi is not null",
      [service],
    );
    return row?.changed_at.getTime() ?? null;
  });
  return changed === null ? null : descriptions(world, `${service} ${changed}`, () => read(world, service));
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
