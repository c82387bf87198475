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

type Tells = (env: Env) => Met[];

/** What a test holds its input against, made ready once; nothing for what only a formula can say. */
export function metBy(test: Test): Tells {
  switch (test.is) {
    case "compares": {
      const [to, is] = [compile(test.to), bounds[test.op]];
      return (env) => [{ is, bound: plain(to(env)) }];
    }
    case "interval": {
      const [low, high] = [compile(test.low), compile(test.high)];
      return (env) => [{ is: "between", low: plain(low(env)), high: plain(high(env)) }];
    }
    case "equals": {
      const to = compile(test.to);
      return (env) => {
        const value = to(env);
        return isList(value) ? [{ is: "one-of", values: value.map(plain) }] : [{ is: "equal", bound: plain(value) }];
      };
    }
    case "not": {
      const inner = test.tests.map(metBy);
      return (env) => {
        const all = inner.flatMap((one) => one(env));
        const values = all.flatMap((one) => (one.is === "equal" ? [one.bound] : one.is === "one-of" ? one.values : []));
        return values.length > 0 && values.length >= all.length ? [{ is: "none-of", values }] : [];
      };
    }
    default:
      return () => [];
  }
}
