import { compile } from "../expression/compile.ts";
import type { Env } from "../expression/env.ts";
import type { Test } from "../expression/tree.ts";
import { isList, plain, type Value } from "../value/datum.ts";

/** What a value was held against, kept with the decision so that it can be said later, whatever changed since. */
export type Met =
  | { is: "under" | "at-most" | "over" | "at-least" | "equal" | "unequal"; bound: Value }
  | { is: "between"; low: Value; high: Value }
  | { is: "one-of" | "none-of"; values: readonly Value[] };

export const bounds = {
  "<": "under",
  "<=": "at-most",
  ">": "over",
  ">=": "at-least",
  "=": "equal",
  "!=": "unequal",
} as const;

/** What a test holds its input against; nothing for what only a formula can say. */
export function met(test: Test, env: Env): Met[] {
  switch (test.is) {
    case "compares":
      return [{ is: bounds[test.op], bound: plain(compile(test.to)(env)) }];
    case "interval":
      return [{ is: "between", low: plain(compile(test.low)(env)), high: plain(compile(test.high)(env)) }];
    case "equals": {
      const value = compile(test.to)(env);
      return isList(value) ? [{ is: "one-of", values: value.map(plain) }] : [{ is: "equal", bound: plain(value) }];
    }
    case "not": {
      const inner = test.tests.flatMap((one) => met(one, env));
      const values = inner.flatMap((one) => (one.is === "equal" ? [one.bound] : one.is === "one-of" ? one.values : []));
      return values.length > 0 && values.length >= inner.length ? [{ is: "none-of", values }] : [];
    }
    default:
      return [];
  }
}
