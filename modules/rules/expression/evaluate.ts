import { over, plus, times } from "./decimal.ts";
import { parseExpression } from "./parse.ts";
import type { Compare, Node, Test, Value } from "./tree.ts";

export type Scope = Readonly<Record<string, Value | undefined>>;
export type Compiled = (scope: Scope) => Value;

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
const isContext = (value: Value): value is { readonly [name: string]: Value } =>
  typeof value === "object" && value !== null && !isList(value);

/** Compiles a tree to a closure. What is unknown is null, and null spreads as in three-valued logic. */
export function compile(node: Node): Compiled {
  switch (node.is) {
    case "literal":
      return () => node.value;
    case "date":
      return () => node.value;
    case "name":
      return (scope) => (Object.hasOwn(scope, node.name) ? (scope[node.name] ?? null) : null);
    case "input":
      return (scope) => scope["?"] ?? null;
    case "path": {
      const of = compile(node.of);
      return (scope) => member(of(scope), node.name);
    }
    case "negate": {
      const of = compile(node.of);
      return (scope) => {
        const value = of(scope);
        return typeof value === "number" ? 0 - value : null;
      };
    }
    case "arithmetic": {
      const [left, right] = [compile(node.left), compile(node.right)];
      return (scope) => arithmetic(node.op, left(scope), right(scope));
    }
    case "compare": {
      const [left, right] = [compile(node.left), compile(node.right)];
      return (scope) => compare(node.op, left(scope), right(scope));
    }
    case "between": {
      const [of, low, high] = [compile(node.of), compile(node.low), compile(node.high)];
      return (scope) => both(compare(">=", of(scope), low(scope)), compare("<=", of(scope), high(scope)));
    }
    case "in": {
      const of = compile(node.of);
      const test = compileTests(node.tests);
      return (scope) => test(of(scope), scope);
    }
    case "and":
    case "or": {
      const [left, right] = [compile(node.left), compile(node.right)];
      return node.is === "and"
        ? (scope) => both(left(scope), right(scope))
        : (scope) => either(left(scope), right(scope));
    }
    case "if": {
      const [when, then, otherwise] = [compile(node.when), compile(node.so), compile(node.else)];
      return (scope) => (when(scope) === true ? then(scope) : otherwise(scope));
    }
    case "list": {
      const items = node.items.map(compile);
      return (scope) => items.map((item) => item(scope));
    }
    case "quantified": {
      const [of, satisfies] = [compile(node.of), compile(node.satisfies)];
      return (scope) => {
        const list = of(scope);
        if (!isList(list)) return null;
        const all = list.map((item) => satisfies({ ...scope, [node.name]: item }));
        return node.kind === "some" ? all.reduce<Value>(either, false) : all.reduce<Value>(both, true);
      };
    }
    case "call": {
      const args = node.args.map(compile);
      return (scope) =>
        call(
          node.name,
          args.map((arg) => arg(scope)),
        );
    }
  }
}

type Judge = (input: Value, scope: Scope) => Value;

function compileTest(test: Test): Judge {
  switch (test.is) {
    case "any":
      return () => true;
    case "not": {
      const inner = compileTests(test.tests);
      return (input, scope) => negated(inner(input, scope));
    }
    case "compares": {
      const to = compile(test.to);
      return (input, scope) => compare(test.op, input, to(scope));
    }
    case "interval": {
      const [low, high] = [compile(test.low), compile(test.high)];
      return (input, scope) =>
        both(
          compare(test.lowIn ? ">=" : ">", input, low(scope)),
          compare(test.highIn ? "<=" : "<", input, high(scope)),
        );
    }
    case "equals": {
      const to = compile(test.to);
      return (input, scope) => {
        const wanted = to(scope);
        return isList(wanted) && !isList(input)
          ? wanted.some((item) => compare("=", input, item) === true)
          : compare("=", input, wanted);
      };
    }
    case "holds": {
      const condition = compile(test.condition);
      return (input, scope) => condition({ ...scope, "?": input });
    }
  }
}

