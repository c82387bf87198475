import type { Locale, Say, Text } from "../../../kernel/index.ts";
import { textIn } from "../../../kernel/index.ts";
import type { ServiceDefinition } from "../definition/schema.ts";
import { formChanges } from "./form.ts";
import { processChanges } from "./process.ts";

/** What a change is about: who reads it looks for what concerns them. */
export const changeParts = [
  "requirements",
  "cost",
  "time",
  "eligibility",
  "form",
  "decisions",
  "process",
  "documents",
  "service",
] as const;
export type ChangePart = (typeof changeParts)[number];

/** One change, to be said in any language by `changeWords`. */
export interface Change {
  part: ChangePart;
  /** The end of its message: "requirement-added". */
  kind: string;
  values: Readonly<Record<string, Text | number>>;
}
export type Note = (part: ChangePart, kind: string, values?: Change["values"]) => void;

/** The same content, whatever the order of its keys. */
export const same = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b);
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  ) ?? "";

/** What came, what went and what stayed of two lists, by a key. */
export function compared<T>(before: readonly T[], after: readonly T[], key: (one: T) => string) {
  const was = new Map(before.map((one) => [key(one), one]));
  const is = new Map(after.map((one) => [key(one), one]));
  return {
    gone: before.filter((one) => !is.has(key(one))),
    added: after.filter((one) => !was.has(key(one))),
    kept: [...is].flatMap(([name, now]) => (was.has(name) ? [{ was: was.get(name)!, now }] : [])),
  };
}

/**
 * What differs between two versions of a service, for people: requirements, cost and time first, then what is asked, how it
 * is decided and which way it goes. Empty when nothing that concerns anybody changed. Pure.
 */
export function difference(old: ServiceDefinition, next: ServiceDefinition): Change[] {
  const changes: Change[] = [];
  const note: Note = (part, kind, values = {}) => changes.push({ part, kind, values });
  standardChanges(old, next, note);
  formChanges(old.form, next.form, note);
  const conditions = compared(old.eligibility, next.eligibility, ({ when }) => when);
  for (const { yes } of conditions.gone) note("eligibility", "eligibility-gone", { text: yes });
  for (const { yes } of conditions.added) note("eligibility", "eligibility-added", { text: yes });
  const tables = compared(Object.entries(old.decisions), Object.entries(next.decisions), ([name]) => name);
  for (const [, { title }] of tables.gone) note("decisions", "decision-gone", { title });
  for (const [, { title }] of tables.added) note("decisions", "decision-added", { title });
  for (const { was, now } of tables.kept) {
    const periods = compared(was[1].periods, now[1].periods, ({ from }) => from);
    for (const { from } of periods.added) note("decisions", "decision-period", { title: now[1].title, from });
    const elsewise = periods.gone.length > 0 || periods.kept.some((one) => !same(one.was, one.now));
    if (elsewise || !same({ ...was[1], periods: 0 }, { ...now[1], periods: 0 }))
      note("decisions", "decision-changed", { title: now[1].title });
  }
  processChanges(old, next, note);
  return changes.sort((a, b) => changeParts.indexOf(a.part) - changeParts.indexOf(b.part));
}

function standardChanges(old: ServiceDefinition, next: ServiceDefinition, note: Note): void {
  const [was, is] = [old.standard, next.standard];
  const needs = compared(was.requirements, is.requirements, ({ text }) => sorted(text));
  for (const { text } of needs.gone) note("requirements", "requirement-gone", { text });
  for (const { text, law } of needs.added) note("requirements", "requirement-added", { text, law });
  for (const one of needs.kept)
    if (one.was.law !== one.now.law) note("requirements", "requirement-law", { text: one.now.text, law: one.now.law });
  if (!same(was.cost.text, is.cost.text)) note("cost", "cost", { was: was.cost.text, is: is.cost.text });
  if (was.cost.law !== is.cost.law) note("cost", "cost-law", { law: is.cost.law });
  if (old.fee && !next.fee) note("cost", "fee-gone");
  if (!old.fee && next.fee) note("cost", "fee-added", { title: next.fee.title });
  if (old.fee && next.fee && old.fee.payWithinDays !== next.fee.payWithinDays)
    note("cost", "pay-within", { was: old.fee.payWithinDays, is: next.fee.payWithinDays });
  if (was.time.workingDays !== is.time.workingDays)
    note("time", "working-days", { was: was.time.workingDays, is: is.time.workingDays });
  else if (!same(was.time.text, is.time.text)) note("time", "time", { was: was.time.text, is: is.time.text });
  if (!same(old.title, next.title)) note("service", "title", { was: old.title, is: next.title });
  const ways = compared(old.channels, next.channels, (one) => one);
  for (const channel of ways.gone) note("service", `channel-gone-${channel}`);
  for (const channel of ways.added) note("service", `channel-added-${channel}`);
  if (!same(was.product, is.product)) note("service", "product", { was: was.product, is: is.product });
}

/** A change as a sentence. */
export function changeWords({ kind, values }: Change, say: Say, locale: Locale): string {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? value : textIn(value, locale),
  ]);
  return say(`catalogue.difference.${kind}`, Object.fromEntries(said));
}
