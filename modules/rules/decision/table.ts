import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";
import { compile, compileTests, type Scope } from "../expression/evaluate.ts";
import { parseExpression, parseTests } from "../expression/parse.ts";
import type { Test, Value } from "../expression/tree.ts";

const cell = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A decision table as in DMN: inputs, outputs, rules; each period of law has its own rules. */
export const DecisionTable = z
  .object({
    title: textSchema,
    hit: z.enum(["first", "unique", "any", "collect"]).default("first"),
    law: z.string(),
    inputs: z
      .array(z.object({ expression: z.string(), label: textSchema, unit: z.string().optional() }).strict())
      .min(1)
      .max(20),
    outputs: z
      .array(z.string().regex(/^[a-z][a-zA-Z0-9]*$/))
      .min(1)
      .max(10),
    /** How values of its outputs are said to people: "low" as "rendah". */
    words: z.record(z.string(), textSchema).optional(),
    periods: z
      .array(
        z
          .object({
            from: isoDay,
            law: z.string().optional(),
            rules: z
              .array(
                z
                  .object({
                    when: z.array(cell),
                    // biome-ignore lint/suspicious/noThenProperty: the word of a decision rule, never awaited
                    then: z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)),
                  })
                  .strict(),
              )
              .min(1)
              .max(500),
          })
          .strict(),
      )
      .min(1),
  })
  .strict();
export type DecisionTable = z.output<typeof DecisionTable>;

/** Which input met which test: what the explanation is made of. */
export interface Ground {
  input: number;
  value: Value;
  tests: readonly Test[];
}

export interface Decision {
  /** Outputs of the rule that fits; for `collect` each is a list. Null when no rule fits. */
  outputs: Record<string, Value> | null;
  /** Number of the rule from 1; null when none or several. */
  rule: number | null;
  grounds: readonly Ground[];
  period: string;
}

interface CompiledRule {
  tests: { tests: readonly Test[]; holds: (input: Value, scope: Scope) => Value }[];
  results: ((scope: Scope) => Value)[];
}
const compiled = new WeakMap<object, CompiledRule[]>();
const inputsOf = new WeakMap<object, ((scope: Scope) => Value)[]>();

/** Decides by the rules in force on that day ("2026-11-24"). Throws when `unique` or `any` is broken by the table. */
export function decide(table: DecisionTable, scope: Scope, day: string): Decision {
  const period = table.periods.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (!period) return { outputs: null, rule: null, grounds: [], period: "" };
  let inputs = inputsOf.get(table);
  if (!inputs) {
    inputs = table.inputs.map(({ expression }) => compile(parseExpression(expression)));
    inputsOf.set(table, inputs);
  }
  let rules = compiled.get(period);
  if (!rules) {
    rules = period.rules.map((rule) => ({
      tests: rule.when.map((text) => {
        const tests = parseTests(text);
        return { tests, holds: compileTests(tests) };
      }),
      results: rule.then.map((text) => compile(parseExpression(text))),
    }));
    compiled.set(period, rules);
  }
  const values = inputs.map((input) => input(scope));
  const hits = rules
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => rule.tests.every(({ holds }, i) => holds(values[i] ?? null, scope) === true));
  const answer = (rule: CompiledRule) => table.outputs.map((_, i) => rule.results[i]?.(scope) ?? null);
  const named = (outputs: readonly Value[]) =>
    Object.fromEntries(table.outputs.map((name, i) => [name, outputs[i] ?? null]));
  if (table.hit === "collect") {
    const all = hits.map(({ rule }) => answer(rule));
    return {
      outputs: Object.fromEntries(table.outputs.map((name, i) => [name, all.map((row) => row[i] ?? null)])),
      rule: null,
      grounds: [],
      period: period.from,
    };
  }
  const [hit, ...more] = hits;
  if (!hit) return { outputs: null, rule: null, grounds: [], period: period.from };
  if (table.hit === "unique" && more.length > 0)
    throw new Error(`Rules ${hits.map(({ index }) => index + 1).join(" and ")} both fit, but the table says unique`);
  if (
    table.hit === "any" &&
    more.some(({ rule }) => JSON.stringify(answer(rule)) !== JSON.stringify(answer(hit.rule)))
  ) {
    throw new Error(
      `Rules ${hits.map(({ index }) => index + 1).join(" and ")} fit and disagree, but the table says any`,
    );
  }
  const grounds = hit.rule.tests.flatMap(({ tests }, input) =>
    tests.some((test) => test.is === "any") ? [] : [{ input, value: values[input] ?? null, tests }],
  );
  return { outputs: named(answer(hit.rule)), rule: hit.index + 1, grounds, period: period.from };
}
