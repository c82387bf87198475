import { z } from "zod";
import { textSchema } from "../../kernel/index.ts";
import { daysUpTo, type Span } from "./span.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]*$/);

const span = {
  workingDays: daysUpTo(2000).optional(),
  days: daysUpTo(5000).optional(),
};
const oneSpan = ({ workingDays, days }: Span): boolean => (workingDays === undefined) !== (days === undefined);
const whichSpan = "give either workingDays or days";

/**
 * How long a step may last, and where it goes then. `interrupt: false` leaves the step as it is and goes beside it; with
 * `repeat` it does so again after each such time.
 */
export const Timer = z
  .object({
    ...span,
    to: word,
    interrupt: z.boolean().default(true),
    repeat: z.literal(true).optional(),
    law: z.string().optional(),
  })
  .strict()
  .refine(oneSpan, whichSpan)
  .refine(({ repeat, interrupt }) => !(repeat && interrupt), "only a timer with interrupt: false can repeat");

const caught = { to: word, interrupt: z.boolean().default(true) };
/** What may come in between while a step lasts. An error always interrupts, because what failed cannot go on. */
export const Catch = z.union([
  z.object({ message: word, ...caught }).strict(),
  z.object({ signal: word, ...caught }).strict(),
  z.object({ error: word, to: word }).strict(),
]);
const border = { timers: z.array(Timer).max(5).default([]), catch: z.array(Catch).min(1).max(10).optional() };

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
    /** While this is done the legal clock stands, because a law gives the work time of its own: why, as people read it. */
    pause: z
      .object({ reason: textSchema, law: z.string().min(2) })
      .strict()
      .optional(),
    assurance: z.number().int().min(2).max(3).default(2),
  })
  .strict()
  .refine(
    ({ bulk = [], outcomes }) => bulk.every((outcome) => Object.hasOwn(outcomes, outcome)),
    "bulk names an outcome that the task does not have",
  );

const many = { over: z.string(), inTurn: z.literal(true).optional() };
const Each = z.union([
  z
    .object({
      ...many,
      task: Work,
      /** When so many chose this outcome, the others fall away: to `to`, or on to the step's `next`. */
      enough: z
        .array(z.object({ outcome: word, count: z.number().int().min(1).max(100), to: word.optional() }).strict())
        .min(1)
        .max(5)
        .optional(),
    })
    .strict(),
  /** A part of several steps for each item; it ends in a join. */
  z.object({ ...many, part: word }).strict(),
]);

const Step = z.union([
  z.object({ task: Work, ...border }).strict(),
  z.object({ each: Each, next: word, ...border }).strict(),
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
      ...border,
      reason: textSchema.optional(),
      pause: z.boolean().default(false),
    })
    .strict(),
  z.object({ do: word, next: word, with: z.record(z.string(), z.string()).default({}) }).strict(),
  z.object({ end: word }).strict(),
  /** Several steps as one, from the named one to a join; its timers and catches hold for all of them. */
  z.object({ part: word, next: word, ...border }).strict(),
  /** Ends the part around it at once, with all that still runs in it. */
  z.object({ stop: z.literal(true) }).strict(),
  /** Another published process, by its code and the version that was read when this one was written. */
  z
    .object({
      call: word,
      version: z.number().int().min(1).max(10_000),
      next: word,
      /** Where its ends lead; what is not named goes to `next`. */
      ends: z.record(word, word).optional(),
      ...border,
    })
    .strict(),
  z.object({ signal: word, next: word }).strict(),
  z.object({ hear: word, next: word, ...border, reason: textSchema.optional() }).strict(),
  z.object({ delay: z.object(span).strict().refine(oneSpan, whichSpan), next: word }).strict(),
  /** Something went wrong: whatever is around and catches it goes on from there. */
  z.object({ error: word }).strict(),
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
/** A timer that has begun to run: its days are numbers. */
export type RunningTimer = Omit<TimerSpec, keyof Span> & Span<number>;
export type CatchSpec = z.output<typeof Catch>;
/** Processes that others call, by "code@version". */
export type Called = Readonly<Record<string, ProcessGraph>>;

/** Why a step leads somewhere. `beside`: the step itself stays. `into`: the way into the steps of a block. */
export interface Way {
  to: string;
  by: "next" | "outcome" | "when" | "into" | "timer" | "message" | "signal" | "error" | "enough" | "end";
  name?: string;
  beside?: true;
}

/** Every way out of a step, in the order of its file. */
export function waysOf(step: ProcessStep): Way[] {
  const ways: Way[] = [];
  if ("task" in step)
    for (const [name, to] of Object.entries(step.task.outcomes)) ways.push({ to, by: "outcome", name });
  if ("each" in step && "part" in step.each) ways.push({ to: step.each.part, by: "into" });
  if ("each" in step && "task" in step.each)
    for (const { outcome, to } of step.each.enough ?? []) if (to) ways.push({ to, by: "enough", name: outcome });
  if ("part" in step) ways.push({ to: step.part, by: "into" });
  if ("fork" in step) for (const to of step.fork) ways.push({ to, by: "into" });
  if ("choose" in step)
    for (const { when, to } of step.choose) ways.push({ to, by: "when", ...(when !== undefined && { name: when }) });
  if ("call" in step) for (const [name, to] of Object.entries(step.ends ?? {})) ways.push({ to, by: "end", name });
  if ("next" in step) ways.push({ to: step.next, by: "next" });
  if ("timers" in step)
    for (const { to, interrupt } of step.timers) ways.push({ to, by: "timer", ...(!interrupt && { beside: true }) });
  for (const caught of catchesOf(step)) {
    const beside = "interrupt" in caught && !caught.interrupt ? { beside: true as const } : {};
    const [by, name] =
      "message" in caught
        ? (["message", caught.message] as const)
        : "signal" in caught
          ? (["signal", caught.signal] as const)
          : (["error", caught.error] as const);
    ways.push({ to: caught.to, by, name, ...beside });
  }
  return ways;
}

/** The officer's work at a step: its own, or that of each item. */
export const workOf = (step: ProcessStep): WorkOrder | undefined =>
  "task" in step ? step.task : "each" in step && "task" in step.each ? step.each.task : undefined;

export const catchesOf = (step: ProcessStep): readonly CatchSpec[] => ("catch" in step && step.catch) || [];

/** Holds other steps until they are done: what stands at it has parts of its own. */
export const isBlock = (step: ProcessStep): boolean =>
  "fork" in step || "each" in step || "part" in step || "call" in step;

/** A case can stand still here; all other steps happen in one go. */
export const isRest = (step: ProcessStep): boolean =>
  "task" in step || "wait" in step || "hear" in step || "delay" in step || isBlock(step);

/**
 * The blocks that each step can stand in: the name of its fork, part or each; null is the process itself. A step that
 * several blocks share, such as a common join, has several.
 */
export function blocksOf({ steps, start }: ProcessGraph): Map<string, Set<string | null>> {
  const blocks = new Map<string, Set<string | null>>();
  const todo: [name: string, block: string | null][] = [[start, null]];
  for (let one = todo.pop(); one; one = todo.pop()) {
    const [name, block] = one;
    const known = blocks.get(name) ?? new Set();
    if (known.has(block) || !Object.hasOwn(steps, name)) continue;
    blocks.set(name, known.add(block));
    for (const { to, by } of waysOf(steps[name]!)) todo.push([to, by === "into" ? name : block]);
  }
  return blocks;
}
