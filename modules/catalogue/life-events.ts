import { join } from "node:path";
import { z } from "zod";
import { readYaml, textSchema, type World } from "../../kernel/index.ts";

const LifeEvents = z
  .array(z.object({ code: z.string(), title: textSchema, text: textSchema }).strict())
  .min(1)
  .max(24);
export type LifeEvent = z.output<typeof LifeEvents>[number];

const kept = new WeakMap<object, LifeEvent[]>();

/** The government's life events, by which the portal groups its services. */
export function lifeEvents(world: World): readonly LifeEvent[] {
  let events = kept.get(world.government);
  if (!events) {
    events = readYaml(join(world.government.folder, "life-events.yaml"), LifeEvents);
    kept.set(world.government, events);
  }
  return events;
}
