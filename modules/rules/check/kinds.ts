import { any, type Type } from "../expression/type.ts";

/** What is known of the names of a service: their kinds, and of some what they can hold. */
export type Names = Readonly<Record<string, Known>>;

/** A kind with what a field says of its values. */
export type Known = Type & {
  /** Of a text: the values that it can have. */
  options?: readonly string[];
  min?: number;
  max?: number;
  /** It may be unanswered. */
  optional?: boolean;
};

export const boolean: Type = { is: "boolean" };
export const number: Type = { is: "number" };

/** Whether a value of the one may be one of the other: what is not known may be anything. */
export const couldBe = (a: Type, b: Type): boolean =>
  a.is === "any" ||
  b.is === "any" ||
  a.is === "null" ||
  b.is === "null" ||
  (a.is === b.is && (a.is !== "list" || couldBe(a.of, (b as typeof a).of)));

/** One kind for two ways; anything when they differ. */
export function common(a: Type, b: Type): Type {
  if (a.is === "null") return b;
  if (b.is === "null") return a;
  if (a.is === "list" && b.is === "list") return { is: "list", of: common(a.of, b.of) };
  return a.is === b.is ? a : any;
}

/** The kinds of a sum, product and so on; null when the two have none together. */
export function reckonedKind(op: string, a: Type, b: Type): Type | null {
  if (a.is === "any" || b.is === "any" || a.is === "null" || b.is === "null") return a.is === b.is ? a : any;
  const found = sums[op]?.find(([left, right]) => left === a.is && right === b.is);
  return found ? ({ is: found[2] } as Type) : null;
}

type Sum = readonly [left: Type["is"], right: Type["is"], gives: Type["is"]];
const [num, day, clock, moment] = ["number", "date", "time", "date and time"] as const;
const [span, months] = ["days and time duration", "years and months duration"] as const;
const later: readonly Sum[] = [
  [day, span, day],
  [day, months, day],
  [moment, span, moment],
  [moment, months, moment],
  [clock, span, clock],
  [span, span, span],
  [months, months, months],
];
const sums: Readonly<Record<string, readonly Sum[]>> = {
  "+": [
    [num, num, num],
    ["string", "string", "string"],
    ...later,
    [span, day, day],
    [months, day, day],
    [span, moment, moment],
    [months, moment, moment],
  ],
  "-": [
    [num, num, num],
    ...later,
    [day, day, span],
    [moment, moment, span],
    [day, moment, span],
    [moment, day, span],
    [clock, clock, span],
  ],
  "*": [
    [num, num, num],
    [num, span, span],
    [span, num, span],
    [num, months, months],
    [months, num, months],
  ],
  "/": [
    [num, num, num],
    [span, num, span],
    [months, num, months],
    [span, span, num],
    [months, months, num],
  ],
  "**": [[num, num, num]],
};

/** The parts that days, times, durations and ranges have. */
export const partsOfKind: Readonly<Partial<Record<Type["is"], Readonly<Record<string, Type>>>>> = {
  date: parts(["year", "month", "day", "weekday"]),
  "date and time": {
    ...parts(["year", "month", "day", "weekday", "hour", "minute", "second"]),
    timezone: { is: "string" },
    "time offset": { is: span },
  },
  time: { ...parts(["hour", "minute", "second"]), timezone: { is: "string" }, "time offset": { is: span } },
  [span]: parts(["days", "hours", "minutes", "seconds"]),
  [months]: parts(["years", "months"]),
  range: { start: any, end: any, "start included": boolean, "end included": boolean },
};
function parts(names: readonly string[]): Record<string, Type> {
  return Object.fromEntries(names.map((name) => [name, number]));
}
