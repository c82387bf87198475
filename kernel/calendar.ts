/** A government's working days. `holidays` maps ISO dates to their names; `hours` closes the day. */
export interface CalendarDefinition {
  timeZone: string;
  /** ISO weekdays that are worked: 1 is Monday. */
  workdays: readonly number[];
  /** Local closing time "16:00": a deadline falls then. */
  closing: string;
  holidays: Readonly<Record<string, string>>;
}

/** Counts legal time. Days are local dates "2026-11-24"; moments are Dates. */
export interface Calendar {
  timeZone: string;
  today(now: Date): string;
  isWorkingDay(day: string): boolean;
  /** The moment a local day begins. */
  startOf(day: string): Date;
  /** The moment a term of `days` working days from `start` ends: the start's own day does not count. */
  deadline(start: Date, days: number): Date;
  /** Whole working days after `from`'s day up to and including `to`'s day; negative when `to` is earlier. */
  workingDaysBetween(from: Date, to: Date): number;
  /** `moment` moved by the working days that passed from `pausedAt` to `resumedAt`. */
  resume(deadline: Date, pausedAt: Date, resumedAt: Date): Date;
}

const dayMs = 86_400_000;
const asUtc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const asDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
export const nextDay = (day: string, by = 1): string => asDay(asUtc(day) + by * dayMs);

export function makeCalendar(definition: CalendarDefinition): Calendar {
  const { timeZone, workdays, closing, holidays } = definition;
  if (workdays.length === 0) throw new Error("A calendar without working days would wait for ever");
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  /** Minutes by which local time is ahead of UTC at that moment. */
  const offset = (at: number): number => {
    const p = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    return Math.round(
      (Date.parse(`${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}Z`) - Math.floor(at / 1000) * 1000) /
        60_000,
    );
  };
  const localMoment = (day: string, time: string): Date => {
    const wanted = Date.parse(`${day}T${time}:00Z`);
    const first = wanted - offset(wanted) * 60_000;
    // Near a change of clocks the first guess can be off by the change: ask again at the guess.
    return new Date(wanted - offset(first) * 60_000);
  };
  // Formatting a date costs a tenth of an act; the day changes only when a minute does.
  let [minute, minutesDay] = [Number.NaN, ""];
  const today = (now: Date): string => {
    const asked = Math.floor(now.getTime() / 60_000);
    if (asked !== minute) [minute, minutesDay] = [asked, parts.format(now)];
    return minutesDay;
  };
  const isWorkingDay = (day: string): boolean => {
    const weekday = new Date(asUtc(day)).getUTCDay() || 7;
    return workdays.includes(weekday) && holidays[day] === undefined;
  };
  const after = (day: string, days: number): string => {
    if (!Number.isInteger(days) || days < 0 || days > 5000)
      throw new Error(`A term of ${days} working days is out of bounds`);
    let at = day;
    for (let left = days; left > 0; ) {
      at = nextDay(at);
      if (isWorkingDay(at)) left -= 1;
    }
    while (!isWorkingDay(at)) at = nextDay(at);
    return at;
  };
  const between = (from: string, to: string): number => {
    if (to < from) return -between(to, from);
    let count = 0;
    for (let day = nextDay(from); day <= to; day = nextDay(day)) if (isWorkingDay(day)) count += 1;
    return count;
  };
  /** Closing times that were worked out before, by their first day and length. */
  const ends = new Map<string, number>();
  const end = (day: string, days: number): Date => {
    const term = `${day}+${days}`;
    let at = ends.get(term);
    if (at === undefined) {
      if (ends.size >= 1000) ends.clear();
      at = localMoment(after(day, days), closing).getTime();
      ends.set(term, at);
    }
    return new Date(at);
  };
  return {
    timeZone,
    today,
    isWorkingDay,
    startOf: (day) => localMoment(day, "00:00"),
    deadline: (start, days) => end(today(start), days),
    workingDaysBetween: (from, to) => between(today(from), today(to)),
    resume: (deadline, pausedAt, resumedAt) => end(today(deadline), between(today(pausedAt), today(resumedAt))),
  };
}
