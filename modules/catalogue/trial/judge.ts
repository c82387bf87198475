import type { Calendar } from "../../../kernel/index.ts";
import { type Answers, forms } from "../../forms/index.ts";
import { ProcessFault } from "../../process/index.ts";
import { decide, ExpressionFault, evaluate, parametersOn, type Scope, type Value } from "../../rules/index.ts";
import type { Finding } from "../definition/finding.ts";
import { isOnline, type OnlineService, type ServiceDefinition } from "../definition/schema.ts";
import type { Expected, Trial } from "../definition/trials-file.ts";
import { effectsAt } from "../effects.ts";
import { Course } from "./course.ts";

type Seen = { [Part in keyof Expected]-?: unknown };

/** Runs a service's own tests on its own files. Gives a finding for each expectation that does not come true. */
export function judge(service: ServiceDefinition, calendar: Calendar): Finding[] {
  return service.tests.flatMap((trial, i) => {
    const findings: Finding[] = [];
    const find = (path: Finding["path"], says: string, hint?: string) =>
      findings.push({ file: "tests", path: [i, ...path], says: `${trial.title}: ${says}`, ...(hint && { hint }) });
    const seen = look(service, trial, calendar, find);
    for (const [part, expected] of Object.entries(trial.expect) as [keyof Expected, unknown][]) {
      if (part === "decisions") {
        for (const [name, outputs] of Object.entries(expected as NonNullable<Expected["decisions"]>))
          for (const [output, value] of Object.entries(outputs)) {
            const was = (seen.decisions as Record<string, Record<string, unknown>>)[name]?.[output];
            if (!same(was, value))
              find(["expect", "decisions", name, output], `${name}.${output} is ${told(was)}, not ${told(value)}`);
          }
      } else if (!same(seen[part], expected))
        find(["expect", part], `${part} is ${told(seen[part])}, not ${told(expected)}`);
    }
    return findings;
  });
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const told = (value: unknown): string => JSON.stringify(value ?? null);

/** All that comes of one sample case. */
function look(
  service: ServiceDefinition,
  trial: Trial,
  calendar: Calendar,
  find: (path: Finding["path"], says: string, hint?: string) => void,
): Seen {
  const facts = factsOn(trial, trial.day, service);
  const seen: Seen = {
    eligible: mayApply(service, facts),
    pages: [],
    faults: [],
    decisions: {},
    fee: null,
    path: [],
    at: [],
    outcome: null,
    effects: [],
    awaits: [],
    due: null,
  };
  if (!isOnline(service)) return seen;
  let given: Answers = {};
  /** Takes answers in and judges the whole form; false when they are refused, and then nothing more happens. */
  const answered = (more: Answers, path: Finding["path"]): boolean => {
    for (const name of Object.keys(more))
      if (!forms.fieldById(service.form, name)) find([...path, "answers", name], `the form asks no "${name}"`);
    given = { ...given, ...more };
    const faults = forms.faultsOfForm(service.form, given, facts).flatMap((page) => page.faults);
    seen.faults = faults.map(({ path: field }) => field);
    if (faults.length > 0 && !trial.expect.faults)
      find([...path, "answers"], `these are refused: ${faults.map((one) => one.path).join(", ")}`, "Answer these too");
    return faults.length === 0;
  };
  // A mended answer is decided by the rates of the day of hand-in, as the house does it.
  const decidedNow = (): Scope => {
    const { scope, decided } = decidedFor(service, given, facts, trial.day);
    seen.decisions = decided;
    seen.fee = (service.fee && decided[service.fee.decision]?.[service.fee.output]) ?? null;
    return scope;
  };
  const sound = answered(trial.answers as Answers, []);
  seen.pages = forms.pagesToShow(service.form, given, facts).map(({ id }) => id);
  if (!sound) return seen;
  let scope = decidedNow();
  let now: Finding["path"] = ["answers"];
  try {
    const course = new Course(service, scope, calendar, trial.day);
    for (const [k, happening] of trial.happens.entries()) {
      now = ["happens", k];
      if ("answers" in happening) {
        if (!answered(happening.answers as Answers, now)) break;
        scope = decidedNow();
        course.reads(scope);
      }
      course.let(happening);
    }
    seen.path = course.path;
    seen.at = course.at;
    seen.outcome = course.state.ended;
    seen.effects = course.state.ended === null ? [] : written(service, course.state.ended, scope);
    seen.awaits = course.awaits;
    seen.due = calendar.today(course.due);
  } catch (error) {
    if (!(error instanceof ProcessFault || error instanceof ExpressionFault)) throw error;
    find(now, error.message, "Look at the steps of process.yaml: this cannot happen there");
  }
  return seen;
}

/** What an end writes into registers. No paper is issued in a test, and nothing is written, so both have no number. */
const written = (service: OnlineService, end: string, scope: Scope): string[] =>
  [...effectsAt(service, end, { ...(scope as Record<string, Value>), document: null, written: [] })].map(
    ({ effect, scope: here }) => {
      for (const value of Object.values(effect.sets)) evaluate(value, here);
      return `${effect.register} ${effect.change}`;
    },
  );

/**
 * What expressions may read besides the answers: the service's parameters of that day ("2026-11-24"), what the registers
 * know of who applies, and the day.
 */
export const factsOn = (
  { applicant, business }: { applicant: unknown; business: unknown },
  today: string,
  { decisions }: Pick<OnlineService, "decisions">,
): Record<string, Value> =>
  ({ ...parametersOn(decisions, today), applicant, business, today }) as Record<string, Value>;

/** What expressions of the process read of a case, and what its decisions come to on a day. */
export function decidedFor(service: OnlineService, given: Answers, facts: Scope, day: string) {
  const scope = { ...forms.scopeOf(forms.pruned(service.form, given, facts)), ...facts } as Record<string, Value>;
  const decided: Record<string, Record<string, Value>> = {};
  for (const [name, table] of Object.entries(service.decisions)) {
    const { outputs } = decide(table, scope, day);
    scope[name] = outputs;
    if (outputs) decided[name] = outputs as Record<string, Value>;
  }
  return { scope, decided };
}

/** Whether every condition of eligibility.yaml holds for these facts; a service without any is open to all. */
export const mayApply = (service: ServiceDefinition, facts: Scope): boolean =>
  service.eligibility.every(({ when }) => evaluate(when, facts) === true);
