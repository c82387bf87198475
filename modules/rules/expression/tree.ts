import type { Operator } from "../value/arithmetic.ts";
import type { Compare } from "../value/compare.ts";
import type { Datum } from "../value/datum.ts";
import type { Type } from "./type.ts";

/** One name that goes through a list or from a number to another. */
export interface Round {
  name: string;
  over: { list: Node } | { from: Node; to: Node };
}

/** The typed tree that every back end reads: JavaScript, SQL, the checker and the explanation. `at` is its character. */
export type Node = { at: number } & (
  | { is: "literal"; value: Datum }
  | { is: "name"; name: string }
  | { is: "input" }
  | { is: "path"; of: Node; name: string; nameAt: number }
  | { is: "filter"; of: Node; by: Node }
  | { is: "arithmetic"; op: Operator; left: Node; right: Node }
  | { is: "negate"; of: Node }
  | { is: "compare"; op: Compare; left: Node; right: Node }
  | { is: "between"; of: Node; low: Node; high: Node }
  | { is: "in"; of: Node; tests: readonly Test[] }
  | { is: "and" | "or"; left: Node; right: Node }
  | { is: "if"; when: Node; so: Node; else: Node }
  | { is: "list"; items: readonly Node[] }
  | { is: "context"; entries: readonly { key: string; value: Node }[] }
  | { is: "range"; low: Node | null; high: Node | null; lowIn: boolean; highIn: boolean }
  | { is: "like"; op: "=" | "!="; to: Node }
  | { is: "quantified"; kind: "some" | "every"; rounds: readonly Round[]; satisfies: Node }
  | { is: "for"; rounds: readonly Round[]; result: Node }
  | { is: "call"; of: Node; args: readonly Node[]; named: readonly string[] | null }
  | { is: "function"; params: readonly { name: string; type: Type | null }[]; body: Node | null }
  | { is: "instance"; of: Node; type: Type | null }
);

/** One cell of a decision table, or what stands after `in`. */
export type Test = { at: number } & (
  | { is: "any" }
  | { is: "not"; tests: readonly Test[] }
  | { is: "compares"; op: Compare; to: Node }
  | { is: "interval"; low: Node; high: Node; lowIn: boolean; highIn: boolean }
  | { is: "equals"; to: Node }
  | { is: "holds"; condition: Node }
);

const isNode = (part: unknown): part is Node | Test => typeof part === "object" && part !== null && "is" in part;

/** The parts right below a node: what a walk goes on with. */
export function partsOf(node: Node | Test): (Node | Test)[] {
  if (node.is === "literal" || node.is === "name" || node.is === "input") return [];
  return Object.values(node).flatMap((part: unknown) =>
    (Array.isArray(part) ? part : [part]).flatMap((one: unknown) => {
      if (isNode(one)) return [one];
      if (typeof one !== "object" || one === null) return [];
      // Entries of a context and rounds of a loop hold their nodes one step deeper.
      return Object.values(one).flatMap((inner: unknown) =>
        isNode(inner)
          ? [inner]
          : typeof inner === "object" && inner !== null
            ? Object.values(inner).filter(isNode)
            : [],
      );
    }),
  );
}

/** Whether a tree reads `?`, the input of the cell it stands in. */
export const usesInput = (node: Node | Test): boolean => node.is === "input" || partsOf(node).some(usesInput);

/** A name that is read, or called with so many arguments. */
export interface Use {
  name: string;
  at: number;
  args: readonly Node[] | null;
}

/** The outermost names that a tree reads or calls, each with its character: a linter checks that each is defined. */
export function usesOf(node: Node | Test, bound: readonly string[] = []): Use[] {
  const under = (part: Node | Test, more: readonly string[] = []) => usesOf(part, [...bound, ...more]);
  switch (node.is) {
    case "name":
      return bound.includes(node.name) ? [] : [{ name: node.name, at: node.at, args: null }];
    case "quantified":
    case "for": {
      const known: string[] = node.is === "for" ? ["partial"] : [];
      const lists = node.rounds.flatMap(({ name, over }) => {
        const found = ("list" in over ? [over.list] : [over.from, over.to]).flatMap((part) => under(part, known));
        known.push(name);
        return found;
      });
      return [...lists, ...under(node.is === "for" ? node.result : node.satisfies, known)];
    }
    case "function":
      return node.body
        ? under(
            node.body,
            node.params.map(({ name }) => name),
          )
        : [];
    case "context": {
      const known: string[] = [];
      return node.entries.flatMap(({ key, value }) => {
        const found = under(value, [...known, key]);
        known.push(key);
        return found;
      });
    }
    case "filter":
      return [...under(node.of), ...under(node.by, ["item"])];
    case "call": {
      const called = under(node.of).map((use) => (use.at === node.of.at ? { ...use, args: node.args } : use));
      return [...called, ...node.args.flatMap((part) => under(part))];
    }
    default:
      return partsOf(node).flatMap((part) => under(part));
  }
}

/** The outermost names that a tree reads; the names of functions that it calls are no such names. */
export const namesIn = (node: Node | Test): string[] =>
  usesOf(node).flatMap(({ name, args }) => (args === null ? [name] : []));
