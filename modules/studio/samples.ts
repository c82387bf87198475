import { z } from "zod";
import { governmentFile, textSchema } from "../../kernel/index.ts";

const facts = z.record(z.string(), z.json());

/** Invented people and businesses with whom a designer walks through a service. Nobody of the register. */
export const samplesFile = governmentFile(
  "samples.yaml",
  z
    .array(
      z
        .object({
          code: z.string().regex(/^[a-z-]+$/),
          title: textSchema,
          applicant: facts,
          business: facts.default({}),
        })
        .strict(),
    )
    .min(1)
    .max(50),
);
