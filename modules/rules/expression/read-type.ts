import type { SyntaxNode } from "@lezer/common";
import { child, children, nameOf, type Reading, wordsOf } from "./read.ts";
import { any, type Type, typeNamed } from "./type.ts";

/** Reads a kind after `instance of` or of a parameter; null when nobody knows it. */
export function readType(reading: Reading, node: SyntaxNode): Type | null {
  const inner = node.name === "Type" ? child(node, 0) : node;
  const types = children(inner).filter(({ name }) => name === "Type");
  const last = types.at(-1);
  switch (inner.name) {
    case "ListType": {
      const of = last ? readType(reading, last) : any;
      return of && { is: wordsOf(reading, inner).startsWith("range") ? "range" : "list", of };
    }
    case "ContextType": {
      const fields: Record<string, Type> = {};
      for (const entry of children(inner).flatMap((part) => children(part))) {
        if (entry.name !== "ContextEntryType") continue;
        const type = readType(reading, child(entry, children(entry).length - 1));
        if (!type) return null;
        fields[nameOf(reading, child(entry, 0))] = type;
      }
      return { is: "context", fields };
    }
    case "FunctionType": {
      const given = children(inner)
        .filter(({ name }) => name === "ArgumentTypes")
        .flatMap((part) => children(part))
        .filter(({ name }) => name === "ArgumentType");
      const params = given.map((one) => readType(reading, child(one, 0)));
      const result = last ? readType(reading, last) : any;
      return result && params.every((one) => one !== null) ? { is: "function", params, result } : null;
    }
    default: {
      const name = nameOf(reading, inner);
      return reading.types(name) ?? typeNamed(name);
    }
  }
}
