import type { Field } from "./schema.ts";

/** A word as SQL reads it. */
export const quoted = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;

/** The same rules as `definition/check.ts` keeps for one value, said in SQL. */
export function fitsInSql({ type, options, min, max }: Field, value: string): string {
  const is = (kind: string) => `jsonb_typeof(${value}) = '${kind}'`;
  const words = `(${value} #>> '{}')`;
  switch (type) {
    case "text":
      return `${is("string")} and length(${words}) <= 500`;
    case "number":
    case "money":
      return `case when ${is("number")} then ${words}::numeric between ${min ?? "'-infinity'"} and ${max ?? "'infinity'"} else false end`;
    case "date":
      return `${is("string")} and ${words} ~ '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'`;
    case "yes-no":
      return is("boolean");
    case "choice":
      return `${is("string")} and ${words} in (${options!.map((one) => quoted(one.value)).join(", ")})`;
    case "code":
      return `${is("string")} or ${value} ? 'code'`;
    case "link":
      return `${value} ? 'to'`;
    case "list":
      return is("array");
    case "address":
      return is("object");
  }
}
