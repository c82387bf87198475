import { z } from "zod";
import { textSchema } from "../../kernel/index.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** How long a wait may last, and where it goes then. `interrupt: false` only tells (a warning), and the wait goes on. */
export const Timer = z
  .object({
    workingDays: z.number().int().min(1).max(2000).optional(),
    days: z.number().int().min(1).max(5000).optional(),
    to: word,
    interrupt: z.boolean().default(true),
    law: z.string().optional(),
  })
  .strict()
  .refine(
    (timer) => (timer.workingDays === undefined) !== (timer.days === undefined),
    "give either workingDays or days",
  );

/** One thing to look at on the spot. */
const Item = z
  .object({
    id: z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/),
    text: textSchema,
    kind: z.enum(["yes-no", "number", "text"]).default("yes-no"),
    unit: textSchema.optional(),
    required: z.boolean().default(true),
    photo: z.enum(["none", "welcome", "required"]).default("none"),
  })
  .strict();

const Inspection = z
  .object({
    /** Whether the task can be finished without a report. */
    required: z.boolean().default(false),
    items: z
      .array(Item)
      .min(1)
      .max(60)
      .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, "two items have the same id"),
  })
  .strict();

const Work = z
  .object({
    title: textSchema,
    role: word,
    /** Agency and office by code; "$item" stands for the item of an `each`: "agency/office". */
    agency: z.string(),
    office: z.string(),
    /** What the officer can decide, and where each leads. */
    outcomes: z.record(word, word),
    /** Outcomes that may be given to many cases at once; without it each case is decided by itself. */
    bulk: z.array(word).max(10).optional(),
    /** What is looked at where it is, before this task is finished. */
    inspection: Inspection.optional(),
    assurance: z.number().int().min(2).max(3).default(2),
  })
  .strict()
  .refine(
    ({ bulk = [], outcomes }) => bulk.every((outcome) => Object.hasOwn(outcomes, outcome)),
    "bulk names an outcome that the task does not have",
  );

const Step = z.union([
  z.object({ task: Work, timers: z.array(Timer).max(5).default([]) }).strict(),
  z
    .object({
      each: z.object({ over: z.string(), task: Work }).strict(),
      next: word,
      timers: z.array(Timer).max(5).default([]),
    })
    .strict(),
  z
    .object({
      choose: z
        .array(z.object({ when: z.string().optional(), to: word }).strict())
        .min(1)
        .max(20),
    })
    .strict(),
  z.object({ fork: z.array(word).min(2).max(20), next: word }).strict(),
  z.object({ join: z.literal(true) }).strict(),
  z
    .object({
      wait: word,
      next: word,
      timers: z.array(Timer).max(5).default([]),
      reason: textSchema.optional(),
      pause: z.boolean().default(false),
    })
    .strict(),
  z.object({ do: word, next: word, with: z.record(z.string(), z.string()).default({}) }).strict(),
  z.object({ end: word }).strict(),
]);

/** A process as data: a subset of BPMN 2.0. Parts that run side by side are blocks with one way out, so no join can pass early. */
export const ProcessGraph = z
  .object({
    start: word,
    steps: z.record(word, Step),
    /** What the citizen sees: stations in order, each with the steps that belong to it. */
    stations: z
      .array(z.object({ id: word, title: textSchema, steps: z.array(word) }).strict())
      .min(1)
      .max(12),
  })
  .strict();

export type ProcessGraph = z.output<typeof ProcessGraph>;
export type ProcessStep = z.output<typeof Step>;
export type WorkOrder = z.output<typeof Work>;
export type TimerSpec = z.output<typeof Timer>;

/** Every step that this one can lead to. */
export function leadsTo(step: ProcessStep): string[] {
  const timers = "timers" in step ? step.timers.map((timer) => timer.to) : [];
  if ("task" in step) return [...Object.values(step.task.outcomes), ...timers];
  if ("each" in step) return [step.next, ...timers];
  if ("choose" in step) return step.choose.map((way) => way.to);
  if ("fork" in step) return [...step.fork, step.next];
  if ("wait" in step || "do" in step) return [step.next, ...timers];
  return [];
}
