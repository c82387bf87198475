import { join } from "node:path";
import { z } from "zod";
import { readYaml, textSchema, type World } from "../../kernel/index.ts";

const Portal = z
  .object({
    /** Words that a person could search for. */
    examples: z.array(textSchema).min(1).max(8),
    /** Codes of the services that are asked for most. */
    often: z.array(z.string()).min(1).max(10),
    accessibility: z.object({ checked: z.iso.date(), answerWithinDays: z.number().int().min(1) }).strict(),
  })
  .strict();

const kept = new WeakMap<object, z.output<typeof Portal>>();

/** The government's own choices for the portal (portal.yaml). */
export function portalOf(world: World): z.output<typeof Portal> {
  let portal = kept.get(world.government);
  if (!portal) {
    portal = readYaml(join(world.government.folder, "portal.yaml"), Portal);
    kept.set(world.government, portal);
  }
  return portal;
}
