import { Months, Span } from "../value/calendar.ts";
import type { Datum } from "../value/datum.ts";
import {
  fromDouble,
  modulo,
  type Num,
  negative,
  order,
  type Rounding,
  readNumber,
  root,
  rounded,
  signOf,
} from "../value/number.ts";
import { type Form, form } from "./form.ts";

/** Rounds to a scale that decimal128 has; anything else is unknown. */
function scaled(n: Num, scale: Num, how: Rounding): Datum {
  const to = Math.trunc(Number(scale));
  return to < -6111 || to > 6176 ? null : rounded(n, to, how);
}
const rounding = (how: Rounding): Form =>
  form("number", "n: number, scale: number", (n: Num, scale: Num) => scaled(n, scale, how));
const whole = (how: Rounding): Form =>
  form("number", "n: number, scale?: number", (n: Num, scale: Num = 0) => scaled(n, scale, how));

const separators = [" ", ",", "."];

/** A text as a number, with its separators named; unknown when they are none or the same. */
function numberFrom(text: string, group: Datum, point: Datum): Datum {
  if (group !== null && (typeof group !== "string" || !separators.includes(group))) return null;
  if (point !== null && point !== "." && point !== ",") return null;
  if (group !== null && group === point) return null;
  const bare = group === null ? text : text.split(group).join("");
  return readNumber(point === null ? bare : bare.split(point).join("."));
}

export const numbers: Readonly<Record<string, readonly Form[]>> = {
  number: [
    form("number", "from: string", (text: string) => numberFrom(text, null, null)),
    form("number", "from: string, grouping separator: any, decimal separator: any", numberFrom),
  ],
  decimal: [rounding("half even")],
  "round up": [rounding("up")],
  "round down": [rounding("down")],
  "round half up": [rounding("half up")],
  "round half down": [rounding("half down")],
  floor: [whole("floor")],
  ceiling: [whole("ceiling")],
  abs: [
    form("number", "n: number", (n: Num) => (signOf(n) < 0 ? negative(n) : n)),
    form("any", "n: days and time duration|years and months duration", (value: Span | Months) =>
      value instanceof Span
        ? new Span(value.nanos < 0n ? -value.nanos : value.nanos)
        : new Months(Math.abs(value.count)),
    ),
  ],
  modulo: [form("number", "dividend: number, divisor: number", (a: Num, b: Num) => modulo(a, b))],
  sqrt: [form("number", "number: number", (n: Num) => root(n))],
  log: [form("number", "number: number", (n: Num) => (signOf(n) > 0 ? fromDouble(Math.log(Number(n))) : null))],
  exp: [form("number", "number: number", (n: Num) => fromDouble(Math.exp(Number(n))))],
  odd: [form("boolean", "number: number", (n: Num) => parity(n, 1))],
  even: [form("boolean", "number: number", (n: Num) => parity(n, 0))],
};

/** Whether a whole number leaves that rest by two; a broken number is neither odd nor even. */
function parity(n: Num, rest: 0 | 1): boolean | null {
  const left = modulo(n, 2);
  return left === null ? null : order(left, rest) === 0;
}
