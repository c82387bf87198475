import { z } from "zod";
import { governmentFile, textSchema } from "../../kernel/index.ts";

const Desk = z
  .object({
    /** Why answers are returned a second time: chosen by the officer, read by the applicant, counted by the government. */
    secondReturns: z
      .array(z.object({ code: z.string().regex(/^[a-z][a-z0-9-]*$/), text: textSchema }).strict())
      .min(1)
      .max(20),
    /** When an application that came in is shown as perhaps the same as another. */
    duplicates: z
      .object({
        /** How far back is looked. */
        days: z.number().int().min(1).max(400),
        /** How alike name and place must be, 0 to 1, by the letters that they share in threes. */
        likeness: z.number().min(0.3).max(1),
        /** So many are shown. */
        most: z.number().int().min(1).max(20),
      })
      .strict(),
    /** So many rows of a queue are done by one press; the rest is for the next. */
    bulk: z.object({ most: z.number().int().min(1).max(5000) }).strict(),
    /** How many working days before its last day somebody is reminded of what is still to be brought. */
    awaited: z.object({ remindWorkingDays: z.number().int().min(1).max(30) }).strict(),
  })
  .strict();

/** What a government says about work at its desks. */
export const deskFile = governmentFile("desk.yaml", Desk);
