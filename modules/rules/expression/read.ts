import type { SyntaxNode } from "@lezer/common";
import type { Operator } from "../value/arithmetic.ts";
import type { Compare } from "../value/compare.ts";
import { ExpressionFault, limits } from "./fault.ts";
import { readNumeral, readTemporal, readText } from "./literal.ts";
import { readType } from "./read-type.ts";
import { type Node, type Round, type Test, usesInput } from "./tree.ts";
import type { Type } from "./type.ts";

/** A text on its way to a tree. */
export interface Reading {
  text: string;
  depth: number;
  nodes: number;
  most: number;
  types: (name: string) => Type | null;
}

/** The parts of a node, without the remarks between them. */
export const children = (node: SyntaxNode): SyntaxNode[] => {
  const all: SyntaxNode[] = [];
  for (let at = node.firstChild; at; at = at.nextSibling) if (!at.name.endsWith("Comment")) all.push(at);
  return all;
};
export const child = (node: SyntaxNode, index: number): SyntaxNode => {
  const found = children(node)[index];
  if (!found) throw new ExpressionFault("incomplete", node.to);
  return found;
};
export const wordsOf = (reading: Reading, node: SyntaxNode): string => reading.text.slice(node.from, node.to);
/** A name with its blanks made single. */
export const nameOf = (reading: Reading, node: SyntaxNode): string =>
  wordsOf(reading, node).trim().replace(/\s+/g, " ");
const bare = (node: SyntaxNode): SyntaxNode[] => children(node).filter(({ name }) => !/^[[\](){},]$/.test(name));

/** Reads a node; refuses what is too deep or too much. */
export function readNode(reading: Reading, node: SyntaxNode): Node {
  if (++reading.nodes > reading.most) throw new ExpressionFault("too many parts", node.from);
  if (++reading.depth > limits.depth) throw new ExpressionFault("nested too deeply", node.from);
  try {
    return { at: node.from, ...shapeOf(reading, node) } as Node;
  } finally {
    reading.depth -= 1;
  }
}

/** A node without its place: `Omit` alone would forget which parts belong to which kind. */
type Shape = Node extends infer N ? (N extends Node ? Omit<N, "at"> : never) : never;

function shapeOf(reading: Reading, node: SyntaxNode): Shape {
  const parts = children(node);
  const part = (index: number): Node => readNode(reading, child(node, index));
  switch (node.name) {
    case "NumericLiteral":
      return { is: "literal", value: readNumeral(wordsOf(reading, node), node.from) };
    case "StringLiteral":
      return { is: "literal", value: readText(wordsOf(reading, node)) };
    case "BooleanLiteral":
      return { is: "literal", value: wordsOf(reading, node) === "true" };
    case "null":
      return { is: "literal", value: null };
    case "VariableName":
    case "SpecialFunctionName":
    case "DateTimeConstructor":
      return { is: "name", name: nameOf(reading, node) };
    case "?":
      return { is: "input" };
    case "ParenthesizedExpression":
      return parenthesized(reading, child(node, 1));
    case "PathExpression":
      return { is: "path", of: part(0), name: nameOf(reading, child(node, 2)), nameAt: child(node, 2).from };
    case "FilterExpression":
      return { is: "filter", of: part(0), by: part(2) };
    case "DateTimeLiteral":
      return parts[0]?.name === "AtLiteral" ? atLiteral(reading, parts[0]) : callOf(reading, node);
    case "FunctionInvocation":
      return callOf(reading, node);
    case "ArithmeticExpression":
      if (parts.length === 2) return { is: "negate", of: part(1) };
      return { is: "arithmetic", op: wordsOf(reading, child(node, 1)) as Operator, left: part(0), right: part(2) };
    case "Conjunction":
    case "Disjunction":
      return { is: node.name === "Conjunction" ? "and" : "or", left: part(0), right: part(2) };
    case "Comparison":
      return comparison(reading, node, parts);
    case "IfExpression":
      return { is: "if", when: part(1), so: part(3), else: part(5) };
    case "List":
      return { is: "list", items: bare(node).map((one) => readNode(reading, one)) };
    case "Context":
      return { is: "context", entries: entriesOf(reading, node) };
    case "ForExpression":
      return { is: "for", rounds: rounds(reading, child(node, 1)), result: part(3) };
    case "QuantifiedExpression": {
      const kind = wordsOf(reading, child(node, 0)) === "some" ? "some" : "every";
      return { is: "quantified", kind, rounds: rounds(reading, child(node, 1)), satisfies: part(3) };
    }
    case "FunctionDefinition":
      return written(reading, node);
    case "InstanceOfExpression":
      return { is: "instance", of: part(0), type: readType(reading, child(node, 3)) };
    case "SimplePositiveUnaryTest":
      if (parts[0]?.name === "Interval") return interval(reading, parts[0], "range") as Shape;
      break;
  }
  throw new ExpressionFault(`"${wordsOf(reading, node).slice(0, 40)}" cannot stand here`, node.from);
}

/** Between parentheses a test such as `> 5` is a range of its own. */
function parenthesized(reading: Reading, inner: SyntaxNode): Shape {
  if (inner.name !== "SimplePositiveUnaryTest" || child(inner, 0).name === "Interval") return readNode(reading, inner);
  const op = wordsOf(reading, child(inner, 0));
  const end = readNode(reading, child(inner, 1));
  const ends = { is: "range", low: null, high: null, lowIn: false, highIn: false } as const;
  if (op === "=" || op === "!=") return { is: "like", op, to: end };
  return op.startsWith("<") ? { ...ends, high: end, highIn: op === "<=" } : { ...ends, low: end, lowIn: op === ">=" };
}

