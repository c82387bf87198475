import type { SyntaxNode } from "@lezer/common";
import { parser } from "lezer-feel";
import { type Compare, type Node, type Test, usesInput } from "./tree.ts";

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

/** The functions of the subset, with how many arguments each takes. */
const functions: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ["count", [1, 1]],
  ["sum", [1, 100]],
  ["min", [1, 100]],
  ["max", [1, 100]],
  ["contains", [2, 2]],
  ["list contains", [2, 2]],
  ["not", [1, 1]],
  ["string length", [1, 1]],
  ["lower case", [1, 1]],
  ["upper case", [1, 1]],
  ["starts with", [2, 2]],
  ["floor", [1, 1]],
  ["ceiling", [1, 1]],
  ["abs", [1, 1]],
  ["concatenate", [1, 100]],
  ["is defined", [1, 1]],
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
  if (!text.trim()) throw new ExpressionFault("empty", 0);
  const root = parser.configure({ top }).parse(text).topNode;
  const tree = root.cursor();
  do {
    if (tree.type.isError) throw new ExpressionFault("cannot be read here", tree.from);
  } while (tree.next());
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
    switch (node.name) {
      case "NumericLiteral":
        return { is: "literal", value: this.#number(node) };
      case "StringLiteral":
        return { is: "literal", value: this.#string(node) };
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
        if (!date || !isDay(date)) throw new ExpressionFault('dates are written date("2026-01-31")', node.from);
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
        if (children(child(node, 1)).length > 1)
          throw new ExpressionFault("one name at a time", child(child(node, 1), 1).from);
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
        const takes = functions.get(name);
        if (!takes) throw new ExpressionFault(`the function "${name}" is not in the subset`, node.from);
        const args = children(child(node, 2)).filter((part) => part.name !== ",");
        if (args.length < takes[0] || args.length > takes[1])
          throw new ExpressionFault(`the function "${name}" is given ${args.length} arguments`, node.from);
        return { is: "call", name, args: args.map((part) => this.node(part)) };
      }
      default:
        throw new ExpressionFault(`"${this.#words(node).slice(0, 40)}" is not in the subset`, node.from);
    }
  }

  #number(node: SyntaxNode): number {
    const words = this.#words(node).replace(/\s/g, "");
    if (!/^-?\d*\.?\d+$/.test(words) || words.replace(/^[-0.]+|\./g, "").length > 15)
      throw new ExpressionFault("a number is at most 15 digits and a point", node.from);
    return Number(words) + 0;
  }

  #string(node: SyntaxNode): string {
    try {
      return JSON.parse(this.#words(node)) as string;
    } catch {
      throw new ExpressionFault("a text is written as in JSON", node.from);
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
      if (tests.length === 0) throw new ExpressionFault("cannot be read here", how.to);
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

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
