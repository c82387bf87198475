import { z } from "zod";
import { governmentFile, textSchema, type World } from "../../kernel/index.ts";

const Assistance = z
  .object({
    law: textSchema,
    code: z.object({ minutes: z.number().int().min(1).max(1440), tries: z.number().int().min(1).max(20) }).strict(),
    objection: z.object({ days: z.number().int().min(1).max(365) }).strict(),
  })
  .strict();

export const assistanceFile = governmentFile("assistance.yaml", Assistance);
/** The government's own figures for help at a counter (assistance.yaml). */
export const assistanceRules = (world: World): z.output<typeof Assistance> => assistanceFile.of(world.government);
