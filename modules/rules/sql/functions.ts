import { compared, surely } from "./compare.ts";
import { never, type SqlType, type Term, truth, unknown } from "./term.ts";

/** How a built-in is said in SQL; `at` is for its fault. */
type Say = (args: readonly Term[], at: number) => Term;

/** The arguments must be of these kinds; null for another makes the whole unknown, as it does in FEEL. */
const typed =
  (types: readonly SqlType[], gives: SqlType, say: (...sql: string[]) => string): Say =>
  (args) =>
    args.length === types.length && args.every(({ type }, i) => type === types[i])
      ? { sql: `(${say(...args.map(({ sql }) => sql))})`, type: gives }
      : unknown(gives);

const itemsOf = (args: readonly Term[]): readonly Term[] | null => {
  const [only] = args;
  if (args.length === 1 && only?.type === "list") return only.items ?? null;
  return args;
};

/** The least, greatest or sum of what was written out: unknown as soon as one of them is. */
const folded =
  (name: "least" | "greatest" | "sum"): Say =>
  (args, at) => {
    const items = itemsOf(args);
    if (!items) return overArray(args[0]!, name, at);
    const [first] = items;
    if (!first) return unknown("number");
    const plain = items.every(({ type }) => type === first.type);
    const fits = name === "sum" ? ["number", "span", "months"] : ["number", "string", "date", "span", "months"];
    if (!plain || !fits.includes(first.type)) return unknown(first.type === "null" ? "number" : first.type);
    const all = items.map(({ sql, type }) => (type === "string" ? `${sql} collate "C"` : sql));
    const none = items.map(({ sql }) => `${sql} is null`).join(" or ");
    if (name === "sum") return { sql: `(${all.join(" + ")})`, type: first.type };
    return { sql: `(case when ${none} then null else ${name}(${all.join(", ")}) end)`, type: first.type };
  };

function overArray({ sql, of }: Term, name: "least" | "greatest" | "sum", at: number): Term {
  if (of !== "number" && (name === "sum" || of === undefined)) return never("this list's sum", at);
  const func = { least: "min", greatest: "max", sum: "sum" }[name];
  const item = of === "string" ? 'item collate "C"' : "item";
  // An aggregate passes over nulls; FEEL does not.
  return {
    sql: `(select case when bool_and(item is not null) then ${func}(${item}) end from unnest(${sql}) item)`,
    type: of ?? "number",
  };
}

const listContains: Say = ([list, element], at) => {
  if (!list || !element || list.type !== "list") return unknown("boolean");
  if (list.items) return anyOf(list.items.map((item) => surely(compared("=", item, element, at))));
  if (element.type !== "null" && element.type !== list.of)
    return truth(`case when ${list.sql} is not null then false end`);
  return truth(`case when ${list.sql} is not null then array_position(${list.sql}, ${element.sql}) is not null end`);
};
export const anyOf = (terms: readonly Term[]): Term =>
  truth(terms.length > 0 ? terms.map(({ sql }) => sql).join(" or ") : "false");

const substring: Say = (args) => {
  const [words, start, length] = args;
  if (words?.type !== "string" || start?.type !== "number" || (length && length.type !== "number"))
    return unknown("string");
  const size = `char_length(${words.sql})`;
  const from = `trunc(${start.sql})::int`;
  const count = length ? `, trunc(${length.sql})::int` : "";
  const enough = length ? ` and ${length.sql} >= 1` : "";
  return {
    sql: `(case when ${from} <> 0 and abs(${from}) <= ${size}${enough} then substr(${words.sql}, case when ${from} > 0 then ${from} else ${size} + ${from} + 1 end${count}) end)`,
    type: "string",
  };
};

/** Full months between two days; one that is not full does not count. */
const months = (from: string, to: string): string => {
  const part = (name: string, day: string) => `extract(${name} from ${day})`;
  const apart = `((${part("year", to)} - ${part("year", from)}) * 12 + ${part("month", to)} - ${part("month", from)})`;
  return `${apart} - case when ${apart} > 0 and ${part("day", to)} < ${part("day", from)} then 1 when ${apart} < 0 and ${part("day", to)} > ${part("day", from)} then -1 else 0 end`;
};

/** Both days as days: texts that are days are only read when they are literals. */
export const functions: Readonly<Record<string, Say>> = {
  not: ([only]) => (only?.type === "boolean" ? truth(`not ${only.sql}`) : unknown("boolean")),
  date: ([day], at) => (day?.type === "date" || day?.type === "null" ? day : never("a day made of this", at)),
  "is defined": ([only]) => (only?.type === "null" ? truth("false") : truth(`${only?.sql} is not null`)),
  abs: (args, at) =>
    args[0]?.type === "number" || args[0]?.type === "span" || args[0]?.type === "months"
      ? { sql: `abs(${args[0].sql})`, type: args[0].type }
      : typed(["number"], "number", (n) => n)(args, at),
  floor: typed(["number"], "number", (n) => `floor(${n})`),
  ceiling: typed(["number"], "number", (n) => `ceil(${n})`),
  modulo: typed(["number", "number"], "number", (a, b) => `mod(mod(${a}, nullif(${b}, 0)) + ${b}, nullif(${b}, 0))`),
  "round half up": typed(["number", "number"], "number", (n, scale) => `round(${n}, trunc(${scale})::int)`),
  "round down": typed(["number", "number"], "number", (n, scale) => `trunc(${n}, trunc(${scale})::int)`),
  min: folded("least"),
  max: folded("greatest"),
  sum: folded("sum"),
  count: ([list]) => {
    if (list?.type !== "list") return unknown("number");
    return { sql: list.items ? `${list.items.length}::numeric` : `cardinality(${list.sql})::numeric`, type: "number" };
  },
  "list contains": listContains,
  contains: typed(["string", "string"], "boolean", (a, b) => `position(${b} in ${a}) > 0`),
  "starts with": typed(["string", "string"], "boolean", (a, b) => `starts_with(${a}, ${b})`),
  "ends with": typed(["string", "string"], "boolean", (a, b) => `right(${a}, char_length(${b})) = ${b}`),
  "string length": typed(["string"], "number", (a) => `char_length(${a})::numeric`),
  substring,
  "years and months duration": typed(["date", "date"], "months", months),
  odd: typed(["number"], "boolean", (n) => `mod(mod(${n}, 2) + 2, 2) = 1`),
  even: typed(["number"], "boolean", (n) => `mod(${n}, 2) = 0`),
};

/** Parts of a day and of durations. */
export function partOf({ sql, type }: Term, name: string, at: number): Term {
  const field = { year: "year", month: "month", day: "day", weekday: "isodow" }[name];
  if (type === "date" && field) return { sql: `extract(${field} from ${sql})`, type: "number" };
  const whole: Readonly<Record<string, string>> =
    type === "months"
      ? { years: `trunc(${sql} / 12)`, months: `mod(${sql}, 12)` }
      : type === "span"
        ? {
            days: `trunc(${sql} / 86400)`,
            hours: `mod(trunc(${sql} / 3600), 24)`,
            minutes: `mod(trunc(${sql} / 60), 60)`,
            seconds: `mod(${sql}, 60)`,
          }
        : {};
  const found = Object.hasOwn(whole, name) ? whole[name] : undefined;
  return found ? { sql: `(${found})`, type: "number" } : never(`the part "${name}" of this`, at);
}
