import type { Locale, Say, Text } from "../../../kernel/index.ts";
import { textIn } from "../../../kernel/index.ts";
import { compile } from "../expression/compile.ts";
import { type Env, envOf, type Scope } from "../expression/env.ts";
import { parseExpression } from "../expression/parse.ts";
import { type Node, namesIn } from "../expression/tree.ts";
import { plain, type Value } from "../value/datum.ts";
import { type Manner, metWords, valueWords } from "./explanation.ts";
import { bounds, type Met, metBy } from "./met.ts";

/** What a name is called when people are told of it. */
export interface Naming extends Manner {
  label: Text;
}

/** Whether a condition holds, and the parts that decided it, in words. */
export interface Account {
  holds: boolean | null;
  because: string[];
}

/**
 * Why a condition holds or not: only the parts on which it turned. "floor area 85 m², must be not more than 50 m²".
 * `named` gives the words for a name or path ("floorArea", "business.risk"); what it does not know is said as it is.
 */
export function explainCondition(
  text: string,
  scope: Scope,
  named: (path: string) => Naming | undefined,
  say: Say,
  locale: Locale,
): Account {
  const node = parseExpression(text);
  const env = envOf(scope);
  const found = compile(node)(env);
  const holds = typeof found === "boolean" ? found : null;
  const telling: Telling = { env, named, say, locale };
  return { holds, because: [...new Set(because(node, holds, telling))] };
}

interface Telling {
  env: Env;
  named: (path: string) => Naming | undefined;
  say: Say;
  locale: Locale;
}

const valueAt = (node: Node, { env }: Telling): Value => plain(compile(node)(env));
const truth = (node: Node, telling: Telling): boolean | null => {
  const value = valueAt(node, telling);
  return typeof value === "boolean" ? value : null;
};

function because(node: Node, holds: boolean | null, telling: Telling): string[] {
  switch (node.is) {
    case "and":
    case "or": {
      const parts = [node.left, node.right].map((part) => ({ part, held: truth(part, telling) }));
      // What alone makes it so is enough; else every part had its share, but not one that left it open.
      const turned = parts.filter(({ held }) => held === holds);
      return (turned.length > 0 ? turned : parts).flatMap(({ part, held }) => because(part, held, telling));
    }
    case "if": {
      const way = truth(node.when, telling) === true ? node.so : node.else;
      return [...because(node.when, truth(node.when, telling), telling), ...because(way, truth(way, telling), telling)];
    }
    case "call": {
      const [only] = node.args;
      if (node.of.is === "name" && node.of.name === "not" && only) return because(only, truth(only, telling), telling);
      return plainly(node, telling);
    }
    case "compare": {
      const path = pathOf(node.left);
      if (path)
        return [
          sentence(path, node.left, [{ is: bounds[node.op], bound: valueAt(node.right, telling) }], holds, telling),
        ];
      const other = pathOf(node.right);
      const turned = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!=" } as const;
      if (other)
        return [
          sentence(
            other,
            node.right,
            [{ is: bounds[turned[node.op]], bound: valueAt(node.left, telling) }],
            holds,
            telling,
          ),
        ];
      return plainly(node, telling);
    }
    case "between": {
      const path = pathOf(node.of);
      const ends: Met = { is: "between", low: valueAt(node.low, telling), high: valueAt(node.high, telling) };
      return path ? [sentence(path, node.of, [ends], holds, telling)] : plainly(node, telling);
    }
    case "in": {
      const path = pathOf(node.of);
      const all = node.tests.flatMap((test) => metBy(test)(telling.env));
      return path && all.length > 0 ? [sentence(path, node.of, gathered(all), holds, telling)] : plainly(node, telling);
    }
    case "name":
    case "path": {
      const path = pathOf(node);
      return path ? [sentence(path, node, [{ is: "equal", bound: true }], holds, telling)] : [];
    }
    default:
      return plainly(node, telling);
  }
}

/** Several single values are one list of them. */
function gathered(all: readonly Met[]): Met[] {
  const single = all.flatMap((one) => (one.is === "equal" ? [one.bound] : []));
  return single.length > 1 ? [...all.filter(({ is }) => is !== "equal"), { is: "one-of", values: single }] : [...all];
}

function pathOf(node: Node): string | null {
  if (node.is === "name") return node.name;
  const of = node.is === "path" ? pathOf(node.of) : null;
  return node.is === "path" && of !== null ? `${of}.${node.name}` : null;
}

function sentence(path: string, node: Node, limits: readonly Met[], holds: boolean | null, telling: Telling): string {
  const { say, locale, named } = telling;
  const naming = named(path) ?? { label: path };
  const value = valueAt(node, telling);
  const shown = (v: Value) => valueWords(v, naming, say, locale);
  const label = textIn(naming.label, locale);
  if (value === null) return say("rules.because.missing", { label });
  const said = limits.map((one) => metWords(one, shown, say)).join(` ${say("rules.because.or")} `);
  if (holds === true) {
    const plainlySo = limits.every(({ is }) => is === "equal" || is === "one-of");
    return say("rules.because.ground", { label, value: shown(value), limit: plainlySo ? "" : `, ${said}` });
  }
  return say("rules.because.needed", { label, value: shown(value), limit: said });
}

/** What no sentence can say: the values that it was reckoned from. */
function plainly(node: Node, telling: Telling): string[] {
  const { say, locale, named, env } = telling;
  return [...new Set(namesIn(node))].map((name) => {
    const naming = named(name) ?? { label: name };
    const value = plain(env.find(name) ?? null);
    const label = textIn(naming.label, locale);
    if (value === null) return say("rules.because.missing", { label });
    if (typeof value === "object" && !Array.isArray(value)) return label;
    return say("rules.because.ground", { label, value: valueWords(value, naming, say, locale), limit: "" });
  });
}
