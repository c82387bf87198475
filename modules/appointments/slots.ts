import type { Calendar } from "../../kernel/index.ts";
import type { Errand, Place } from "./counters.ts";

/** A stretch of a day in which so many are served. */
export interface Slot {
  /** Local time "08:30". */
  time: string;
  startsAt: Date;
  endsAt: Date;
  /** How many can be served in it. */
  capacity: number;
  /** How many of them may be booked; the others are for who just comes. */
  bookable: number;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The slots of an errand on a day; none when the place is closed. A rest shorter than a slot before closing is none. */
export function slotsOf(place: Place, errand: Errand, day: string, calendar: Calendar): Slot[] {
  if (calendar.isHoliday(day) || place.closed[day] !== undefined) return [];
  const step = place.slotMinutes;
  return (place.hours[String(weekdayOf(day))] ?? []).flatMap(([from, to]) =>
    Array.from({ length: Math.floor((minutesOf(to) - minutesOf(from)) / step) }, (_, i) => {
      const time = timeOf(minutesOf(from) + i * step);
      const startsAt = calendar.moment(day, time);
      return {
        time,
        startsAt,
        endsAt: new Date(startsAt.getTime() + step * 60_000),
        capacity: errand.perSlot,
        bookable: errand.perSlot - Math.ceil((errand.perSlot * place.walkInShare) / 100),
      };
    }),
  );
}

/** How many can still be served from now until closing: of the slot under way only what is left of its time. */
export function stillServed(slots: readonly Slot[], now: Date): number {
  return slots.reduce((sum, { startsAt, endsAt, capacity }) => {
    const left =
      (endsAt.getTime() - Math.max(now.getTime(), startsAt.getTime())) / (endsAt.getTime() - startsAt.getTime());
    return sum + Math.floor(capacity * Math.max(0, left));
  }, 0);
}