/** A cell of a table as a function of the input's value. */
export function compileTests(tests: readonly Test[]): Judge {
  const each = tests.map(compileTest);
  return (input, scope) =>
    each.reduce<Value>((before, test) => (before === true ? true : either(before, test(input, scope))), false);
}

const kept = new Map<string, Compiled>();
/** Evaluates an expression's text; compiled once, at most 5,000 texts are kept. */
export function evaluate(text: string, scope: Scope): Value {
  let made = kept.get(text);
  if (!made) {
    if (kept.size >= 5000) kept.clear();
    made = compile(parseExpression(text));
    kept.set(text, made);
  }
  return made(scope);
}

function member(value: Value, name: string): Value {
  if (isList(value)) return value.map((item) => member(item, name));
  return isContext(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

function arithmetic(op: "+" | "-" | "*" | "/", left: Value, right: Value): Value {
  if (op === "+" && typeof left === "string" && typeof right === "string") return left + right;
  if (typeof left !== "number" || typeof right !== "number") return null;
  const result =
    op === "+"
      ? plus(left, right)
      : op === "-"
        ? plus(left, -right)
        : op === "*"
          ? times(left, right)
          : over(left, right);
  // What is too large for a number is unknown, never infinite.
  return result !== null && Number.isFinite(result) ? result : null;
}

function same(left: Value, right: Value): boolean {
  if (isList(left) && isList(right))
    return left.length === right.length && left.every((item, i) => same(item, right[i] ?? null));
  if (isContext(left) && isContext(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && same(left[key] ?? null, right[key] ?? null))
    );
  }
  return left === right;
}

export function compare(op: Compare, left: Value, right: Value): Value {
  if (op === "=" || op === "!=") {
    const comparable = left === null || right === null || typeof left === typeof right;
    if (!comparable) return null;
    return same(left, right) === (op === "=");
  }
  if (typeof left !== typeof right || (typeof left !== "number" && typeof left !== "string")) return null;
  const [a, b] = [left as number, right as number];
  return op === "<" ? a < b : op === "<=" ? a <= b : op === ">" ? a > b : a >= b;
}

const negated = (value: Value): Value => (typeof value === "boolean" ? !value : null);
function both(left: Value, right: Value): Value {
  if (left === false || right === false) return false;
  return left === true && right === true ? true : null;
}
function either(left: Value, right: Value): Value {
  if (left === true || right === true) return true;
  return left === false && right === false ? false : null;
}

function call(name: string, args: readonly Value[]): Value {
  const [first = null, second = null] = args;
  const items = args.length === 1 && isList(first) ? first : args;
  const numbers = items.every((item): item is number => typeof item === "number") ? (items as readonly number[]) : null;
  switch (name) {
    case "count":
      return isList(first) ? first.length : null;
    case "sum":
      return numbers && numbers.length > 0 ? numbers.reduce<Value>((sum, item) => arithmetic("+", sum, item), 0) : null;
    case "min":
      return numbers && numbers.length > 0 ? numbers.reduce((a, b) => Math.min(a, b)) : null;
    case "max":
      return numbers && numbers.length > 0 ? numbers.reduce((a, b) => Math.max(a, b)) : null;
    case "not":
      return negated(first);
    case "contains":
      return typeof first === "string" && typeof second === "string" ? first.includes(second) : null;
    case "starts with":
      return typeof first === "string" && typeof second === "string" ? first.startsWith(second) : null;
    case "list contains":
      return isList(first) ? first.some((item) => same(item, second)) : null;
    case "string length":
      return typeof first === "string" ? [...first].length : null;
    case "lower case":
      return typeof first === "string" ? first.toLowerCase() : null;
    case "upper case":
      return typeof first === "string" ? first.toUpperCase() : null;
    case "floor":
      return typeof first === "number" ? Math.floor(first) : null;
    case "ceiling":
      return typeof first === "number" ? Math.ceil(first) + 0 : null;
    case "abs":
      return typeof first === "number" ? Math.abs(first) : null;
    case "concatenate":
      return args.every(isList) ? args.flatMap((list) => [...(list as readonly Value[])]) : null;
    case "is defined":
      return first !== null;
    default:
      throw new Error(`The function ${name} passed the parser but is not here`);
  }
}
