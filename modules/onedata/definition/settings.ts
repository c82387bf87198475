import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, roles, textSchema } from "../../../kernel/index.ts";

const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const days = z.number().int().min(1).max(250);
const percent = z.number().min(0).max(100);

/** Who one can be in One Data. Governments say by which role, and at which agency. */
export const duties = ["producer", "supporting", "steward", "publisher", "supervisor", "forum"] as const;
export type Duty = (typeof duties)[number];
/** Where a dataset stands; the four stages are plan, collect, check and publish. */
export const states = [
  "planned",
  "proposed",
  "collecting",
  "reviewing",
  "checking",
  "confirming",
  "ready",
  "published",
  "declined",
] as const;
export type State = (typeof states)[number];
export type Timed = Exclude<State, "published" | "declined">;

const Holder = z.object({ role: z.enum(roles), agency: word.optional() }).strict();
const dated = { from: day, law: z.string().min(1).max(200) };
const Clocks = z
  .object({
    ...dated,
    planned: days,
    proposed: days,
    collecting: days,
    reviewing: days,
    checking: days,
    confirming: days,
    ready: days,
  })
  .strict();
const Limits = z
  .object({ ...dated, smallest: z.number().int().min(2).max(100), openDays: z.number().int().min(0).max(365) })
  .strict();
const Thresholds = z
  .object({
    ...dated,
    complete: percent,
    type: percent,
    code: percent,
    fresh: percent,
    freshDays: z.number().int().min(1).max(36_500),
    unique: percent,
    reference: percent,
  })
  .strict();
export type Thresholds = z.output<typeof Thresholds>;

const Settings = z
  .object({
    law: z.string().min(1).max(300),
    duties: z.record(z.enum(duties), z.array(Holder).min(1).max(10)),
    clocks: z.array(Clocks).min(1),
    limits: z.array(Limits).min(1),
    quality: z.array(Thresholds).min(1),
    licences: z
      .array(z.object({ code: z.string().max(40), name: textSchema, url: z.url() }).strict())
      .min(1)
      .max(20),
    topics: z
      .array(z.object({ code: word, name: textSchema }).strict())
      .min(1)
      .max(60),
    references: z
      .array(z.object({ list: z.string().max(80), owner: textSchema, from: day, until: day.optional() }).strict())
      .max(200),
    /** Questions about an application itself, which no register could answer. */
    ownQuestions: z.array(z.string().min(3).max(200)).max(200).default([]),
    masters: z.array(z.object({ register: word, name: textSchema, from: day }).strict()).max(100),
  })
  .strict();
export type Settings = z.output<typeof Settings>;

export const settingsFile = governmentFile("onedata.yaml", Settings, (read, path, { agencies }) => {
  const faults: string[] = [];
  const wrong = (at: PropertyKey[], says: string) => faults.push(`${placeInYaml(path, at)}: ${says}`);
  for (const [duty, holders] of Object.entries(read.duties))
    holders.forEach(({ agency }, i) => {
      if (agency && !agencies.some(({ code }) => code === agency))
        wrong(["duties", duty, i, "agency"], `the government has no agency ${agency}`);
    });
  for (const part of ["clocks", "limits", "quality"] as const)
    read[part].forEach(({ from }, i) => {
      if (i > 0 && from <= read[part][i - 1]!.from) wrong([part, i, "from"], "these stand in the order of their days");
    });
  if (faults.length > 0) throw new FileFault(faults);
  return read;
});

export const settingsOf = (government: Government): Settings => settingsFile.of(government);

/** What holds on a day; the first one for days before any. */
export const holdsOn = <T extends { from: string }>(list: readonly T[], day: string): T =>
  list.filter(({ from }) => from <= day).at(-1) ?? list[0]!;
