import { arithmetic } from "../value/arithmetic.ts";
import { Day, dayNanos, Span } from "../value/calendar.ts";
import { both, compare, either } from "../value/compare.ts";
import { type Datum, isList, Range } from "../value/datum.ts";
import { type Compiled, compile } from "./compile.ts";
import type { Env } from "./env.ts";
import { ExpressionFault, limits } from "./fault.ts";
import type { Node, Round } from "./tree.ts";

type Each = (env: Env) => readonly Datum[] | null;

function eachOf({ over }: Round): Each {
  if ("list" in over) {
    const list = compile(over.list);
    return (env) => {
      const value = list(env);
      if (value instanceof Range) return value.low === undefined || value.high === undefined ? null : counted(value);
      return isList(value) ? value : value === null ? null : [value];
    };
  }
  const [from, to] = [compile(over.from), compile(over.to)];
  return (env) => steps(from(env), to(env));
}

/** The members of a range of whole numbers or days, without the ends that it leaves out. */
function counted({ low, high, lowIn, highIn }: Range): readonly Datum[] | null {
  const all = steps(low ?? null, high ?? null);
  return all ? all.slice(lowIn ? 0 : 1, highIn ? undefined : -1) : null;
}

/** Whole numbers or days from one to the other, up or down. */
function steps(from: Datum, to: Datum): readonly Datum[] | null {
  const up = compare("<=", from, to, false);
  const numbers = Number.isInteger(from) && Number.isInteger(to);
  if (up === null || !(numbers || (from instanceof Day && to instanceof Day))) return null;
  const by: Datum = numbers ? (up ? 1 : -1) : new Span(up ? dayNanos : -dayNanos);
  const all: Datum[] = [];
  for (
    let at: Datum = from;
    at !== null && compare(up ? "<=" : ">=", at, to, false);
    at = arithmetic("+", at, by, false)
  ) {
    if (all.length >= limits.items) throw new ExpressionFault(`goes through more than ${limits.items} items`, 0);
    all.push(at);
  }
  return all;
}

/** Goes through every combination, the last name fastest; false when a list is unknown. */
function through(
  rounds: readonly { name: string; each: Each }[],
  env: Env,
  visit: (env: Env) => boolean,
): boolean | null {
  const [first, ...rest] = rounds;
  if (!first) {
    env.step();
    return visit(env);
  }
  const list = first.each(env);
  if (!list) return null;
  for (const item of list) {
    const on = through(rest, env.under({ [first.name]: item }), visit);
    if (on !== true) return on;
  }
  return true;
}

const roundsOf = (rounds: readonly Round[]) => rounds.map((round) => ({ name: round.name, each: eachOf(round) }));

export function compileFor(node: Extract<Node, { is: "for" }>): Compiled {
  const rounds = roundsOf(node.rounds);
  const result = compile(node.result);
  return (env) => {
    const partial: Datum[] = [];
    const whole = through(rounds, env.under({ partial }), (inner) => {
      if (partial.length >= limits.items) throw new ExpressionFault(`makes more than ${limits.items} items`, node.at);
      partial.push(result(inner));
      return true;
    });
    return whole === null ? null : partial;
  };
}

export function compileQuantified(node: Extract<Node, { is: "quantified" }>): Compiled {
  const rounds = roundsOf(node.rounds);
  const satisfies = compile(node.satisfies);
  const some = node.kind === "some";
  return (env) => {
    let sum: boolean | null = !some;
    const whole = through(rounds, env, (inner) => {
      sum = some ? either(sum, satisfies(inner)) : both(sum, satisfies(inner));
      return sum !== some;
    });
    return whole === null ? null : sum;
  };
}
