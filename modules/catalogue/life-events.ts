import { z } from "zod";
import { type Government, governmentFile, textSchema, type World } from "../../kernel/index.ts";

const LifeEvents = z
  .array(z.object({ code: z.string(), title: textSchema, text: textSchema }).strict())
  .min(1)
  .max(24);
export type LifeEvent = z.output<typeof LifeEvents>[number];

export const lifeEventsFile = governmentFile("life-events.yaml", LifeEvents);

/** The government's life events, by which the portal groups its services. */
export const lifeEventsOf = (government: Government): readonly LifeEvent[] => lifeEventsFile.of(government);
export const lifeEvents = (world: World): readonly LifeEvent[] => lifeEventsOf(world.government);
