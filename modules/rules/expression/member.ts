import { billion, Clock, Day, Moment, Months, offsetOn, Span, type Temporal, weekday } from "../value/calendar.ts";
import { asDay, type Datum, isContext, isList, isTemporal, Range } from "../value/datum.ts";
import { over } from "../value/number.ts";

/** A part of a value by its name: of a list, the part of each item. */
export function member(value: Datum, name: string, loose: boolean): Datum {
  if (isList(value)) return value.map((item) => member(item, name, loose));
  if (isContext(value)) return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  if (value instanceof Range) return rangePart(value, name);
  const known = loose ? asDay(value) : value;
  return isTemporal(known) ? (temporalPart(known, name) ?? null) : null;
}

function rangePart({ low, high, lowIn, highIn }: Range, name: string): Datum {
  switch (name) {
    case "start":
      return low ?? null;
    case "end":
      return high ?? null;
    case "start included":
      return lowIn;
    case "end included":
      return highIn;
    default:
      return null;
  }
}

function temporalPart(value: Temporal, name: string): Datum | undefined {
  if (value instanceof Day) return dayPart(value, name);
  if (value instanceof Clock) return clockPart(value, name, value.seconds);
  if (value instanceof Moment) return dayPart(value.day, name) ?? clockPart(value.clock, name, momentSeconds(value));
  if (value instanceof Months) {
    const size = Math.abs(value.count);
    const parts: Record<string, number> = { years: Math.floor(size / 12), months: size % 12 };
    return signed(parts[name], value.count < 0);
  }
  const size = value.nanos < 0n ? -value.nanos : value.nanos;
  const seconds = Number(size / billion);
  const parts: Record<string, number> = {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
  return signed(parts[name], value.nanos < 0n);
}

const signed = (part: number | undefined, below: boolean): number | undefined =>
  part === undefined ? undefined : below ? 0 - part : part;

const momentSeconds = ({ clock }: Moment): number => clock.seconds;

function dayPart(day: Day, name: string): number | undefined {
  const parts: Record<string, number> = { year: day.year, month: day.month, day: day.day, weekday: weekday(day) };
  return Object.hasOwn(parts, name) ? parts[name] : undefined;
}

function clockPart(clock: Clock, name: string, local: number): Datum | undefined {
  switch (name) {
    case "hour":
      return Math.floor(clock.seconds / 3600);
    case "minute":
      return Math.floor(clock.seconds / 60) % 60;
    case "second":
      return over(Number(clock.nanos % (60n * billion)), 1e9);
    case "timezone":
      return clock.place.zone;
    case "time offset": {
      const offset = offsetOn(clock.place, local);
      return offset === null ? null : new Span(BigInt(offset) * billion);
    }
    default:
      return undefined;
  }
}
