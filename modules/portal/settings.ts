import { z } from "zod";
import { governmentFile, textSchema, type World } from "../../kernel/index.ts";

const Portal = z
  .object({
    /** Words that a person could search for. */
    examples: z.array(textSchema).min(1).max(8),
    /** Codes of the services that are asked for most. */
    often: z.array(z.string()).min(1).max(10),
    accessibility: z.object({ checked: z.iso.date(), answerWithinDays: z.number().int().min(1) }).strict(),
  })
  .strict();

export const portalFile = governmentFile("portal.yaml", Portal);

/** The government's own choices for the portal (portal.yaml). */
export const portalOf = (world: World): z.output<typeof Portal> => portalFile.of(world.government);
