import { z } from "zod";
import type { Text } from "../../../kernel/index.ts";

export const name = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, "onedata.fault.name");
export const columnTypes = ["string", "integer", "number", "boolean", "date", "year"] as const;
const words = (most: number) => z.string().trim().max(most);
const both = (least: number, most: number) =>
  z.object({ id: z.string().trim().min(least, "onedata.fault.short").max(most), en: words(most).default("") }).strict();

/** One variable by the data standard: concept, definition, classification, measure, unit. */
export const Variable = z
  .object({
    name,
    label: words(120).default(""),
    type: z.enum(columnTypes, "kernel.fault.format"),
    concept: words(500).default(""),
    definition: words(1000).default(""),
    /** A code list of this house, or the name of a classification. */
    classification: words(200).default(""),
    measure: words(120).default(""),
    unit: words(60).default(""),
    required: z.boolean().default(false),
  })
  .strict();
export type Variable = z.output<typeof Variable>;

const Filter = z.object({ field: name, is: words(120) }).strict();
const Measure = z.object({ does: z.enum(["count", "sum", "average"]), field: name.optional() }).strict();
const register = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** Where the data comes from: counted over a register, read from its open fields, or a file that the producer brings. */
export const Source = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("figures"),
      register,
      by: z.array(name).max(4),
      measures: z.array(Measure).min(1).max(6),
      filter: z.array(Filter).max(6).default([]),
    })
    .strict(),
  z
    .object({
      kind: z.literal("records"),
      register,
      fields: z.array(name).min(1).max(30),
      filter: z.array(Filter).max(6).default([]),
    })
    .strict(),
  z.object({ kind: z.literal("file") }).strict(),
]);
export type Source = z.output<typeof Source>;

export const frequencies = ["once", "month", "quarter", "half-year", "year"] as const;
export type Frequency = (typeof frequencies)[number];

/** A line of the list of data: what is proposed, agreed in the forum and then published. */
export const Plan = z
  .object({
    title: both(5, 150),
    about: both(10, 1500),
    topic: z.string().max(60),
    licence: z.string().max(40),
    frequency: z.enum(frequencies, "kernel.fault.format"),
    releaseOn: z.iso.date("onedata.fault.day"),
    aboutPeople: z.boolean(),
    source: Source,
  })
  .strict();
export type Plan = z.output<typeof Plan>;

/** A field of a register that figures can be made of, as the register itself says it. */
export interface Column {
  name: string;
  label: Text;
  type: string;
  meaning?: Text | undefined;
  list?: string | undefined;
  unit?: Text | undefined;
  /** Whether it may stand record by record in open data. */
  open: boolean;
}

const monthsOf: Record<Frequency, number> = { once: 0, month: 1, quarter: 3, "half-year": 6, year: 12 };
/** The next release after one that was promised: the same day of a later month, or the last day of a shorter one. */
export function releaseAfter(day: string, frequency: Frequency): string | null {
  const months = monthsOf[frequency];
  if (months === 0) return null;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}
