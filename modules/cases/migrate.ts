import type { CommandContext, Context } from "../../kernel/index.ts";
import { type Answers, forms } from "../forms/index.ts";
import { type Effect, type Mapping, type Obstacle, plan, type Refit } from "../process/index.ts";
import type { OpenService } from "./called.ts";
import { canonical } from "./canonical.ts";
import { promisedDays } from "./clocks.ts";
import { given, officeNamed } from "./facts.ts";
import { decisionsFor, follow, type Move, scopeOf } from "./host.ts";
import type { CaseRow } from "./tables.ts";

/** Why a case stays on its version: what the process says, and what this room does. */
export type Hindrance =
  | Obstacle
  /** The head has agreed to sign exactly this. */
  | { step: string; why: "consented" }
  /** What was answered is no whole answer to the new form, or the field that is to be mended is not in it. */
  | { step: string; why: "answers" }
  /** The new tables would decide otherwise on the day of handing in. */
  | { step: string; why: "decision" };

export type CaseFate =
  | { fate: "stays" | "moves" | "gains"; row: CaseRow; refits: Refit[]; moves: { from: string; to: string | null }[] }
  | { fate: "person"; obstacles: Hindrance[] };

interface Versions {
  before: OpenService;
  after: OpenService;
  mapping: Mapping;
}

/** What happens to one open case. `mends`: the field that its applicant is asked to mend now. */
export function fateOf(
  { world }: Pick<Context, "world">,
  { before, after, mapping }: Versions,
  row: CaseRow,
  mends: string | null,
): CaseFate {
  const obstacles: Hindrance[] = [];
  const day = world.calendar.today(row.submitted_at);
  if (row.consent) obstacles.push({ step: "", why: "consented" });
  if (canonical(before.form) !== canonical(after.form)) {
    const faults = forms.faultsOfForm(after.form, row.answers as Answers, given(row.facts, day, after));
    if (faults.length > 0 || (mends !== null && !forms.fieldById(after.form, mends)))
      obstacles.push({ step: mends ?? faults[0]?.page ?? "", why: "answers" });
  }
  let { decisions } = row;
  if (canonical(before.decisions) !== canonical(after.decisions)) {
    decisions = decisionsFor(after, row, day);
    const outputs = (all: CaseRow["decisions"]) =>
      canonical(Object.fromEntries(Object.entries(all).map(([name, one]) => [name, one.outputs])));
    if (outputs(decisions) !== outputs(row.decisions)) obstacles.push({ step: "", why: "decision" });
  }
  // A clock that runs goes on as it began.
  const promised_days = promisedDays(before, row);
  const moved: CaseRow = { ...row, decisions, promised_days, version: after.version };
  const planned = plan(before.process, after.process, mapping, row.process, {
    scope: scopeOf(moved, day, after),
    called: after.called,
  });
  if (planned.fate === "person") obstacles.push(...planned.obstacles);
  if (obstacles.length > 0 || planned.fate === "person") return { fate: "person", obstacles };
  const { fate, state, refits, moves } = planned;
  return { fate, row: { ...moved, process: state }, refits, moves };
}

/** The move itself and what changes in place. Writes nothing. */
export function moveOf(
  context: CommandContext,
  after: OpenService,
  row: CaseRow,
  { row: fated, refits }: Extract<CaseFate, { row: CaseRow }>,
): { moved: Move; inPlace: Exclude<Refit, Effect>[] } {
  const effects: Effect[] = [];
  const inPlace: Exclude<Refit, Effect>[] = [];
  for (const one of refits)
    if (one.effect === "rework" || one.effect === "timer-gone" || one.effect === "timer-renamed") inPlace.push(one);
    else effects.push(one);
  const moved = follow(context, after, { ...fated, rev: row.rev }, { state: fated.process, effects });
  for (const one of inPlace)
    if (one.effect === "rework" && one.work.agency !== "$item")
      moved.row.agencies = [...new Set([...moved.row.agencies, one.work.agency])];
  return { moved, inPlace };
}

/** Where a task's work is to be done now. */
export const placeOf = (
  context: Pick<Context, "world">,
  { work, item }: Extract<Refit, { effect: "rework" }>,
): { agency: string; office: string } => (work.agency === "$item" ? officeNamed(context, item ?? "") : work);
