import { inForce, valuesOn } from "../decision/parameter.ts";
import type { DecisionTable } from "../decision/table.ts";
import { ExpressionFault } from "../expression/fault.ts";
import { parseExpression, parseTests } from "../expression/parse.ts";
import { asDay, type Datum } from "../value/datum.ts";
import { type Sql, testsToSql, toSql } from "./expression.ts";
import { type Column, type Columns, constant, identifier } from "./term.ts";

/** The parameters in force on a day as constants among the columns. */
export function withParameters(parameters: DecisionTable["parameters"] = {}, day: string, columns: Columns): Columns {
  const added: Record<string, Column> = { ...columns };
  for (const [name, value] of Object.entries(valuesOn(parameters, day))) {
    if (Object.hasOwn(columns, name) || value === null) continue;
    const { sql, type } = constant(asDay(value as Datum), 0);
    added[name] = { sql, type: type as Column["type"] };
  }
  return added;
}

/** The decisions of a service over the rows of a source: joins to add to the `from`, and the columns that they give. */
export interface DecisionsSql {
  joins: string[];
  columns: Columns;
}

/**
 * Tables in the order of their file, each seeing those before it. Only what has one answer can be said (`first`, `unique`,
 * `any`); that the rules of a `unique` table do not overlap is the checker's to say, not the database's.
 */
export function decisionsToSql(
  tables: Readonly<Record<string, DecisionTable>>,
  day: string,
  columns: Columns,
  /** Before the names of the tables in the statement, where the tables of two versions stand in one. */
  prefix = "",
): DecisionsSql {
  const joins: string[] = [];
  let known = columns;
  for (const [name, table] of Object.entries(tables)) {
    const outputs = tableToSql(table, day, withParameters(table.parameters, day, known));
    const parts = Object.entries(outputs).map(([output, { sql }]) => `${sql} as ${identifier(output)}`);
    joins.push(`cross join lateral (select ${parts.join(", ")}) as ${identifier(prefix + name)}`);
    const given = Object.entries(outputs).map(([output, { type }]): [string, Column] => [
      `${name}.${output}`,
      { sql: `${identifier(prefix + name)}.${identifier(output)}`, type },
    ]);
    known = { ...known, ...Object.fromEntries(given) };
  }
  return { joins, columns: known };
}

/** Each output of a table as one expression; an output that SQL cannot say, such as a list, is left out. */
export function tableToSql(table: DecisionTable, day: string, columns: Columns): Record<string, Column> {
  if (!["first", "unique", "any"].includes(table.hit))
    throw new ExpressionFault(`SQL cannot say the hit policy ${table.hit}`, 0);
  const rules = inForce(table.periods, day)?.rules ?? [];
  const inputs = table.inputs.map(({ expression }) => parseExpression(expression));
  const fits = rules.map(
    ({ when }) =>
      when
        .map((cell, i) => ({ tests: parseTests(cell), input: inputs[i]! }))
        .filter(({ tests }) => tests.some(({ is }) => is !== "any"))
        .map(({ tests, input }) => `(${testsToSql(tests, input, columns)})`)
        .join(" and ") || "true",
  );
  const outputs = table.outputs.flatMap((name, i): [string, Column][] => {
    const said = [...rules.map(({ then }) => then[i] ?? "null"), table.otherwise?.[i] ?? "null"];
    const results = resultsOf(said, columns);
    const type = results?.find((one) => one.type !== "null")?.type;
    if (!results || type === undefined || type === "list" || type === "null") return [];
    if (results.some((one) => one.type !== type && one.type !== "null")) return [];
    const ways = fits.map((fit, r) => `when ${fit} then ${results[r]!.sql}`).join(" ");
    return [[name, { sql: ways ? `(case ${ways} else ${results.at(-1)!.sql} end)` : results.at(-1)!.sql, type }]];
  });
  return Object.fromEntries(outputs);
}

function resultsOf(texts: readonly string[], columns: Columns): Sql[] | null {
  try {
    return texts.map((text) => toSql(parseExpression(text), columns));
  } catch (error) {
    if (error instanceof ExpressionFault) return null;
    throw error;
  }
}
