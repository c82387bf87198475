import type { Context } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { clocks } from "../process/index.ts";
import type { OpenService } from "./called.ts";
import { decisionsFor, scopeOf } from "./host.ts";
import type { CaseRow } from "./tables.ts";

/** A count of days, or an expression that gives it. */
export type Days = Parameters<typeof clocks.daysOn>[0];
type Service = Pick<OpenService, "decisions">;

/** What a service's file says of a time, as days for this case: by what was in force when its clock began. */
export const daysOf = (
  { world }: Pick<Context, "world">,
  service: Service,
  row: CaseRow,
  said: Days,
  since: Date,
): number => clocks.daysOn(said, scopeOf(row, world.calendar.today(since), service));

/** Until when something may be done that must come so many working days after a notice. */
export const until = (
  context: Pick<Context, "world">,
  service: Service,
  row: CaseRow,
  workingDays: Days,
  since: Date,
): Date => context.world.calendar.deadline(since, daysOf(context, service, row, workingDays, since));

/** The legal clock as it begins for this case at a moment: the days that it gives, and the day on which they end. */
export function promised(
  context: Pick<Context, "world">,
  service: OpenService,
  row: CaseRow,
  since: Date,
): Pick<CaseRow, "promised_days" | "due_at"> {
  const days = daysOf(context, service, row, service.standard.time.workingDays, since);
  return { promised_days: days, due_at: context.world.calendar.deadline(since, days) };
}

/** What the legal clock would give an application that is handed in now. */
export function promisedFor(
  { world }: Pick<Context, "world">,
  service: OnlineService,
  draft: Pick<CaseRow, "answers" | "facts">,
): number {
  const day = world.calendar.today(world.clock.now());
  const decisions = decisionsFor(service, draft, day);
  return clocks.daysOn(service.standard.time.workingDays, scopeOf({ ...draft, decisions }, day, service));
}

/** The working days that the legal clock gave this case when it began. */
export const promisedDays = (service: Pick<OpenService, "standard">, row: Pick<CaseRow, "promised_days">): number =>
  row.promised_days ?? Number(service.standard.time.workingDays);
