import {
  Clock,
  Day,
  dayNanos,
  dayNumber,
  dayNumbered,
  dayOf,
  daysIn,
  instant,
  Moment,
  Months,
  nowhere,
  Span,
} from "./calendar.ts";
import { asDay, type Datum } from "./datum.ts";
import { isNum, minus, type Num, negative, ofInteger, over, plus, power, rounded, times, written } from "./number.ts";

export type Operator = "+" | "-" | "*" | "/" | "**";

/** Reckons; what has no sense together is unknown. `loose`: a text that is a day is taken as one beside days. */
export function arithmetic(op: Operator, left: Datum, right: Datum, loose: boolean): Datum {
  if (isNum(left) && isNum(right)) {
    switch (op) {
      case "+":
        return plus(left, right);
      case "-":
        return minus(left, right);
      case "*":
        return times(left, right);
      case "/":
        return over(left, right);
      case "**":
        return power(left, right);
    }
  }
  if (op === "+" && typeof left === "string" && typeof right === "string") return left + right;
  const [a, b] = loose ? [asDay(left), asDay(right)] : [left, right];
  if (a === null || b === null) return null;
  switch (op) {
    case "+":
      return added(a, b) ?? added(b, a);
    case "-":
      return apart(a, b) ?? added(a, negated(b));
    case "*":
      return isNum(b) ? scaled(a, b) : isNum(a) ? scaled(b, a) : null;
    case "/":
      return shared(a, b);
    case "**":
      return null;
  }
}

export function negated(value: Datum): Datum {
  if (isNum(value)) return negative(value);
  if (value instanceof Span) return new Span(-value.nanos);
  return value instanceof Months ? new Months(0 - value.count) : null;
}

const span = (nanos: bigint): Span | null =>
  // The seconds of the longest time between two years that there are.
  nanos > 10n ** 29n || nanos < -(10n ** 29n) ? null : new Span(nanos);
const months = (count: number): Months | null => (Number.isSafeInteger(count) ? new Months(count) : null);

function added(value: Datum, by: Datum): Datum {
  if (by instanceof Months) {
    if (value instanceof Months) return months(value.count + by.count);
    if (value instanceof Day) return laterMonth(value, by.count);
    if (!(value instanceof Moment)) return null;
    const day = laterMonth(value.day, by.count);
    return day && new Moment(day, value.clock);
  }
  if (!(by instanceof Span)) return null;
  if (value instanceof Span) return span(value.nanos + by.nanos);
  if (value instanceof Clock) return new Clock(modulo(value.nanos + by.nanos), value.place);
  if (value instanceof Day) return laterMoment(new Moment(value, new Clock(0n, nowhere)), by.nanos)?.day ?? null;
  return value instanceof Moment ? laterMoment(value, by.nanos) : null;
}

const modulo = (nanos: bigint): bigint => ((nanos % dayNanos) + dayNanos) % dayNanos;

function laterMoment({ day, clock }: Moment, by: bigint): Moment | null {
  const total = clock.nanos + by;
  const rest = modulo(total);
  const later = dayNumbered(dayNumber(day) + Number((total - rest) / dayNanos));
  return later && new Moment(later, new Clock(rest, clock.place));
}

/** The same day of another month, or its last when it is shorter: 31 January and a month is 28 February. */
function laterMonth({ year, month, day }: Day, by: number): Day | null {
  const count = year * 12 + month - 1 + by;
  const [y, m] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return dayOf(y, m, Math.min(day, daysIn(y, m)));
}

const midnight = new Clock(0n, { offset: 0, zone: null });
const stands = ({ clock: { place } }: Moment) => place.offset !== null || place.zone !== null;

function apart(left: Datum, right: Datum): Datum {
  if (left instanceof Day && right instanceof Day) return span(BigInt(dayNumber(left) - dayNumber(right)) * dayNanos);
  if (left instanceof Clock && right instanceof Clock) {
    const [a, b] = [left, right].map((clock) => new Moment(new Day(1970, 1, 1), clock)) as [Moment, Moment];
    return stands(a) === stands(b) ? span(instant(a) - instant(b)) : null;
  }
  const [a, b] = [left, right].map((one) => (one instanceof Day ? new Moment(one, midnight) : one));
  return a instanceof Moment && b instanceof Moment && stands(a) === stands(b) ? span(instant(a) - instant(b)) : null;
}

function whole(n: Num | null): bigint | null {
  const down = n === null ? null : rounded(n, 0, "down");
  const digits = down === null ? "" : written(down);
  return /^-?\d{1,40}$/.test(digits) ? BigInt(digits) : null;
}

function scaled(value: Datum, by: Num): Datum {
  if (value instanceof Span) {
    const nanos = whole(times(ofInteger(value.nanos), by));
    return nanos === null ? null : span(nanos);
  }
  if (!(value instanceof Months)) return null;
  const count = whole(times(value.count, by));
  return count === null ? null : months(Number(count));
}

function shared(value: Datum, by: Datum): Datum {
  if (value instanceof Span && by instanceof Span) return over(ofInteger(value.nanos), ofInteger(by.nanos));
  if (value instanceof Months && by instanceof Months) return over(value.count, by.count);
  if (!isNum(by)) return null;
  if (value instanceof Span) {
    const nanos = whole(over(ofInteger(value.nanos), by));
    return nanos === null ? null : span(nanos);
  }
  if (!(value instanceof Months)) return null;
  const count = whole(over(value.count, by));
  return count === null ? null : months(Number(count));
}
