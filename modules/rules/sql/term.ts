import { ExpressionFault } from "../expression/fault.ts";
import { Day, Months, Span } from "../value/calendar.ts";
import type { Datum } from "../value/datum.ts";
import { isNum, written } from "../value/number.ts";

/**
 * What SQL can reckon with. `span` is seconds, `months` is months, both numeric; a list is an array of texts, numbers or
 * dates, or is written out item by item.
 */
export type SqlType = "number" | "string" | "boolean" | "date" | "span" | "months" | "null" | "list";

/** A column or parameter that an expression may read by its name or path. */
export interface Column {
  sql: string;
  type: Exclude<SqlType, "null">;
  /** Of a list: what its items are. */
  of?: "number" | "string" | "date";
}
export type Columns = Readonly<Record<string, Column>>;

/** A piece of SQL and its kind; a written list has its items instead. */
export interface Term {
  sql: string;
  type: SqlType;
  of?: Column["of"];
  items?: readonly Term[];
  /** What a literal says, for those who must know it beforehand. */
  value?: Datum;
}

const pg: Readonly<Record<Exclude<SqlType, "list">, string>> = {
  number: "numeric",
  string: "text",
  boolean: "boolean",
  date: "date",
  span: "numeric",
  months: "numeric",
  null: "text",
};
/** A text as SQL writes it: quotes doubled, backslashes as they are. */
export const quoted = (text: string): string => {
  if (text.includes("\0")) throw new ExpressionFault("SQL holds no text with a null sign", 0);
  return text.includes("\\")
    ? `E'${text.replace(/\\/g, "\\\\").replace(/'/g, "''")}'`
    : `'${text.replace(/'/g, "''")}'`;
};
/** A name as SQL writes it. */
export const identifier = (name: string): string => `"${name.replace(/"/g, '""')}"`;

export const unknown = (type: SqlType): Term => ({ sql: type === "list" ? "null" : `null::${pg[type]}`, type });
export const truth = (sql: string): Term => ({ sql: `(${sql})`, type: "boolean" });
export const never = (what: string, at: number): never => {
  throw new ExpressionFault(`SQL cannot say ${what}`, at);
};

/** A constant. */
export function constant(value: Datum, at: number): Term {
  if (value === null) return { sql: "null", type: "null", value };
  if (typeof value === "boolean") return { sql: value ? "true" : "false", type: "boolean", value };
  if (isNum(value)) return { sql: `${written(value)}::numeric`, type: "number", value };
  if (typeof value === "string") return { sql: `${quoted(value)}::text`, type: "string", value };
  if (value instanceof Day) {
    if (value.year < 1 || value.year > 9999) never("a day outside the years 1 to 9999", at);
    return { sql: `'${value}'::date`, type: "date", value };
  }
  if (value instanceof Months) return { sql: `${value.count}::numeric`, type: "months", value };
  if (value instanceof Span && value.nanos % 1_000_000_000n === 0n)
    return { sql: `${value.nanos / 1_000_000_000n}::numeric`, type: "span", value };
  return never("this value", at);
}
