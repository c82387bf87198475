import { Clock, Day, Moment, Months, readDay, Span, type Temporal } from "./calendar.ts";
import { Decimal, isNum, type Num, rounded, written } from "./number.ts";

/**
 * What goes in and comes out of the rules, as JSON holds it: dates are "2026-01-31". A `Decimal` is a number that a
 * JavaScript number cannot hold without rounding off whole units.
 */
export type Value = null | boolean | number | string | Decimal | readonly Value[] | { readonly [name: string]: Value };

/** What an expression reckons with inside: the values of FEEL. */
export type Datum =
  | null
  | boolean
  | Num
  | string
  | Temporal
  | Range
  | Func
  | readonly Datum[]
  | { readonly [name: string]: Datum };

/** From a low to a high end; an end that is not there is `undefined`. */
export class Range {
  readonly low: Datum | undefined;
  readonly high: Datum | undefined;
  readonly lowIn: boolean;
  readonly highIn: boolean;
  /** `(= 5)` and `(!= 5)` hold one value, or all but one; such a range is equal to none with two ends. */
  readonly only: "=" | "!=" | null;
  constructor(
    low: Datum | undefined,
    high: Datum | undefined,
    lowIn: boolean,
    highIn: boolean,
    only: Range["only"] = null,
  ) {
    this.only = only;
    this.low = low;
    this.high = high;
    this.lowIn = lowIn;
    this.highIn = highIn;
  }
}

/** With `loose` a text that is a day is taken as one where a day is wanted. */
type Call = (args: readonly Datum[], loose?: boolean) => Datum;

/** Something to call: a built-in, or a function that was written. */
export class Func {
  readonly params: readonly string[];
  readonly call: Call;
  /** Each of the ways it can be called, with the names of its parameters. */
  readonly forms: readonly { params: readonly string[]; call: Call }[];
  constructor(params: readonly string[], call: Call, forms: Func["forms"] = [{ params, call }]) {
    this.params = params;
    this.call = call;
    this.forms = forms;
  }
}

export const isList = (value: unknown): value is readonly Datum[] => Array.isArray(value);
export const isTemporal = (value: unknown): value is Temporal =>
  value instanceof Day ||
  value instanceof Moment ||
  value instanceof Clock ||
  value instanceof Span ||
  value instanceof Months;
export const isContext = (value: unknown): value is { readonly [name: string]: Datum } =>
  typeof value === "object" &&
  value !== null &&
  !isList(value) &&
  !(value instanceof Decimal || value instanceof Range || value instanceof Func || isTemporal(value));

/** A value that came from outside: an infinite number is none, and nothing but own members is looked at. */
export const datum = (value: Value | undefined): Datum => {
  if (value === undefined) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  return value;
};

/**
 * A datum as it is kept and shown: dates and durations as text, a number as a JavaScript number. A fraction loses what
 * lies beyond the fifteenth digit; whole units never: a number too long for that stays a Decimal.
 */
export function plain(value: Datum): Value {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Decimal) {
    const size = value.coefficient.toString().replace("-", "").length;
    const short = rounded(value, 15 - (size - value.scale), "half even");
    return value.scale > 0 && size - value.scale <= 15 && typeof short === "number" ? short : value;
  }
  if (isTemporal(value)) return value.toString();
  if (isList(value)) return value.map(plain);
  if (value instanceof Range) return rangeText(value);
  if (value instanceof Func) return null;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

/** A text that is a day is taken as one where a day is wanted: answers and facts keep days as text. */
export const asDay = (value: Datum): Datum => (typeof value === "string" ? (readDay(value) ?? value) : value);

/** A value as FEEL's own `string()` writes it. */
export function text(value: Datum, inside = false): string {
  if (value === null) return "null";
  if (typeof value === "string") return inside ? JSON.stringify(value) : value;
  if (isNum(value)) return written(value);
  if (isList(value)) return `[${value.map((item) => text(item, true)).join(", ")}]`;
  if (value instanceof Range) return rangeText(value);
  if (value instanceof Func) return `function(${value.params.join(", ")})`;
  if (isContext(value))
    return `{${Object.entries(value)
      .map(
        ([key, part]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : JSON.stringify(key)}: ${text(part, true)}`,
      )
      .join(", ")}}`;
  return inside && isTemporal(value) ? `@${JSON.stringify(value.toString())}` : String(value);
}

function rangeText({ low, high, lowIn, highIn, only }: Range): string {
  if (only) return `${only} ${text(low ?? null, true)}`;
  if (low === undefined) return `${highIn ? "<=" : "<"} ${text(high ?? null, true)}`;
  if (high === undefined) return `${lowIn ? ">=" : ">"} ${text(low, true)}`;
  return `${lowIn ? "[" : "("}${text(low, true)}..${text(high, true)}${highIn ? "]" : ")"}`;
}
