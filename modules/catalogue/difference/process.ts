import type { Text } from "../../../kernel/index.ts";
import { type ProcessStep, workOf } from "../../process/index.ts";
import type { ServiceDefinition } from "../definition/schema.ts";
import { compared, type Note, same } from "./difference.ts";

/** What a person calls a step: the title of its work, or its own name. */
const called = (name: string, step: ProcessStep): Text => workOf(step)?.title ?? name;

/** The way of a case: who works on it, which time limits there are, how it can be refused, and what comes out. */
export function processChanges(old: ServiceDefinition, next: ServiceDefinition, note: Note): void {
  const steps = compared(
    Object.entries(old.process?.steps ?? {}),
    Object.entries(next.process?.steps ?? {}),
    ([name]) => name,
  );
  for (const [name, step] of steps.gone) if (workOf(step)) note("process", "task-gone", { title: called(name, step) });
  for (const [name, step] of steps.added)
    if (workOf(step)) note("process", "task-added", { title: called(name, step) });
  for (const { was, now } of steps.kept) {
    const [name, step] = now;
    const title = called(name, step);
    if (!same(timersOf(was[1]), timersOf(step))) note("time", "timers", { title });
    const [before, after] = [workOf(was[1]), workOf(step)];
    if (before && after && !same({ ...before, outcomes: 0, title: 0 }, { ...after, outcomes: 0, title: 0 }))
      note("process", "task-moved", { title });
    if (before && after && !same(before.outcomes, after.outcomes)) note("process", "task-outcomes", { title });
  }
  const others = (service: ServiceDefinition) =>
    Object.entries(service.process?.steps ?? {}).filter(([, step]) => !workOf(step));
  const untimed = (entries: [string, ProcessStep][]) =>
    entries.map(([name, step]) => [name, { ...step, timers: 0 }] as const);
  if (!same(Object.fromEntries(untimed(others(old))), Object.fromEntries(untimed(others(next)))))
    note("process", "way");
  const reasons = compared(old.refusals, next.refusals, ({ code }) => code);
  for (const { text } of reasons.gone) note("process", "refusal-gone", { text });
  for (const { text } of reasons.added) note("process", "refusal-added", { text });
  if (old.appeal && next.appeal && old.appeal.workingDays !== next.appeal.workingDays)
    note("time", "appeal-days", { was: old.appeal.workingDays, is: next.appeal.workingDays });
  const papers = compared(Object.entries(old.documents), Object.entries(next.documents), ([kind]) => kind);
  for (const [, { title }] of papers.gone) note("documents", "document-gone", { title });
  for (const [, { title }] of papers.added) note("documents", "document-added", { title });
  for (const { was: earlier, now } of papers.kept) {
    const [before, after] = [earlier[1], now[1]];
    const [was, is] = [monthsOf(before), monthsOf(after)];
    if (was > 0 && is > 0 && was % 12 === 0 && is % 12 === 0 && was !== is)
      note("documents", "valid-years", { title: after.title, was: was / 12, is: is / 12 });
    else if (was !== is) note("documents", "valid-for", { title: after.title, was, is });
    if (!same(before.rows, after.rows)) note("documents", "document-rows", { title: after.title });
  }
}

/** How long a paper has force, in months; 0 for one without an end. */
const monthsOf = ({ validYears = 0, validMonths = 0 }: ServiceDefinition["documents"][string]) =>
  validYears * 12 + validMonths;
const timersOf = (step: ProcessStep) => ("timers" in step ? step.timers : []);
