import { Clock, Day, Moment, Months, Span } from "../value/calendar.ts";
import { type Datum, Func, isContext, isList, Range } from "../value/datum.ts";
import { isNum } from "../value/number.ts";

export type Simple =
  | "any"
  | "null"
  | "number"
  | "string"
  | "boolean"
  | "date"
  | "time"
  | "date and time"
  | "days and time duration"
  | "years and months duration";

/** The kinds of values that FEEL knows (DMN 1.5, 10.3.2). */
export type Type = (
  | { is: Simple }
  | { is: "list"; of: Type }
  | { is: "context"; fields: Readonly<Record<string, Type>>; open?: boolean }
  | { is: "range"; of: Type }
  | { is: "function"; params: readonly Type[] | null; result: Type }
) & {
  /** Which of its values are allowed, where a model says so. */
  allows?: (value: Datum) => boolean;
};

export const any: Type = { is: "any" };

const simple: Readonly<Record<string, Simple>> = {
  Any: "any",
  any: "any",
  Null: "null",
  number: "number",
  string: "string",
  boolean: "boolean",
  date: "date",
  time: "time",
  "date and time": "date and time",
  dateTime: "date and time",
  "days and time duration": "days and time duration",
  dayTimeDuration: "days and time duration",
  "years and months duration": "years and months duration",
  yearMonthDuration: "years and months duration",
};

/** A kind by its name; null when FEEL has none of that name. */
export function typeNamed(name: string): Type | null {
  const found = Object.hasOwn(simple, name) ? simple[name] : undefined;
  if (found) return { is: found };
  if (name === "list") return { is: "list", of: any };
  if (name === "context") return { is: "context", fields: {}, open: true };
  if (name === "range") return { is: "range", of: any };
  return name === "function" ? { is: "function", params: null, result: any } : null;
}

/** Whether a value is of a kind, and one that the kind allows. Null is of every kind. */
export function conforms(value: Datum, type: Type): boolean {
  return value === null || (ofKind(value, type) && (type.allows === undefined || type.allows(value)));
}

/** Whether a value is of a kind, whatever it allows: what `instance of` asks. */
export function ofKind(value: Datum, type: Type): boolean {
  switch (type.is) {
    case "any":
      return true;
    case "null":
      return false;
    case "number":
      return isNum(value);
    case "string":
    case "boolean":
      return typeof value === type.is;
    case "date":
      return value instanceof Day;
    case "time":
      return value instanceof Clock;
    case "date and time":
      return value instanceof Moment;
    case "days and time duration":
      return value instanceof Span;
    case "years and months duration":
      return value instanceof Months;
    case "list":
      return isList(value) && value.every((item) => conforms(item, type.of));
    case "context":
      return (
        isContext(value) &&
        Object.entries(type.fields).every(
          ([name, of]) => Object.hasOwn(value, name) && conforms(value[name] ?? null, of),
        )
      );
    case "range":
      return value instanceof Range && conforms(value.low ?? null, type.of) && conforms(value.high ?? null, type.of);
    case "function":
      return value instanceof Func && (type.params === null || type.params.length === value.params.length);
  }
}

/** A value as a kind wants it: a list of one is its item, an item is a list of one; null when it is another kind. */
export function coerced(value: Datum, type: Type): Datum {
  if (conforms(value, type)) return value;
  if (isList(value) && value.length === 1 && conforms(value[0] ?? null, type)) return value[0] ?? null;
  if (type.is === "list" && !isList(value) && conforms(value, type.of)) return [value];
  if (type.is === "date and time" && value instanceof Day)
    return new Moment(value, new Clock(0n, { offset: 0, zone: null }));
  return null;
}
