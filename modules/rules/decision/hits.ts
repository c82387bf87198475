import type { Compiled } from "../expression/compile.ts";
import type { Env } from "../expression/env.ts";
import type { Judge } from "../expression/tests.ts";
import { builtIn } from "../functions/index.ts";
import { compare, same } from "../value/compare.ts";
import type { Datum } from "../value/datum.ts";

/** What happens when several rules fit: the hit policies of DMN, in words. */
export const hitPolicies = [
  "first",
  "unique",
  "any",
  "priority",
  "output-order",
  "rule-order",
  "collect",
  "sum",
  "min",
  "max",
  "count",
] as const;
export type HitPolicy = (typeof hitPolicies)[number];
/** Policies whose outcome is a list for each output. */
export const listing: ReadonlySet<HitPolicy> = new Set(["output-order", "rule-order", "collect"]);

/** The rules of a table made ready: one judge per input, one result per output. */
export interface Rules {
  hit: HitPolicy;
  rules: readonly { tests: readonly Judge[]; results: readonly Compiled[] }[];
  /** Per output its values, the one that counts most first: for `priority` and `output-order`. */
  ranks: readonly (readonly Datum[] | null)[];
}

/** A rule that fits, counted from 0, with its results. */
export interface Hit {
  rule: number;
  outputs: readonly Datum[];
}

/** A table contradicts itself: the file must be mended, nothing may be guessed. */
export class TableFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TableFault";
  }
}

const named = (hits: readonly Hit[]): string => hits.map(({ rule }) => rule + 1).join(" and ");

/**
 * The rules that count, in the order that the policy says. Throws a TableFault when `unique` or `any` is broken.
 * For the policies that give one answer there is one hit at most.
 */
export function hitsOf({ hit, rules, ranks }: Rules, inputs: readonly Datum[], env: Env): Hit[] {
  const hits: Hit[] = [];
  for (const [rule, { tests, results }] of rules.entries()) {
    if (!tests.every((test, i) => test(inputs[i] ?? null, env) === true)) continue;
    hits.push({ rule, outputs: results.map((result) => result(env)) });
    if (hit === "first") break;
  }
  if (hit === "unique" && hits.length > 1)
    throw new TableFault(`Rules ${named(hits)} both fit, but the table says unique`);
  const [first] = hits;
  if (hit === "any" && first) {
    if (hits.some(({ outputs }) => !outputs.every((value, i) => same(value, first.outputs[i] ?? null) === true)))
      throw new TableFault(`Rules ${named(hits)} fit and disagree, but the table says any`);
    return [first];
  }
  if (hit !== "priority" && hit !== "output-order") return hits;
  const sorted = hits.toSorted((a, b) => {
    for (const [i, ranked] of ranks.entries()) {
      const apart = rankOf(ranked, a.outputs[i]) - rankOf(ranked, b.outputs[i]);
      if (apart !== 0) return apart;
    }
    return 0;
  });
  return hit === "priority" ? sorted.slice(0, 1) : sorted;
}

function rankOf(ranked: readonly Datum[] | null, value: Datum | undefined): number {
  const found = ranked?.findIndex((one) => compare("=", one, value ?? null, false) === true) ?? -1;
  return found < 0 ? Number.MAX_SAFE_INTEGER : found;
}

/** One number of many hits, for the policies that add up; undefined for the others. */
export function aggregated(hit: HitPolicy, values: readonly Datum[]): Datum | undefined {
  if (hit === "count") return values.length;
  if (hit !== "sum" && hit !== "min" && hit !== "max") return undefined;
  return values.length === 0 ? null : (builtIn(hit)?.call([values]) ?? null);
}
