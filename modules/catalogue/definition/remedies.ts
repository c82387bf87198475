import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";
import { clocks } from "../../process/index.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]*$/);
const law = z.string().min(2);
const workingDays = clocks.daysUpTo(365);

/** One instance that looks at a decision again: within which time one goes to it, and within which it answers. */
const Instance = z
  .object({
    /** From the notice of what is objected to. */
    fileWithin: workingDays,
    answerWithin: workingDays,
    law,
    /** What silence means when the time to answer is over. */
    silence: z.enum(["granted", "dismissed"]),
    silenceLaw: law,
    agency: word,
    office: word,
    role: z.enum(["reviewer", "head"]),
  })
  .strict();

/** A paper that is set, signed and sealed like a certificate, and does not end. */
const Letter = z
  .object({ kind: word, title: textSchema, template: word, number: z.string(), legalBasis: z.array(law).min(1) })
  .strict();

/** remedies.yaml: what the law gives an applicant when an office is late, or wrong. */
export const RemediesFile = z
  .object({
    $schema: z.string().optional(),
    /**
     * The office's silence is a decision. The clock counts working days from the hand-in, stands still while the
     * applicant has the case, and then lets the case go where an officer's `outcome` would have sent it.
     */
    deemed: z
      .object({
        workingDays,
        law,
        outcome: word,
        /** At how many hundredths of the time the office and its head are warned. */
        warnAt: z.array(z.number().int().min(1).max(99)).max(5).default([]),
      })
      .strict()
      .optional(),
    objection: Instance.optional(),
    appeal: Instance.optional(),
    /** A letter for each refusal, and for each approval with conditions. */
    letter: Letter.optional(),
    /** The head may take a closed case up again, at this step, so many days after it was closed. */
    reopening: z
      .object({ step: word, withinDays: clocks.daysUpTo(3650), law })
      .strict()
      .optional(),
    /** The applicant is heard: invited so many working days ahead, with minutes that both can keep. */
    hearing: z
      .object({ noticeWorkingDays: z.number().int().min(0).max(60), law, minutes: Letter })
      .strict()
      .optional(),
  })
  .strict();
export type RemediesFile = z.output<typeof RemediesFile>;
