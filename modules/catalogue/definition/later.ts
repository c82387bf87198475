import { type Calendar, nextDay } from "../../../kernel/index.ts";
import { type Answers, type FormField, forms, type Later } from "../../forms/index.ts";
import { type Effect, fresh, graphs, type ProcessState, type ProcessStep } from "../../process/index.ts";
import type { Scope } from "../../rules/index.ts";
import type { OnlineService } from "./schema.ts";

const grantingDeeds = ["approve", "issue"];
const grantingEnds = ["granted", "issued"];
/** A step by which the applicant gets what was asked for. */
const grants = (step: ProcessStep): boolean =>
  ("do" in step && grantingDeeds.includes(step.do)) || ("end" in step && grantingEnds.includes(step.end));

/** Whether what is asked for can be granted from a step on, before any officer has looked at it. */
export const grantsUnseen = ({ process }: Pick<OnlineService, "process">, from: string): boolean =>
  graphs.comesUnseen(process, from, grants);

/** Whether a case that has come to this state, by these deeds, is granted: now, or by what only waits from now on. */
export const isGranting = (
  service: Pick<OnlineService, "process">,
  { tokens, ended }: ProcessState,
  deeds: readonly string[],
): boolean =>
  (ended !== null && grantingEnds.includes(ended)) ||
  deeds.some((deed) => grantingDeeds.includes(deed)) ||
  // A block is not on its way: its branches are, and they stand beside it.
  tokens.some(({ id, at }) => !tokens.some(({ parent }) => parent === id) && grantsUnseen(service, at));

/** Where a case stands that the rules alone would grant, while something is still to be brought: at the door. */
export const heldAtTheDoor: { state: ProcessState; effects: readonly Effect[] } = { state: fresh, effects: [] };

/** The questions of a case that still await what is to be brought. */
export const awaitedIn = (
  { form }: Pick<OnlineService, "form">,
  answers: Answers,
  scope: Scope,
): readonly FormField[] => forms.promisedIn(form, answers, scope);

/** The last day on which it may be brought, "2026-12-10", of what is handed in at that moment. */
export const lastDayOf = (calendar: Calendar, handedIn: Date, later: Later, scope: Scope): string =>
  calendar.today(calendar.deadline(handedIn, forms.laterDays(later, scope)));
/** The moment from which a last day is over: its evening still counts, whatever an office's hours are. */
export const overAt = (calendar: Calendar, lastDay: string): Date => calendar.moment(nextDay(lastDay), "00:00");