function atLiteral(reading: Reading, node: SyntaxNode): Shape {
  const value = readTemporal(readText(wordsOf(reading, child(node, 0))));
  if (!value) throw new ExpressionFault('a day is written @"2026-01-31", a duration @"P14D"', node.from);
  return { is: "literal", value };
}

function callOf(reading: Reading, node: SyntaxNode): Shape {
  const of = readNode(reading, child(node, 0));
  const given = children(node).find(({ name }) => /Parameters$/.test(name));
  const each = given ? bare(given) : [];
  if (given?.name !== "NamedParameters")
    return { is: "call", of, args: each.map((one) => readNode(reading, one)), named: null };
  return {
    is: "call",
    of,
    args: each.map((one) => readNode(reading, child(one, children(one).length - 1))),
    named: each.map((one) => nameOf(reading, child(one, 0))),
  };
}

function entriesOf(reading: Reading, node: SyntaxNode): { key: string; value: Node }[] {
  const entries = bare(node).map((entry) => {
    const key = child(child(entry, 0), 0);
    const said = wordsOf(reading, key);
    return {
      key: key.name === "StringLiteral" ? readText(said) : nameOf(reading, child(entry, 0)),
      value: readNode(reading, child(entry, children(entry).length - 1)),
      at: entry.from,
    };
  });
  const twice = entries.find(({ key }, i) => entries.findIndex((other) => other.key === key) < i);
  if (twice) throw new ExpressionFault(`"${twice.key}" is there twice`, twice.at);
  return entries.map(({ key, value }) => ({ key, value }));
}

function rounds(reading: Reading, node: SyntaxNode): Round[] {
  return bare(node).map((one) => {
    const through = children(child(one, children(one).length - 1));
    const [from, , to] = through;
    if (!from) throw new ExpressionFault("incomplete", one.to);
    const over = to ? { from: readNode(reading, from), to: readNode(reading, to) } : { list: readNode(reading, from) };
    return { name: nameOf(reading, child(one, 0)), over };
  });
}

function written(reading: Reading, node: SyntaxNode): Shape {
  const parts = children(node);
  const list = parts.find(({ name }) => name === "FormalParameters");
  const params = (list ? bare(list) : []).map((one) => {
    const type = children(one).find(({ name }) => name === "Type");
    return { name: nameOf(reading, child(one, 0)), type: type ? readType(reading, type) : null };
  });
  const body = parts.find(({ name }) => name === "FunctionBody");
  if (!body) throw new ExpressionFault("a function needs a body", node.to);
  // What another program would have to do is known as a function and is unknown when called.
  const foreign = parts.some(({ name }) => name === "external");
  return { is: "function", params, body: foreign ? null : readNode(reading, child(body, 0)) };
}

function comparison(reading: Reading, node: SyntaxNode, parts: readonly SyntaxNode[]): Shape {
  const how = child(node, 1);
  const of = readNode(reading, child(node, 0));
  if (how.name === "between")
    return { is: "between", of, low: readNode(reading, child(node, 2)), high: readNode(reading, child(node, 4)) };
  if (how.name === "in") {
    // The grammar reads `x in [1..5] and y` as a test that holds the rest: parentheses make the meaning plain.
    const tests = parts.slice(2).filter(({ name }) => name.startsWith("PositiveUnaryTest"));
    if (tests.length === 0) throw new ExpressionFault("cannot be read here", how.to);
    return { is: "in", of, tests: tests.flatMap((part) => readTests(reading, part)) };
  }
  return { is: "compare", op: wordsOf(reading, how) as Compare, left: of, right: readNode(reading, child(node, 2)) };
}

/** Reads a whole cell. */
export function readUnary(reading: Reading, node: SyntaxNode): Test[] {
  const [first, ...more] = children(node);
  if (!first) throw new ExpressionFault("empty", 0);
  if (first.name === "Wildcard") return [{ is: "any", at: first.from }];
  if (first.name !== "not") return readTests(reading, first);
  const inner = more.find(({ name }) => name.startsWith("PositiveUnaryTest"));
  if (!inner) throw new ExpressionFault("not( ) needs a test", first.to);
  return [{ is: "not", at: first.from, tests: readTests(reading, inner) }];
}

function readTests(reading: Reading, node: SyntaxNode): Test[] {
  if (node.name === "PositiveUnaryTests") return bare(node).flatMap((part) => readTests(reading, part));
  const inner = child(node, 0);
  const at = inner.from;
  if (inner.name !== "SimplePositiveUnaryTest") {
    const tree = readNode(reading, inner);
    return [usesInput(tree) ? { is: "holds", at, condition: tree } : { is: "equals", at, to: tree }];
  }
  const what = child(inner, 0);
  if (what.name === "Interval") return [interval(reading, what, "interval") as Test];
  return [{ is: "compares", at, op: wordsOf(reading, what) as Compare, to: readNode(reading, child(inner, 1)) }];
}

function interval(reading: Reading, node: SyntaxNode, is: "range" | "interval") {
  const [open, low, , high, close] = children(node);
  if (!open || !low || !high || !close) throw new ExpressionFault("an interval is [low..high]", node.from);
  const ends = { lowIn: wordsOf(reading, open) === "[", highIn: wordsOf(reading, close) === "]" };
  return { is, at: node.from, low: readNode(reading, low), high: readNode(reading, high), ...ends };
}
