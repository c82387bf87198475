import { type DecisionTable, decisionsToSql, namesIn, parseExpression, parseTests } from "../../rules/index.ts";
import type { columnsOf } from "./columns.ts";

type Tables = Readonly<Record<string, DecisionTable>>;

/** A fee that the registers alone can tell: what to join, and the amount; else the names that it reads besides. */
export type FeeSql = { joins: readonly string[]; amount: string } | { reads: readonly string[] };

/** The amount that a service's tables come to for each row. `prefix` keeps the tables of two versions apart. */
export function feeSql(
  tables: Tables,
  fee: { decision: string; output: string },
  day: string,
  columns: ReturnType<typeof columnsOf>,
  prefix: string,
): FeeSql {
  const { needed, reads } = needs(tables, fee.decision);
  if (reads.length > 0) return { reads };
  const said = decisionsToSql(needed, day, columns, prefix);
  const amount = said.columns[`${fee.decision}.${fee.output}`];
  return amount?.type === "number" ? { joins: said.joins, amount: amount.sql } : { reads: [fee.output] };
}

/** The tables that one needs, in the order of their file, and what they read that no register tells: answers. */
function needs(tables: Tables, wanted: string): { needed: Tables; reads: string[] } {
  const needed = new Set<string>();
  const reads = new Set<string>();
  const visit = (name: string): void => {
    const table = tables[name];
    if (!table || needed.has(name)) return;
    needed.add(name);
    for (const read of namesOf(table)) {
      if (Object.hasOwn(tables, read)) visit(read);
      else if (!["applicant", "business", "today", ...Object.keys(table.parameters ?? {})].includes(read))
        reads.add(read);
    }
  };
  visit(wanted);
  return {
    needed: Object.fromEntries(Object.entries(tables).filter(([name]) => needed.has(name))),
    reads: [...reads],
  };
}

function namesOf({ inputs, periods, otherwise = [] }: DecisionTable): string[] {
  const rules = periods.flatMap((period) => period.rules);
  const results = [...inputs.map(({ expression }) => expression), ...rules.flatMap(({ then }) => then), ...otherwise];
  return [
    ...results.flatMap((text) => namesIn(parseExpression(text))),
    ...rules.flatMap(({ when }) => when).flatMap((cell) => parseTests(cell).flatMap((test) => namesIn(test))),
  ];
}
