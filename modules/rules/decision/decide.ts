import { type Compiled, compile } from "../expression/compile.ts";
import { type Env, envOf, type Scope } from "../expression/env.ts";
import { parseExpression, parseTests } from "../expression/parse.ts";
import { compileTests } from "../expression/tests.ts";
import { type Datum, plain, type Value } from "../value/datum.ts";
import { aggregated, type Hit, hitsOf, listing, type Rules } from "./hits.ts";
import { type Met, metBy } from "./met.ts";
import { inForce, valuesOn } from "./parameter.ts";
import type { DecisionTable } from "./table.ts";

/** Which input met which tests: what the explanation is made of. */
export interface Ground {
  input: number;
  value: Value;
  met: readonly Met[];
}

export interface Decision {
  /** Outputs of the rule that fits; lists for `collect` and the orders, numbers for sums. Null when no rule fits. */
  outputs: Record<string, Value> | null;
  /** Number of the rule from 1; null when none or several. */
  rule: number | null;
  /** Numbers of all rules that fit, in the order that counts. */
  rules?: readonly number[];
  grounds: readonly Ground[];
  period: string;
}

interface Ready {
  rules: Rules;
  /** Per rule and input, what its cell tells; null where anything goes. */
  tells: readonly (((env: Env) => Met[])[] | null)[][];
  inputs: readonly Compiled[];
  otherwise: readonly Compiled[] | null;
}
const kept = new WeakMap<object, Ready>();

function ready(table: DecisionTable, period: DecisionTable["periods"][number]): Ready {
  let made = kept.get(period);
  if (!made) {
    const tests = period.rules.map(({ when }) => when.map((text) => parseTests(text)));
    made = {
      tells: tests.map((row) => row.map((cell) => (cell.some(({ is }) => is === "any") ? null : cell.map(metBy)))),
      inputs: table.inputs.map(({ expression }) => compile(parseExpression(expression))),
      otherwise: table.otherwise?.map((text) => compile(parseExpression(text))) ?? null,
      rules: {
        hit: table.hit,
        ranks: table.outputs.map((name) => table.values?.[name] ?? null),
        rules: period.rules.map((rule, i) => ({
          tests: (tests[i] ?? []).map((cell) => compileTests(cell)),
          results: rule.then.map((text) => compile(parseExpression(text))),
        })),
      },
    };
    kept.set(period, made);
  }
  return made;
}

/**
 * Decides by the rules and parameters in force on that day ("2026-11-24"). Throws a TableFault when `unique` or `any` is
 * broken by the table.
 */
export function decide(table: DecisionTable, scope: Scope, day: string): Decision {
  const period = inForce(table.periods, day);
  if (!period) return { outputs: null, rule: null, grounds: [], period: "" };
  const { rules, inputs, tells, otherwise } = ready(table, period);
  const env = envOf(table.parameters ? { ...valuesOn(table.parameters, day), ...scope } : scope);
  const values = inputs.map((input) => input(env));
  const hits = hitsOf(rules, values, env);
  const found = { period: period.from, rules: hits.map(({ rule }) => rule + 1) };
  const outputs = outputsOf(table, hits, otherwise, env);
  const [hit] = hits;
  if (!hit || listing.has(table.hit) || aggregated(table.hit, []) !== undefined)
    return { outputs, rule: null, grounds: [], ...found };
  const grounds = (tells[hit.rule] ?? []).flatMap((cell, input): Ground[] =>
    cell ? [{ input, value: plain(values[input] ?? null), met: cell.flatMap((tell) => tell(env)) }] : [],
  );
  return { outputs, rule: hit.rule + 1, grounds, ...found };
}

function outputsOf(
  { outputs, hit: policy }: DecisionTable,
  hits: readonly Hit[],
  otherwise: readonly Compiled[] | null,
  env: Env,
): Decision["outputs"] {
  const named = (of: (i: number) => Datum) => Object.fromEntries(outputs.map((name, i) => [name, plain(of(i))]));
  const [first] = hits;
  if (!first && otherwise) return named((i) => otherwise[i]?.(env) ?? null);
  const all = (i: number) => hits.map((hit) => hit.outputs[i] ?? null);
  if (listing.has(policy)) return named(all);
  if (aggregated(policy, []) !== undefined) return named((i) => aggregated(policy, all(i)) ?? null);
  return first ? named((i) => first.outputs[i] ?? null) : null;
}
