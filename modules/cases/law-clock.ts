import type { Calendar, CommandContext, Tx } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import type { ClockRow } from "./afterlife.ts";
import type { OpenService } from "./called.ts";
import { daysOf } from "./clocks.ts";
import type { CaseRow } from "./tables.ts";

type Deemed = NonNullable<NonNullable<OnlineService["remedies"]>["deemed"]>;
type Standing = Pick<CaseRow, "due_at" | "paused_at">;

/** What the law's clock says of a case: when it decides, and when the office is warned. */
export interface Reading {
  due: Date;
  /** In the order of the service's `warnAt`. */
  warnings: Date[];
  /** The applicant has it: the clock stands, and `due` is when it would ring if they gave it back now. */
  stands: boolean;
}

/**
 * Reads the clock. The working days that the applicant had the case are those by which its own time limit has moved
 * since the clock began, so nobody has to write down a pause, and none is counted twice.
 */
export function readClock(
  calendar: Calendar,
  { since, working_days }: Pick<ClockRow, "since" | "working_days">,
  { due_at, paused_at }: Standing,
  deemed: Pick<Deemed, "workingDays" | "warnAt">,
  standard: number,
  now: Date,
): Reading {
  const workingDays = working_days ?? Number(deemed.workingDays);
  const moved = paused_at ? calendar.resume(due_at, paused_at, now) : due_at;
  const given = Math.max(0, calendar.workingDaysBetween(calendar.deadline(since, standard), moved));
  const after = (days: number) => calendar.deadline(since, days + given);
  return {
    due: after(workingDays),
    // Whole days, rounded down: a warning that came with the decision would warn nobody.
    warnings: [...deemed.warnAt].sort((a, b) => a - b).map((part) => after(Math.floor((workingDays * part) / 100))),
    stands: paused_at !== null,
  };
}

/** When the clock is to be looked at next: the next warning, the decision, or tomorrow while it stands. */
export function nextLook({ due, warnings, stands }: Reading, warned: number, calendar: Calendar, now: Date): Date {
  if (stands) return calendar.deadline(now, 1);
  return warnings[warned] ?? due;
}

export async function clockOf(tx: Tx, id: string): Promise<ClockRow | null> {
  return (await tx.query<ClockRow>("select * from cases.deemed_clock where case_id = $1", [id]))[0] ?? null;
}

/** Sets the law's clock going for a case, from a moment; the commit waits for it. One that goes begins anew. */
export function startClock(
  context: Pick<CommandContext, "tx" | "world">,
  service: OpenService,
  row: CaseRow,
  since: Date,
): void {
  const deemed = service.remedies?.deemed;
  if (!deemed) return;
  const workingDays = daysOf(context, service, row, deemed.workingDays, since);
  const [first] = [...deemed.warnAt].sort((a, b) => a - b);
  const days = first === undefined ? workingDays : Math.floor((workingDays * first) / 100);
  context.tx.send(
    `insert into cases.deemed_clock (case_id, since, look_at, working_days) values ($1, $2, $3, $4)
     on conflict (case_id) do update set since = excluded.since, look_at = excluded.look_at, warned = 0,
       working_days = excluded.working_days
     where cases.deemed_clock.since < excluded.since`,
    [row.id, since, context.world.calendar.deadline(since, days), workingDays],
  );
}
