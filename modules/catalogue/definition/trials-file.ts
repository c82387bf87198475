import { z } from "zod";

const day = z.iso.date();
const step = z.string().regex(/^[a-z][a-z0-9-]*$/);
const values = z.record(z.string(), z.json());

/** What happens after the hand-in, in this order. */
const Happening = z.union([
  /** An officer finishes a task: which step, what was chosen; `item` says whose opinion of several it is. */
  z.object({ at: step, chooses: step, item: z.string().optional() }).strict(),
  /** Something that the process waits for comes: the payment, a correction, the document. */
  z.object({ comes: step }).strict(),
  /** The applicant mends answers on the way: what is named here stands in place of what was handed in; null takes it away. */
  z.object({ comes: z.literal("correction"), answers: values }).strict(),
  /** A signal that the case listens to is sent from outside. */
  z.object({ signal: step }).strict(),
  /** The applicant brings what was to come later: the question. */
  z.object({ brings: z.string().max(40) }).strict(),
  /** Time goes by; timers that fall due meanwhile ring. */
  z.object({ passes: z.object({ workingDays: z.number().int().min(1).max(2000) }).strict() }).strict(),
  z.object({ passes: z.object({ days: z.number().int().min(1).max(5000) }).strict() }).strict(),
]);
export type Happening = z.output<typeof Happening>;

/** What must come out. Only what is named is looked at. */
const Expected = z
  .object({
    /** Whether the applicant may apply at all. */
    eligible: z.boolean().optional(),
    /** The pages that are asked, in order. */
    pages: z.array(z.string()).optional(),
    /** Fields whose answers are refused: then nothing is handed in, or nothing more happens when it was a correction. */
    faults: z.array(z.string()).optional(),
    decisions: z.record(z.string(), values).optional(),
    /** In whole currency units; null for none. */
    fee: z.number().nullable().optional(),
    /** The steps at which something was done, waited for or decided, in order. */
    path: z.array(step).optional(),
    /** Where the case stands at last; empty when it has ended. */
    at: z.array(step).optional(),
    /** How it ended; null while it goes on. */
    outcome: step.nullable().optional(),
    /** What the end writes into registers, in order: "population death". */
    effects: z.array(z.string().regex(/^[a-z0-9-]+ [a-z-]+$/)).optional(),
    /** The questions whose files are still to be brought. */
    awaits: z.array(z.string()).optional(),
    /** The day by which it must be done. */
    due: day.optional(),
  })
  .strict()
  .refine((expected) => Object.keys(expected).length > 0, "a test that expects nothing cannot fail");

const Trial = z
  .object({
    title: z.string().min(3).max(200),
    /** The day on which it is handed in: its rules and rates count. */
    day,
    applicant: values.default({}),
    business: values.default({}),
    answers: values.default({}),
    happens: z.array(Happening).max(100).default([]),
    expect: Expected,
  })
  .strict();

/** tests.yaml: sample cases and what must come of them. */
export const TrialsFile = z.array(Trial).min(1).max(200);
export type TrialsFile = z.output<typeof TrialsFile>;
export type Trial = TrialsFile[number];
export type Expected = Trial["expect"];
