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

/** Whether a tree reads `?`, the input of the cell it stands in. */
export function usesInput(node: Node): boolean {
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
