import { z } from "zod";
import { query, refuse } from "../../../kernel/index.ts";
import type { Field, Register } from "../definition/schema.ts";
import { registerNamed } from "../register.ts";

const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
const Filter = z.array(z.object({ field: name, is: z.string().max(120) }).strict()).max(6);
const register = z.string().max(60);

/** A field's value in SQL, as text. The name was looked up in the register, and is a plain word by its schema. */
function expression(of: Register, field: string): string {
  const found = of.fields[field];
  if (!found || found.protection === "sealed" || found.type === "list")
    refuse("invalid", "registers.refusal.no-figure", { field });
  const at = `r.data->'${field}'`;
  if (found.type === "code") return `coalesce(${at}->>'code', r.data->>'${field}')`;
  if (found.type === "address") return `coalesce(${at}->>'villageCode', ${at}->>'village')`;
  return `r.data->>'${field}'`;
}

function numberOf(of: Register, field: string | undefined): string {
  const type = field && of.fields[field]?.type;
  if (type !== "number" && type !== "money") refuse("invalid", "registers.refusal.no-figure", { field: field ?? "" });
  return `(${expression(of, field!)})::numeric`;
}

/** Conditions on records that have not ended; values are parameters from the second on. */
const where = (of: Register, filter: z.output<typeof Filter>): string =>
  [
    "r.register = $1 and r.ended_on is null",
    ...filter.map(({ field }, i) => `${expression(of, field)} = $${i + 2}`),
  ].join(" and ");

/** Sums over a register's records by some of its fields. `n`, how many records stand behind a line, is for the one who
 * decides which lines are too small to be shown. */
export const figures = query({
  name: "registers.figures",
  internal: true,
  input: z
    .object({
      register,
      by: z.array(name).max(4),
      measures: z.array(z.object({ does: z.enum(["count", "sum", "average"]), field: name.optional() })).max(6),
      filter: Filter.default([]),
    })
    .strict(),
  load: ({ tx }, { register: code }) => registerNamed(tx, code),
  allow: [{ hat: "system", purpose: "statistics" }],
  async answer({ tx }, { by, measures, filter }, of): Promise<{ n: number; cells: (string | null)[] }[]> {
    const keys = by.map((field) => expression(of, field));
    const sums = measures.map(({ does, field }) =>
      does === "count"
        ? "count(*)"
        : does === "sum"
          ? `sum(${numberOf(of, field)})`
          : `round(avg(${numberOf(of, field)}), 2)`,
    );
    const all = [...keys, ...sums].map((part) => `(${part})::text`);
    const group =
      keys.length > 0
        ? `group by ${keys.map((_, i) => i + 2).join(", ")} order by ${keys.map((_, i) => i + 2).join(", ")}`
        : "";
    const parts = all.map((part, i) => `${part} as c${i}`).join(", ");
    const rows = await tx.query<Record<string, string | null> & { n: number }>(
      `select count(*)::int as n, ${parts} from registers.record r where ${where(of, filter)} ${group} limit 50000`,
      [of.code, ...filter.map(({ is }) => is)],
    );
    return rows.map((row) => ({ n: row.n, cells: all.map((_, i) => row[`c${i}`] ?? null) }));
  },
});

/** Records by their open fields alone: what the register itself says anybody may see. */
export const openRecords = query({
  name: "registers.open-records",
  internal: true,
  input: z.object({ register, fields: z.array(name).min(1).max(30), filter: Filter.default([]) }).strict(),
  load: ({ tx }, { register: code }) => registerNamed(tx, code),
  allow: [{ hat: "system", purpose: "statistics" }],
  async answer({ tx }, { fields, filter }, of): Promise<(string | null)[][]> {
    const closed = [...fields, ...filter.map(({ field }) => field)].find(
      (field) => of.fields[field]?.protection !== "open",
    );
    if (closed) refuse("invalid", "registers.refusal.not-open", { field: closed });
    const parts = fields.map((field, i) => `${expression(of, field)} as c${i}`).join(", ");
    const rows = await tx.query<Record<string, string | null>>(
      `select ${parts} from registers.record r where ${where(of, filter)} order by r.number limit 50001`,
      [of.code, ...filter.map(({ is }) => is)],
    );
    if (rows.length > 50_000) refuse("too-large", "registers.refusal.too-many");
    return rows.map((row) => fields.map((_, i) => row[`c${i}`] ?? null));
  },
});

/** A field that figures can be made of, and whether it may stand record by record. */
export const columnsOf = (of: Register): { name: string; field: Field }[] =>
  Object.entries(of.fields)
    .filter(([, { protection, type }]) => protection !== "sealed" && type !== "list")
    .map(([field, found]) => ({ name: field, field: found }));
