import { z } from "zod";
import { textSchema } from "../../kernel/index.ts";

/** What makes a look at somebody odd. Each is a question that a clerk's supervisor would ask, and has a threshold. */
export const lookKinds = [
  "many",
  "off-hours",
  "same-surname",
  "household",
  "same-street",
  "well-known",
  "without-act",
] as const;
export type LookKind = (typeof lookKinds)[number];

/**
 * Rules by which looks are raised to the protection officer. `least` is how many make it odd: within `minutes` for
 * "many", on one day for the others. `kindly` is what speaks for the officer, said beside every finding.
 */
export const Looks = z
  .object({
    rules: z
      .array(
        z
          .object({
            kind: z.enum(lookKinds),
            least: z.number().int().min(1).max(100_000),
            minutes: z.number().int().min(1).max(1440).optional(),
            /** For "off-hours": local times between which one works. */
            from: z
              .string()
              .regex(/^\d{2}:\d{2}$/)
              .optional(),
            until: z
              .string()
              .regex(/^\d{2}:\d{2}$/)
              .optional(),
            kindly: textSchema,
          })
          .strict(),
      )
      .max(20),
    /** People whom many are curious about, by their number in the register. */
    wellKnown: z.array(z.string().regex(/^\d{16}$/)).max(1000),
  })
  .strict();

export type LookRule = z.output<typeof Looks>["rules"][number];
