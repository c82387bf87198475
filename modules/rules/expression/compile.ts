import { builtIn } from "../functions/index.ts";
import { arithmetic, negated } from "../value/arithmetic.ts";
import { both, compare, either, rangeOf } from "../value/compare.ts";
import { type Datum, datum, Func, isContext, isList, Range, type Value } from "../value/datum.ts";
import { isNum } from "../value/number.ts";
import type { Env } from "./env.ts";
import { ExpressionFault, limits } from "./fault.ts";
import { compileFor, compileQuantified } from "./loop.ts";
import { member } from "./member.ts";
import { compileTests } from "./tests.ts";
import type { Node } from "./tree.ts";
import { coerced, ofKind } from "./type.ts";

export type Compiled = (env: Env) => Datum;

/** Compiles a tree to a closure. What is unknown is null, and null spreads as in three-valued logic. */
export function compile(node: Node): Compiled {
  switch (node.is) {
    case "literal": {
      const { value } = node;
      return () => value;
    }
    case "name": {
      const { name } = node;
      return (env) => datum((env.find(name) ?? builtIn(name) ?? null) as Value);
    }
    case "input":
      return (env) => env.find("?") ?? null;
    case "path": {
      const [of, name] = [compile(node.of), node.name];
      return (env) => datum(member(of(env), name, env.run.loose) as Value);
    }
    case "filter":
      return filter(node.of, node.by);
    case "negate": {
      const of = compile(node.of);
      return (env) => negated(of(env));
    }
    case "arithmetic": {
      const [left, right, op] = [compile(node.left), compile(node.right), node.op];
      return (env) => arithmetic(op, left(env), right(env), env.run.loose);
    }
    case "compare": {
      const [left, right, op] = [compile(node.left), compile(node.right), node.op];
      return (env) => compare(op, left(env), right(env), env.run.loose);
    }
    case "between": {
      const [of, low, high] = [compile(node.of), compile(node.low), compile(node.high)];
      return (env) => {
        const value = of(env);
        const { loose } = env.run;
        return both(compare(">=", value, low(env), loose), compare("<=", value, high(env), loose));
      };
    }
    case "in": {
      const of = compile(node.of);
      const test = compileTests(node.tests);
      return (env) => test(of(env), env);
    }
    case "and": {
      const [left, right] = [compile(node.left), compile(node.right)];
      return (env) => {
        const first = left(env);
        return first === false ? false : both(first, right(env));
      };
    }
    case "or": {
      const [left, right] = [compile(node.left), compile(node.right)];
      return (env) => {
        const first = left(env);
        return first === true ? true : either(first, right(env));
      };
    }
    case "if": {
      const [when, then, otherwise] = [compile(node.when), compile(node.so), compile(node.else)];
      return (env) => (when(env) === true ? then(env) : otherwise(env));
    }
    case "list": {
      const items = node.items.map(compile);
      return (env) => items.map((item) => item(env));
    }
    case "context":
      return context(node.entries);
    case "range": {
      const [low, high] = [node.low && compile(node.low), node.high && compile(node.high)];
      return (env) => rangeOf(low?.(env), high?.(env), node.lowIn, node.highIn);
    }
    case "like": {
      const [to, op] = [compile(node.to), node.op];
      return (env) => {
        const end = to(env);
        return new Range(end, end, op === "=", op === "=", op);
      };
    }
    case "quantified":
      return compileQuantified(node);
    case "for":
      return compileFor(node);
    case "call":
      return call(node.of, node.args, node.named);
    case "function":
      return written(node.params, node.body);
    case "instance": {
      const [of, type] = [compile(node.of), node.type];
      return (env) => {
        const value = of(env);
        if (!type) return null;
        if (value === null) return type.is === "null";
        return ofKind(value, type);
      };
    }
  }
}

function filter(listed: Node, by: Node): Compiled {
  const [of, keep] = [compile(listed), compile(by)];
  return (env) => {
    const value = of(env);
    const list = isList(value) ? value : value === null ? [] : [value];
    const kept: Datum[] = [];
    for (const item of list.length > 0 ? list : [null]) {
      env.step();
      const found = keep(env.under(isContext(item) ? { item, ...item } : { item }));
      // A number names one item: counted from 1, or backwards from -1.
      if (isNum(found)) return typeof found === "number" ? (list.at(found > 0 ? found - 1 : found) ?? null) : null;
      if (found === true && list.length > 0) kept.push(item);
    }
    return kept;
  };
}

function context(entries: readonly { key: string; value: Node }[]): Compiled {
  const each = entries.map(({ key, value }) => ({ key, value: compile(value) }));
  return (env) => {
    const made: Record<string, Datum> = {};
    const inner = env.under(made);
    for (const { key, value } of each)
      Object.defineProperty(made, key, { value: value(inner), enumerable: true, configurable: true, writable: true });
    return made;
  };
}

function call(of: Node, args: readonly Node[], named: readonly string[] | null): Compiled {
  const given = args.map(compile);
  const called = compile(of);
  const name = of.is === "name" ? of.name : null;
  // What is given in the scope under the name of a built-in, and is no function, does not hide it: `date(date)`.
  const known = name === null ? undefined : builtIn(name);
  return (env) => {
    const found = name === null ? called(env) : env.find(name);
    const func = found instanceof Func ? found : known;
    if (!func) return null;
    if (func === known && args.length === 0 && (name === "now" || name === "today")) return env.time(name);
    const values = given.map((arg) => arg(env));
    const placed = named ? inPlaces(func, named, values) : { call: func.call, args: values };
    if (!placed) return null;
    if (env.run.calls >= limits.calls) throw new ExpressionFault("calls itself too often", of.at);
    env.run.calls += 1;
    try {
      return placed.call(placed.args, env.run.loose);
    } finally {
      env.run.calls -= 1;
    }
  };
}

/** Named arguments in the order of the parameters of the form that has them; null when none has. */
function inPlaces({ forms }: Func, named: readonly string[], values: readonly Datum[]) {
  const form = forms.find(({ params }) => named.every((name) => params.includes(name)));
  if (!form) return null;
  const last = Math.max(-1, ...named.map((name) => form.params.indexOf(name)));
  const args = form.params.slice(0, last + 1).map((param): Datum => {
    const at = named.indexOf(param);
    return at < 0 ? null : (values[at] ?? null);
  });
  return { call: form.call, args };
}

function written(params: Extract<Node, { is: "function" }>["params"], body: Node | null): Compiled {
  const does = body && compile(body);
  const names = params.map(({ name }) => name);
  return (env) =>
    new Func(names, (args) => {
      if (!does || args.length !== names.length) return null;
      env.step();
      const given = params.map(({ name, type }, i) => {
        const value = args[i] ?? null;
        return [name, type ? coerced(value, type) : value] as const;
      });
      return does(env.under(Object.fromEntries(given)));
    });
}
