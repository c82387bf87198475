import { both, compare, either, not, same, within } from "../value/compare.ts";
import { type Datum, Func, isList, Range } from "../value/datum.ts";
import { compile } from "./compile.ts";
import type { Env } from "./env.ts";
import type { Test } from "./tree.ts";

export type Judge = (input: Datum, env: Env) => boolean | null;

function compileTest(test: Test): Judge {
  switch (test.is) {
    case "any":
      return () => true;
    case "not": {
      const inner = compileTests(test.tests);
      return (input, env) => not(inner(input, env));
    }
    case "compares": {
      const [to, op] = [compile(test.to), test.op];
      return (input, env) => compare(op, input, to(env), env.run.loose);
    }
    case "interval": {
      const [low, high] = [compile(test.low), compile(test.high)];
      const [lowOp, highOp] = [test.lowIn ? ">=" : ">", test.highIn ? "<=" : "<"] as const;
      return (input, env) =>
        both(compare(lowOp, input, low(env), env.run.loose), compare(highOp, input, high(env), env.run.loose));
    }
    case "equals": {
      const to = compile(test.to);
      return (input, env) => meets(input, to(env), env.run.loose);
    }
    case "holds": {
      const condition = compile(test.condition);
      return (input, env) => {
        const held = condition(env.under({ "?": input }));
        // A test of the input that gives no yes or no is a value to be met.
        return typeof held === "boolean" || held === null ? held : meets(input, held, env.run.loose);
      };
    }
  }
}

/** Whether an input is the wanted value, within the wanted range, or one of the wanted list. */
function meets(input: Datum, wanted: Datum, loose: boolean): boolean | null {
  if (wanted instanceof Range && !(input instanceof Range)) return within(input, wanted, loose);
  if (wanted instanceof Func) return not(not(wanted.call([input])));
  if (!isList(wanted)) return compare("=", input, wanted, loose);
  if (isList(input) && same(input, wanted) === true) return true;
  return wanted.some((item) => (isList(item) ? same(input, item) : meets(input, item, loose)) === true);
}

/** A cell of a table as a function of the input's value. */
export function compileTests(tests: readonly Test[]): Judge {
  const each = tests.map(compileTest);
  const [only] = each;
  if (only && each.length === 1) return only;
  return (input, env) => {
    let sum: boolean | null = false;
    for (const test of each) {
      sum = either(sum, test(input, env));
      if (sum === true) return true;
    }
    return sum;
  };
}
