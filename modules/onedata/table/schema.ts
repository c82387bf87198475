import type { Variable } from "../definition/dataset.ts";
import { type PersonalKind, personalIn } from "./personal.ts";

/** What is wrong in a file: at which line and field, and what would mend it. Never the value itself. */
export interface CellFault {
  line: number;
  field: string;
  fault: "missing-column" | "unknown-column" | "cells" | "empty" | "type" | "code" | "duplicate" | "quote" | "personal";
  hint: string;
}
const most = 100;

const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);
const fits: Record<Variable["type"], (value: string) => boolean> = {
  string: () => true,
  integer: (value) => /^-?\d{1,18}$/.test(value),
  number: (value) => /^-?\d{1,18}(\.\d{1,18})?$/.test(value),
  boolean: (value) => value === "true" || value === "false",
  date: isDay,
  year: (value) => /^\d{4}$/.test(value),
};

/** A Table Schema (Frictionless, version 2) of the variables. */
export const tableSchema = (variables: readonly Variable[]) => ({
  $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
  fields: variables.map(({ name, label, type, definition, concept, classification, measure, unit, required }) => ({
    name,
    type,
    ...(label && { title: label }),
    ...(definition && { description: definition }),
    ...(concept && { concept }),
    ...(classification && { classification }),
    ...(measure && { measure }),
    ...(unit && { unit }),
    ...(required && { constraints: { required: true } }),
  })),
  missingValues: [""],
});

/** Columns that the file must have, in whatever order it has them. */
function headFaults(head: readonly string[], variables: readonly Variable[]): CellFault[] {
  return [
    ...variables
      .filter(({ name }) => !head.includes(name))
      .map(
        ({ name }): CellFault => ({
          line: 1,
          field: name,
          fault: "missing-column",
          hint: head.join(", ").slice(0, 200),
        }),
      ),
    ...head
      .filter((name, i) => !variables.some((one) => one.name === name) || head.indexOf(name) < i)
      .map(
        (name): CellFault => ({
          line: 1,
          field: name.slice(0, 60),
          fault: "unknown-column",
          hint: variables.map((one) => one.name).join(", "),
        }),
      ),
  ];
}

/**
 * Holds a table to its variables: columns, empty cells, types, and nothing that tells who somebody is. The rows come back
 * in the order of the variables. `codes` are the entries of those code lists that are known here.
 */
export function checkTable(
  rows: readonly { line: number; cells: readonly string[] }[],
  variables: readonly Variable[],
  codes: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): { faults: CellFault[]; table: string[][] } {
  const head = (rows[0]?.cells ?? []).map((cell) => cell.trim());
  const faults = headFaults(head, variables);
  const table: string[][] = [];
  if (faults.length > 0) return { faults: faults.slice(0, most), table };
  const places = variables.map(({ name }) => head.indexOf(name));
  for (const { line, cells } of rows.slice(1)) {
    if (faults.length >= most) break;
    const fault = (field: string, kind: CellFault["fault"], hint: string) =>
      faults.push({ line, field, fault: kind, hint });
    if (cells.length !== head.length) {
      fault("", "cells", `${cells.length} / ${head.length}`);
      continue;
    }
    const row = places.map((at) => cells[at]!.trim());
    variables.forEach(({ name, type, required, classification }, i) => {
      const value = row[i]!;
      const personal: PersonalKind | null = personalIn(value);
      if (personal) fault(name, "personal", personal);
      else if (value === "") {
        if (required) fault(name, "empty", "");
      } else if (!fits[type](value)) fault(name, "type", type);
      else if (codes.get(classification)?.has(value) === false) fault(name, "code", classification);
    });
    table.push(row);
  }
  return { faults: faults.slice(0, most), table };
}
