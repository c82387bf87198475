import type { SyntaxNode } from "@lezer/common";
import { parser, trackVariables } from "lezer-feel";
import { checkCalls } from "./calls.ts";
import { ExpressionFault, limits } from "./fault.ts";
import { children, type Reading, readNode, readUnary } from "./read.ts";
import type { Node, Test } from "./tree.ts";
import type { Type } from "./type.ts";

/** How to read: which names there are (as a shape, for names with blanks), kinds by name, and how much at most. */
export interface Known {
  names?: Readonly<Record<string, unknown>>;
  types?: (name: string) => Type | null;
  /** For models that others made: a hundred times longer. */
  wide?: boolean;
}

/** Parses an expression. Throws an ExpressionFault that says what and where. */
export const parseExpression = (text: string, known: Known = {}): Node =>
  read(text, "Expression", known, (reading, root) => {
    const [only, ...more] = children(root);
    if (!only || more.length > 0) throw new ExpressionFault("cannot be read here", more[0]?.from ?? 0);
    const tree = readNode(reading, only);
    if (!known.wide) checkCalls(tree);
    return tree;
  });

/** Parses a cell: "-", `"a","b"`, `< 50`, `[1..50]`, `not("a")`. */
export const parseTests = (text: string, known: Known = {}): Test[] => read(text, "UnaryTests", known, readUnary);

function read<T>(text: string, top: string, known: Known, walk: (reading: Reading, root: SyntaxNode) => T): T {
  const wide = known.wide ? 100 : 1;
  if (text.length > limits.length * wide)
    throw new ExpressionFault(`longer than ${limits.length * wide} characters`, limits.length * wide);
  if (!text.trim()) throw new ExpressionFault("empty", 0);
  const contextTracker = known.names && trackVariables(known.names);
  // The grammar knows no range<number>: it is read as a list of the same length, and the reader of kinds looks again.
  const legible = text.replace(/\brange(?=\s*<)/g, "list ");
  const root = parser.configure({ top, ...(contextTracker && { contextTracker }) }).parse(legible).topNode;
  const tree = root.cursor();
  do {
    if (tree.type.isError) throw new ExpressionFault("cannot be read here", tree.from);
  } while (tree.next());
  return walk({ text, depth: 0, nodes: 0, most: limits.nodes * wide, types: known.types ?? (() => null) }, root);
}
