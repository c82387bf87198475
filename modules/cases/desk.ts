import { z } from "zod";
import { governmentFile, textSchema } from "../../kernel/index.ts";

const Desk = z
  .object({
    /** Why answers are returned a second time: chosen by the officer, read by the applicant, counted by the government. */
    secondReturns: z
      .array(z.object({ code: z.string().regex(/^[a-z][a-z0-9-]*$/), text: textSchema }).strict())
      .min(1)
      .max(20),
  })
  .strict();

/** What a government says about work at its desks. */
export const deskFile = governmentFile("desk.yaml", Desk);
