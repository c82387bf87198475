import { decidedFor, factsOn, type OnlineService } from "../catalogue/index.ts";
import { type Answers, forms } from "../forms/index.ts";
import { fresh, ProcessFault, step } from "../process/index.ts";
import type { tallyEligible } from "../registry/index.ts";
import type { Scope, Value } from "../rules/index.ts";

/** A case of the past, with nothing in it that says whose it was. */
export interface PastCase {
  day: string;
  answers: Answers;
  facts: { applicant: Readonly<Record<string, Value>>; business: Readonly<Record<string, Value>> };
  decisions: Readonly<Record<string, { outputs: Readonly<Record<string, Value>> | null }>>;
  /** Where it stands; null when it has ended. */
  at: readonly string[] | null;
}

export type RegisterTally = Awaited<ReturnType<typeof tallyEligible.answer>>;

/** What a draft would do with the cases of the past, added up. Plain JSON, so that it can be kept between batches. */
export interface Tally {
  cases: number;
  /** Applications that the draft would not take as they were given, by the question that would stop them. */
  stopped: Record<string, number>;
  /** Decisions that would come out otherwise: "risk.tier: low -> medium". */
  decided: Record<string, number>;
  /** In whole currency units. */
  fee: { before: number; after: number; more: number; less: number };
  /** Cases by the first station at which somebody waits; "" for those decided at once. */
  first: Record<string, number>;
  /** Cases that are open now: those whose place the draft no longer has, by place. */
  open: number;
  homeless: Record<string, number>;
  /** Open cases that would go otherwise if they were moved to the draft: how many, why, and by the place they stand at. */
  touched: { cases: number; stopped: number; decided: number; fee: number; at: Record<string, number> };
  /** Who may apply by what is published and by the draft, of everybody; not there until it is counted. */
  register?: RegisterTally;
}
export const empty = (): Tally => ({
  cases: 0,
  stopped: {},
  decided: {},
  fee: { before: 0, after: 0, more: 0, less: 0 },
  first: {},
  open: 0,
  homeless: {},
  touched: { cases: 0, stopped: 0, decided: 0, fee: 0, at: {} },
});

/** Puts one case of the past through a draft and adds what comes of it. Pure but for the tally. */
export function replay(service: OnlineService, past: PastCase, today: string, tally: Tally): void {
  tally.cases += 1;
  const given = factsOn(past.facts, today, service);
  // Answers to questions that the draft no longer asks are no obstacle; answers that it asks for anew are.
  const known = new Set(service.form.pages.flatMap((page) => page.fields.map(({ id }) => id)));
  const kept = Object.fromEntries(Object.entries(past.answers).filter(([id]) => known.has(id))) as Answers;
  const faults = forms.faultsOfForm(service.form, kept, given).flatMap((page) => page.faults);
  for (const question of new Set(faults.map(({ path }) => path.split(".")[0]!))) count(tally.stopped, question);
  const { scope, decided } = decidedFor(service, kept, given, today);
  const otherwise = Object.entries(decided).flatMap(([name, outputs]) => {
    const before = past.decisions[name]?.outputs;
    return Object.entries(outputs).flatMap(([output, value]) => {
      const was = before?.[output];
      return was === undefined || told(was) === told(value) ? [] : [`${name}.${output}: ${told(was)} → ${told(value)}`];
    });
  });
  for (const decision of otherwise) count(tally.decided, decision);
  const difference = charge(service, past, scope, tally);
  if (faults.length === 0) count(tally.first, firstWait(service, scope));
  if (!past.at) return;
  tally.open += 1;
  touch(service, past.at, tally, {
    stopped: faults.length > 0,
    decided: otherwise.length > 0,
    fee: difference !== 0,
  });
}

/** Counts an open case, and what would be otherwise for it. */
function touch(
  { process }: OnlineService,
  at: readonly string[],
  { touched, homeless }: Tally,
  why: Record<"stopped" | "decided" | "fee", boolean>,
): void {
  const places = [...new Set(at)];
  const gone = places.filter((place) => !Object.hasOwn(process.steps, place));
  for (const place of gone) count(homeless, place);
  for (const part of ["stopped", "decided", "fee"] as const) if (why[part]) touched[part] += 1;
  if (gone.length === 0 && !why.stopped && !why.decided && !why.fee) return;
  touched.cases += 1;
  for (const place of places) count(touched.at, place);
}

/** Adds what a case paid and would pay; gives the difference. */
function charge(service: OnlineService, past: PastCase, scope: Scope, { fee }: Tally): number {
  if (!service.fee) return 0;
  const { decision, output } = service.fee;
  const amount = (outputs: unknown) => {
    const value = (outputs as Record<string, unknown> | null | undefined)?.[output];
    return typeof value === "number" ? value : 0;
  };
  const [before, after] = [amount(past.decisions[decision]?.outputs), amount(scope[decision])];
  fee.before += before;
  fee.after += after;
  if (after > before) fee.more += 1;
  if (after < before) fee.less += 1;
  return after - before;
}

/** The first step at which a case would come to rest. */
function firstWait(service: OnlineService, scope: Scope): string {
  try {
    const { state } = step(service.process, fresh, { type: "start" }, scope);
    return state.tokens[0]?.at ?? "";
  } catch (error) {
    if (error instanceof ProcessFault) return "!";
    throw error;
  }
}

const told = (value: unknown): string => (Array.isArray(value) ? value.map(String).join("+") || "–" : String(value));
/** Different outcomes without end would fill the memory: past this many, the rest is counted as one. */
const most = 500;
function count(into: Record<string, number>, name: string): void {
  const key = Object.hasOwn(into, name) || Object.keys(into).length < most ? name : "…";
  into[key] = (into[key] ?? 0) + 1;
}
