import type { SyntaxNode } from "@lezer/common";
import { parser } from "lezer-feel";

/** A value of the FEEL subset. Numbers are exact decimals up to 15 digits; dates are "2026-01-31". */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

export type Compare = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** The typed tree that every back end reads: JavaScript and explanation here, SQL later. */
export type Node =
  | { is: "literal"; value: Value }
  | { is: "date"; value: string }
  | { is: "name"; name: string }
  | { is: "input" }
  | { is: "path"; of: Node; name: string }
  | { is: "arithmetic"; op: "+" | "-" | "*" | "/"; left: Node; right: Node }
  | { is: "negate"; of: Node }
  | { is: "compare"; op: Compare; left: Node; right: Node }
  | { is: "between"; of: Node; low: Node; high: Node }
  | { is: "in"; of: Node; tests: readonly Test[] }
  | { is: "and" | "or"; left: Node; right: Node }
  | { is: "if"; when: Node; so: Node; else: Node }
  | { is: "list"; items: readonly Node[] }
  | { is: "quantified"; kind: "some" | "every"; name: string; of: Node; satisfies: Node }
  | { is: "call"; name: string; args: readonly Node[] };

/** One cell of a decision table, or what stands after `in`. */
export type Test =
  | { is: "any" }
  | { is: "not"; tests: readonly Test[] }
  | { is: "compares"; op: Compare; to: Node }
  | { is: "interval"; low: Node; high: Node; lowIn: boolean; highIn: boolean }
  | { is: "equals"; to: Node }
  | { is: "holds"; condition: Node };

/** What is wrong with an expression, at which character. */
export class ExpressionFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = "ExpressionFault";
    this.at = at;
  }
}

/** Limits that keep a definition from being a bomb. */
export const limits = { length: 2000, depth: 40, nodes: 500 } as const;

const functions = new Set([
  "count",
  "sum",
  "min",
  "max",
  "contains",
  "list contains",
  "not",
  "string length",
  "lower case",
  "upper case",
  "starts with",
  "floor",
  "ceiling",
  "abs",
  "concatenate",
  "is defined",
]);

/** Parses an expression. Throws an ExpressionFault that says what and where. */
export function parseExpression(text: string): Node {
  return read(text, "Expression", (walker, node) => walker.node(child(node, 0)));
}

/** Parses a cell: "-", `"a","b"`, `< 50`, `[1..50]`, `not("a")`. */
export function parseTests(text: string): Test[] {
  return read(text, "UnaryTests", (walker, node) => walker.unary(node));
}

function read<T>(text: string, top: string, walk: (walker: Walker, node: SyntaxNode) => T): T {
  if (text.length > limits.length) throw new ExpressionFault(`longer than ${limits.length} characters`, limits.length);
  const root = parser.configure({ top }).parse(text).topNode;
  if (!root.firstChild) throw new ExpressionFault("empty", 0);
  return walk(new Walker(text), root);
}

const children = (node: SyntaxNode): SyntaxNode[] => {
  const all: SyntaxNode[] = [];
  for (let at = node.firstChild; at; at = at.nextSibling) all.push(at);
  return all;
};
const child = (node: SyntaxNode, index: number): SyntaxNode => {
  const found = children(node)[index];
  if (!found) throw new ExpressionFault("incomplete", node.to);
  return found;
};

