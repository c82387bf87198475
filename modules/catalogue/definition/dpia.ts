import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const grade = z.enum(["low", "medium", "high"]);

/** dpia.yaml: what the service may do to the people whose data it uses, and what is done so that it does not. */
export const DpiaFile = z
  .object({
    /** The reasons, by the government's own rules, for which it had to be made. */
    because: z.array(word).min(1).max(20),
    assessedOn: z.iso.date(),
    /** Looked at again by then, or when the service changes. */
    reviewBy: z.iso.date(),
    /** Which data, what for, and why no less would do. */
    necessity: textSchema,
    risks: z
      .array(z.object({ risk: textSchema, likely: grade, harm: grade, measure: textSchema, left: grade }).strict())
      .min(1)
      .max(30),
    /** What the data protection officer said. */
    advice: textSchema,
  })
  .strict()
  .refine(({ assessedOn, reviewBy }) => assessedOn < reviewBy, {
    path: ["reviewBy"],
    message: "the review comes after the assessment",
  });
export type DpiaFile = z.output<typeof DpiaFile>;
