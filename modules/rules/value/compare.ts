import { billion, Clock, Day, instant, Moment, Months, offsetOn, Span } from "./calendar.ts";
import { asDay, type Datum, isContext, isList, Range } from "./datum.ts";
import { Decimal, isNum, order } from "./number.ts";

export type Compare = "=" | "!=" | "<" | "<=" | ">" | ">=";

const sign = (n: bigint | number): number => (n < 0 ? -1 : n > 0 ? 1 : 0);

/** Nanoseconds since midnight at Greenwich, or here when the clock stands nowhere. */
const clockInstant = (clock: Clock): bigint =>
  clock.nanos - BigInt(offsetOn(clock.place, clock.seconds) ?? 0) * billion;

/** The order of letters by their numbers, as PostgreSQL's "C" has it; JavaScript's own halves the rare ones. */
function textOrder(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at === length) return left.length - right.length < 0 ? -1 : 1;
  // Within a halved letter the first half was the same.
  const half = (words: string) => (at > 0 && /[\uDC00-\uDFFF]/.test(words[at] ?? "") ? at - 1 : at);
  return (left.codePointAt(half(left)) ?? 0) < (right.codePointAt(half(right)) ?? 0) ? -1 : 1;
}

/** Which comes first: -1, 0 or 1; null when the two have no order. */
export function orderOf(left: Datum, right: Datum): number | null {
  if (typeof left === "number" && typeof right === "number") return left < right ? -1 : left > right ? 1 : 0;
  if (isNum(left) && isNum(right)) return sign(order(left, right));
  if (typeof left === "string" && typeof right === "string") return textOrder(left, right);
  if (left instanceof Day && right instanceof Day)
    return sign(left.year - right.year || left.month - right.month || left.day - right.day);
  if (left instanceof Moment && right instanceof Moment) return sign(instant(left) - instant(right));
  if (left instanceof Clock && right instanceof Clock) {
    const there = (clock: Clock) => clock.place.zone === null && clock.place.offset === null;
    return there(left) !== there(right)
      ? sign(left.nanos - right.nanos)
      : sign(clockInstant(left) - clockInstant(right));
  }
  if (left instanceof Span && right instanceof Span) return sign(left.nanos - right.nanos);
  if (left instanceof Months && right instanceof Months) return sign(left.count - right.count);
  return null;
}

/** Whether two values are the same; null when they are of two kinds. Null is the same as null only. */
export function same(left: Datum, right: Datum): boolean | null {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left !== "object" || typeof right !== "object") {
    if (typeof left === typeof right) return false;
    return isNum(left) && isNum(right) ? false : null;
  }
  if (isList(left) && isList(right))
    return left.length === right.length && left.every((item, i) => same(item, right[i] ?? null) === true);
  if (left instanceof Range && right instanceof Range)
    return (
      left.only === right.only &&
      left.lowIn === right.lowIn &&
      left.highIn === right.highIn &&
      same(left.low ?? null, right.low ?? null) === true &&
      same(left.high ?? null, right.high ?? null) === true
    );
  if (isContext(left) && isContext(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && same(left[key] ?? null, right[key] ?? null) === true)
    );
  }
  if (left instanceof Decimal && right instanceof Decimal) return order(left, right) === 0;
  const found = orderOf(left, right);
  return found === null ? null : found === 0;
}

/** Compares; what cannot be compared is unknown. `loose`: a text that is a day meets a day as one. */
export function compare(op: Compare, a: Datum, b: Datum, loose: boolean): boolean | null {
  let [left, right] = [a, b];
  if (loose && typeof left !== typeof right) {
    if (right instanceof Day) left = asDay(left);
    else if (left instanceof Day) right = asDay(right);
  }
  if (op === "=") return same(left, right);
  if (op === "!=") return not(same(left, right));
  const found = orderOf(left, right);
  if (found === null) return null;
  return op === "<" ? found < 0 : op === "<=" ? found <= 0 : op === ">" ? found > 0 : found >= 0;
}

/** Whether a value lies in a range; null when it cannot be compared with an end. */
export function within(value: Datum, range: Range, loose: boolean): boolean | null {
  if (range.only) return compare(range.only, value, range.low ?? null, loose);
  const low = range.low === undefined ? true : compare(range.lowIn ? ">=" : ">", value, range.low, loose);
  const high = range.high === undefined ? true : compare(range.highIn ? "<=" : "<", value, range.high, loose);
  return both(low, high);
}

/** A range whose ends are of one kind; unknown when an end is, or when they run the wrong way. */
export function rangeOf(low: Datum | undefined, high: Datum | undefined, lowIn: boolean, highIn: boolean): Datum {
  if (low === null || high === null || (low === undefined && high === undefined)) return null;
  if (low !== undefined && high !== undefined && compare("<=", low, high, false) !== true) return null;
  return new Range(low, high, lowIn, highIn);
}

export const not = (value: Datum): boolean | null => (typeof value === "boolean" ? !value : null);
export function both(left: Datum, right: Datum): boolean | null {
  if (left === false || right === false) return false;
  return left === true && right === true ? true : null;
}
export function either(left: Datum, right: Datum): boolean | null {
  if (left === true || right === true) return true;
  return left === false && right === false ? false : null;
}