class Walker {
  readonly #text: string;
  #depth = 0;
  #count = 0;
  constructor(text: string) {
    this.#text = text;
  }
  #words(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  node(node: SyntaxNode): Node {
    if (++this.#count > limits.nodes) throw new ExpressionFault("too many parts", node.from);
    if (++this.#depth > limits.depth) throw new ExpressionFault("nested too deeply", node.from);
    try {
      return this.#read(node);
    } finally {
      this.#depth -= 1;
    }
  }

  #read(node: SyntaxNode): Node {
    const parts = children(node);
    const bad = parts.find((part) => part.type.isError);
    if (bad) throw new ExpressionFault("cannot be read here", bad.from);
    switch (node.name) {
      case "NumericLiteral":
        return { is: "literal", value: Number(this.#words(node)) };
      case "StringLiteral":
        return { is: "literal", value: JSON.parse(this.#words(node)) as string };
      case "BooleanLiteral":
        return { is: "literal", value: this.#words(node) === "true" };
      case "null":
        return { is: "literal", value: null };
      case "VariableName":
        return { is: "name", name: this.#words(node) };
      case "?":
        return { is: "input" };
      case "ParenthesizedExpression":
        return this.node(child(node, 1));
      case "PathExpression":
        return { is: "path", of: this.node(child(node, 0)), name: this.#words(child(node, 2)) };
      case "DateTimeLiteral": {
        const date = /^date\("(\d{4}-\d{2}-\d{2})"\)$/.exec(this.#words(node))?.[1];
        if (!date) throw new ExpressionFault('dates are written date("2026-01-31")', node.from);
        return { is: "date", value: date };
      }
      case "ArithmeticExpression": {
        if (parts.length === 2) return { is: "negate", of: this.node(child(node, 1)) };
        const op = this.#words(child(node, 1));
        if (op !== "+" && op !== "-" && op !== "*" && op !== "/")
          throw new ExpressionFault(`"${op}" is not in the subset`, child(node, 1).from);
        return { is: "arithmetic", op, left: this.node(child(node, 0)), right: this.node(child(node, 2)) };
      }
      case "Conjunction":
      case "Disjunction":
        return {
          is: node.name === "Conjunction" ? "and" : "or",
          left: this.node(child(node, 0)),
          right: this.node(child(node, 2)),
        };
      case "Comparison":
        return this.#comparison(node, parts);
      case "IfExpression":
        return {
          is: "if",
          when: this.node(child(node, 1)),
          so: this.node(child(node, 3)),
          else: this.node(child(node, 5)),
        };
      case "List":
        return {
          is: "list",
          items: parts.filter((part) => !/^[[\],]$/.test(part.name)).map((part) => this.node(part)),
        };
      case "QuantifiedExpression": {
        const each = child(child(node, 1), 0);
        const kind = this.#words(child(node, 0)) === "some" ? "some" : "every";
        return {
          is: "quantified",
          kind,
          name: this.#words(child(each, 0)),
          of: this.node(child(child(each, 2), 0)),
          satisfies: this.node(child(node, 3)),
        };
      }
      case "FunctionInvocation": {
        const name = this.#words(child(node, 0)).replace(/\s+/g, " ");
        if (!functions.has(name)) throw new ExpressionFault(`the function "${name}" is not in the subset`, node.from);
        const args = children(child(node, 2)).filter((part) => part.name !== ",");
        return { is: "call", name, args: args.map((part) => this.node(part)) };
      }
      default:
        throw new ExpressionFault(`"${this.#words(node).slice(0, 40)}" is not in the subset`, node.from);
    }
  }

  #comparison(node: SyntaxNode, parts: SyntaxNode[]): Node {
    const how = child(node, 1);
    if (how.name === "between")
      return {
        is: "between",
        of: this.node(child(node, 0)),
        low: this.node(child(node, 2)),
        high: this.node(child(node, 4)),
      };
    if (how.name === "in") {
      // The grammar reads `x in [1..5] and y` as a test that holds the rest: parentheses make the meaning plain.
      const tests = parts.slice(2).filter((part) => part.name.startsWith("PositiveUnaryTest"));
      return { is: "in", of: this.node(child(node, 0)), tests: tests.flatMap((part) => this.tests(part)) };
    }
    return {
      is: "compare",
      op: this.#words(how) as Compare,
      left: this.node(child(node, 0)),
      right: this.node(child(node, 2)),
    };
  }

  unary(node: SyntaxNode): Test[] {
    const first = child(node, 0);
    if (first.name === "Wildcard") return [{ is: "any" }];
    if (first.name === "not") return [{ is: "not", tests: this.tests(child(node, 2)) }];
    return this.tests(first);
  }

  tests(node: SyntaxNode): Test[] {
    if (node.name === "PositiveUnaryTests")
      return children(node)
        .filter((part) => part.name === "PositiveUnaryTest")
        .flatMap((part) => this.tests(part));
    const inner = child(node, 0);
    if (inner.type.isError) throw new ExpressionFault("cannot be read here", inner.from);
    if (inner.name !== "SimplePositiveUnaryTest") {
      const read = this.node(inner);
      return [usesInput(read) ? { is: "holds", condition: read } : { is: "equals", to: read }];
    }
    const what = child(inner, 0);
    if (what.name === "Interval") {
      const [open, low, , high, close] = children(what);
      if (!open || !low || !high || !close) throw new ExpressionFault("an interval is [low..high]", what.from);
      return [
        {
          is: "interval",
          low: this.node(low),
          high: this.node(high),
          lowIn: this.#words(open) === "[",
          highIn: this.#words(close) === "]",
        },
      ];
    }
    return [{ is: "compares", op: this.#words(what) as Compare, to: this.node(child(inner, 1)) }];
  }
}

function usesInput(node: Node): boolean {
  return (
    node.is === "input" ||
    Object.values(node).some(
      (part) =>
        typeof part === "object" &&
        part !== null &&
        (Array.isArray(part) ? part.some((p) => usesInput(p as Node)) : "is" in part && usesInput(part as Node)),
    )
  );
}

/** The outermost names that a tree reads: a linter checks that each is defined. */
export function namesIn(node: Node | Test, bound: readonly string[] = []): string[] {
  switch (node.is) {
    case "name":
      return bound.includes(node.name) ? [] : [node.name];
    case "quantified":
      return [...namesIn(node.of, bound), ...namesIn(node.satisfies, [...bound, node.name])];
    default:
      return Object.values(node).flatMap((part) => {
        if (Array.isArray(part)) return part.flatMap((p: unknown) => (isNode(p) ? namesIn(p, bound) : []));
        return isNode(part) ? namesIn(part, bound) : [];
      });
  }
}

const isNode = (part: unknown): part is Node => typeof part === "object" && part !== null && "is" in part;
