import { parseSync, Visitor } from "oxc-parser";

/** What one source file says that the walls are about. */
export interface Reading {
  /** Import specifiers as written; `import type` and `import("x").T` count as much as any other. */
  imports: string[];
  /** `import(name)` with a name that only a run would know. */
  blindImports: number;
  /** Names handed to Kysely as tables, with the method: ["insertInto", "cases.case"]. */
  tables: [method: string, table: string][];
  /** All strings and template parts, for SQL in them. */
  texts: string[];
  /** Property names of interfaces and types, as in tables.ts. */
  keys: string[];
  exports: number;
  faults: string[];
}

const tableMethods = new Set(
  "selectFrom insertInto updateTable deleteFrom mergeInto replaceInto innerJoin leftJoin rightJoin fullJoin crossJoin using from table".split(
    " ",
  ),
);

/**
 * Reads a TypeScript or TSX file with a parser of its own, not the compiler's:
 * the native compiler (7) offers no syntax tree, and tools that need one then
 * read nothing and report success.
 */
export function read(path: string, source: string): Reading {
  const { program, errors } = parseSync(path, source, { sourceType: "module" });
  const reading: Reading = { imports: [], blindImports: 0, tables: [], texts: [], keys: [], exports: 0, faults: [] };
  for (const error of errors) reading.faults.push(`cannot be read: ${error.message}`);
  new Visitor({
    ImportDeclaration: (node) => void reading.imports.push(node.source.value),
    ExportAllDeclaration(node) {
      reading.imports.push(node.source.value);
      // Whoever opens everything has no front door.
      reading.exports = Number.POSITIVE_INFINITY;
    },
    ExportNamedDeclaration(node) {
      if (node.source) reading.imports.push(node.source.value);
      reading.exports += node.declaration ? 1 : node.specifiers.length;
    },
    ImportExpression(node) {
      if (node.source.type === "Literal" && typeof node.source.value === "string")
        reading.imports.push(node.source.value);
      else reading.blindImports++;
    },
    TSImportType: (node) => void reading.imports.push(node.source.value),
    CallExpression(node) {
      const { callee, arguments: given } = node;
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
      const method = callee.property.name;
      if (!tableMethods.has(method)) return;
      const first = given[0];
      for (const one of first?.type === "ArrayExpression" ? first.elements : [first]) {
        if (one?.type === "Literal" && typeof one.value === "string") reading.tables.push([method, one.value]);
      }
    },
    Literal: (node) => void (typeof node.value === "string" && reading.texts.push(node.value)),
    TemplateLiteral: (node) => void reading.texts.push(node.quasis.map((part) => part.value.cooked ?? "").join("?")),
    TSPropertySignature: (node) => void (node.key.type === "Literal" && reading.keys.push(String(node.key.value))),
  }).visit(program);
  return reading;
}
