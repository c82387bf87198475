import { coerced, type Type, typeNamed } from "../expression/type.ts";
import type { Datum } from "../value/datum.ts";
import { asDay, isList } from "../value/datum.ts";

export interface Param {
  name: string;
  types: readonly Type[];
  optional: boolean;
  /** Takes all arguments that follow, or one list of them. */
  rest: boolean;
}

/** One way of calling a built-in: what it takes, what it gives, what it does. */
export interface Form {
  params: readonly Param[];
  gives: Type;
  does: (...args: never[]) => Datum;
}

/**
 * Declares a form: `form("number", "string: string, length?: number", (string, length) => ...)`. Kinds are joined by |;
 * a name with `?` may be left out, one with `*` takes all that follow. Only `any` takes null: null for another kind makes
 * the whole unknown before the function is asked.
 */
export function form(gives: string, takes: string, does: Form["does"]): Form {
  const params = takes.split(",").flatMap((text): Param[] => {
    const [said = "", kinds = "any"] = text.split(":").map((part) => part.trim());
    if (!said) return [];
    const types = kinds.split("|").map((kind) => typeNamed(kind.trim())!);
    return [{ name: said.replace(/[?*]$/, ""), types, optional: said.endsWith("?"), rest: said.endsWith("*") }];
  });
  return { params, gives: typeNamed(gives)!, does };
}

/** The arguments as the form takes them; null when they do not fit. */
export function fitted(form: Form, args: readonly Datum[], loose = false): Datum[] | null {
  const { params } = form;
  const last = params.at(-1);
  const rest = last?.rest ?? false;
  if (!rest && args.length > params.length) return null;
  const taken: Datum[] = [];
  for (const [i, param] of params.entries()) {
    if (param.rest) {
      const left = args.slice(i);
      if (left.length === 0) return null;
      const [only = null] = left;
      const items = left.length === 1 && isList(only) ? only : left;
      const every = items.map((item) => taking(param, item, loose));
      if (every.includes(undefined)) return null;
      taken.push(every as Datum[]);
    } else if (i >= args.length) {
      if (!param.optional) return null;
    } else {
      const value = taking(param, args[i] ?? null, loose);
      if (value === undefined) return null;
      taken.push(value);
    }
  }
  return taken;
}

function taking({ types }: Param, given: Datum, loose: boolean): Datum | undefined {
  const dated = loose && types.some(({ is }) => is === "date") && types.every(({ is }) => is !== "string");
  const value = dated ? asDay(given) : given;
  if (types.some(({ is }) => is === "any")) return value;
  if (value === null) return undefined;
  for (const type of types) {
    const fit = coerced(value, type);
    if (fit !== null) return fit;
  }
  return undefined;
}
