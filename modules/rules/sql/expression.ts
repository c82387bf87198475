import { ExpressionFault } from "../expression/fault.ts";
import type { Node, Test } from "../expression/tree.ts";
import { builtIn } from "../functions/index.ts";
import type { Operator } from "../value/arithmetic.ts";
import { readDay } from "../value/calendar.ts";
import { asTruth, compared, surely } from "./compare.ts";
import { anyOf, functions, partOf } from "./functions.ts";
import { type Columns, constant, identifier, never, type SqlType, type Term, truth, unknown } from "./term.ts";

/** An expression as PostgreSQL reads it, with its kind. */
export interface Sql {
  sql: string;
  type: SqlType;
}

/**
 * A tree as an expression of PostgreSQL over the columns of a row source: the same three values, the same exact numbers
 * (a quotient has forty digits after the point where FEEL has 34 in all). Names and paths are looked up in `columns`; literals are
 * quoted. Throws an ExpressionFault that says what SQL cannot say, and where.
 */
export function toSql(node: Node, columns: Columns): Sql {
  const { sql, type } = term(node, { columns, input: null, count: 0 });
  return { sql, type };
}

/** A cell of a table held against an input. */
export function testsToSql(tests: readonly Test[], input: Node, columns: Columns): string {
  const place: Place = { columns, input: null, count: 0 };
  return asTruth(tested(tests, term(input, place), place));
}

interface Place {
  columns: Columns;
  /** What `?` stands for. */
  input: Term | null;
  /** How many lists are being gone through: for the names of their items. */
  count: number;
}

function term(node: Node, place: Place): Term {
  const under = (part: Node) => term(part, place);
  switch (node.is) {
    case "literal":
      return constant(node.value, node.at);
    case "name":
    case "path":
      return named(node, place);
    case "input":
      return place.input ?? never('"?" outside a cell', node.at);
    case "negate": {
      const of = under(node.of);
      return ["number", "span", "months"].includes(of.type)
        ? { sql: `(- ${of.sql})`, type: of.type }
        : unknown("number");
    }
    case "arithmetic":
      return reckoned(node.op, under(node.left), under(node.right), node.at);
    case "compare":
      return compared(node.op, under(node.left), under(node.right), node.at);
    case "between": {
      const of = under(node.of);
      const [low, high] = [compared(">=", of, under(node.low), node.at), compared("<=", of, under(node.high), node.at)];
      return truth(`${low.sql} and ${high.sql}`);
    }
    case "in":
      return tested(node.tests, under(node.of), place);
    case "and":
    case "or":
      return truth(`${asTruth(under(node.left))} ${node.is} ${asTruth(under(node.right))}`);
    case "if": {
      const [so, other] = [under(node.so), under(node.else)];
      if (so.type !== other.type && so.type !== "null" && other.type !== "null")
        never(`one value that is ${so.type} or ${other.type}`, node.at);
      if (so.type === "list" || other.type === "list") never("a choice between lists", node.at);
      const type = so.type === "null" ? other.type : so.type;
      return { sql: `(case when ${asTruth(under(node.when))} then ${so.sql} else ${other.sql} end)`, type };
    }
    case "list":
      return { sql: "", type: "list", items: node.items.map(under) };
    case "quantified":
      return quantified(node, place);
    case "call":
      return called(node, place);
    default:
      return never(what[node.is] ?? "this", node.at);
  }
}

const what: Readonly<Record<string, string>> = {
  for: "for … return …",
  filter: "a filter of a list",
  context: "a context",
  function: "a function of one's own",
  range: "a range as a value",
  like: "a range as a value",
  instance: "instance of",
};

const pathOf = (node: Node): string | null => {
  if (node.is === "name") return node.name;
  const of = node.is === "path" ? pathOf(node.of) : null;
  return node.is === "path" && of !== null ? `${of}.${node.name}` : null;
};

function named(node: Extract<Node, { is: "name" | "path" }>, place: Place): Term {
  const path = pathOf(node);
  const column = path !== null && Object.hasOwn(place.columns, path) ? place.columns[path] : undefined;
  if (column) return { sql: column.sql, type: column.type, ...(column.of && { of: column.of }) };
  if (node.is === "path") {
    const first = path?.split(".")[0] ?? "";
    const known = Object.keys(place.columns).some(
      (name) => name === path || name === first || path?.startsWith(`${name}.`),
    );
    if (path === null || known) return partOf(term(node.of, place), node.name, node.at);
  }
  throw new ExpressionFault(`"${path}" is no column`, node.at);
}

const inside = ({ type }: Term, ...types: SqlType[]): boolean => types.includes(type);

function reckoned(op: Operator, a: Term, b: Term, at: number): Term {
  const [left, right] = days(a, b);
  const made = (sql: string, type: SqlType): Term => ({ sql: `(${sql})`, type });
  if (left.type === "null" || right.type === "null") return unknown(left.type === "null" ? right.type : left.type);
  if (op === "+" && left.type === "string" && right.type === "string")
    return made(`${left.sql} || ${right.sql}`, "string");
  const numbers = left.type === "number" && right.type === "number";
  if (op === "**") {
    const times = right.value;
    if (!numbers || typeof times !== "number" || !Number.isInteger(times) || times < 1 || times > 8)
      return never("this power", at);
    return made(Array(times).fill(left.sql).join(" * "), "number");
  }
  if (op === "/") {
    if (right.type === "number" && numbers)
      return made(`${left.sql} * 1.${"0".repeat(40)} / nullif(${right.sql}, 0)`, "number");
    return numbers ? unknown("number") : never("the division of durations", at);
  }
  if (op === "*") {
    if (numbers) return made(`${left.sql} * ${right.sql}`, "number");
    const [duration, by] = left.type === "number" ? [right, left] : [left, right];
    return inside(duration, "span", "months") && by.type === "number"
      ? made(`trunc(${duration.sql} * ${by.sql}${duration.type === "span" ? ", 9" : ""})`, duration.type)
      : unknown("number");
  }
  if (left.type === right.type && inside(left, "number", "span", "months"))
    return made(`${left.sql} ${op} ${right.sql}`, left.type);
  if (op === "-" && left.type === "date" && right.type === "date")
    return made(`(${left.sql} - ${right.sql})::numeric * 86400`, "span");
  const [day, by] = left.type === "date" ? [left, right] : [right, left];
  if (day.type === "date" && inside(by, "span", "months") && (op === "+" || day === left)) {
    const amount = op === "+" ? by.sql : `(- ${by.sql})`;
    return by.type === "months"
      ? made(`(${day.sql} + make_interval(months => ${amount}::int))::date`, "date")
      : made(`${day.sql} + floor(${amount} / 86400)::int`, "date");
  }
  return unknown("number");
}

/** Literal texts that are days, beside days and durations. */
function days(a: Term, b: Term): [Term, Term] {
  const day = (term: Term, other: Term): Term => {
    const found =
      typeof term.value === "string" && inside(other, "date", "span", "months") ? readDay(term.value) : null;
    return found ? { sql: `'${found}'::date`, type: "date", value: found } : term;
  };
  return [day(a, b), day(b, a)];
}

function tested(tests: readonly Test[], input: Term, place: Place): Term {
  return truth(tests.map((test) => asTruth(tests1(test, input, place))).join(" or "));
}

function tests1(test: Test, input: Term, place: Place): Term {
  const under = (part: Node) => term(part, { ...place, input });
  switch (test.is) {
    case "any":
      return truth("true");
    case "not":
      return truth(`not ${asTruth(tested(test.tests, input, place))}`);
    case "compares":
      return compared(test.op, input, under(test.to), test.at);
    case "interval": {
      const low = compared(test.lowIn ? ">=" : ">", input, under(test.low), test.at);
      return truth(`${low.sql} and ${compared(test.highIn ? "<=" : "<", input, under(test.high), test.at).sql}`);
    }
    case "equals":
      return meets(test.to, input, place);
    case "holds": {
      const held = under(test.condition);
      return held.type === "boolean" || held.type === "null" ? held : compared("=", input, held, test.at);
    }
  }
}

/** Equal, or in the range, or one of the list. */
function meets(wanted: Node, input: Term, place: Place): Term {
  if (wanted.is === "range" && wanted.low && wanted.high) {
    const { low, high, lowIn, highIn, at } = wanted;
    return tests1({ is: "interval", at, low, high, lowIn, highIn }, input, place);
  }
  if (wanted.is === "list") return anyOf(wanted.items.map((item) => surely(meets(item, input, place))));
  const value = term(wanted, { ...place, input });
  if (value.type !== "list") return compared("=", input, value, wanted.at);
  return truth(`coalesce(${functions["list contains"]!([value, input], wanted.at).sql}, false)`);
}

function quantified(node: Extract<Node, { is: "quantified" }>, place: Place): Term {
  const [round, ...more] = node.rounds;
  if (!round || more.length > 0 || !("list" in round.over)) return never("more than one name at a time", node.at);
  const list = term(round.over.list, place);
  if (list.type !== "list") return never("a list that is none", node.at);
  const each = (item: Term): string => {
    const columns = { ...place.columns, [round.name]: { sql: item.sql, type: item.type as "string" } };
    return asTruth(term(node.satisfies, { ...place, columns, count: place.count + 1 }));
  };
  if (list.items) {
    if (list.items.some(({ type }) => type === "null" || type === "list")) return never("such a list", node.at);
    const parts = list.items.map(each);
    if (parts.length === 0) return truth(node.kind === "some" ? "false" : "true");
    return truth(parts.join(node.kind === "some" ? " or " : " and "));
  }
  const name = identifier(`item${place.count}`);
  const held = each({ sql: name, type: list.of ?? "string" });
  const sought = node.kind === "some";
  const exists = (is: string) =>
    `exists (select from unnest(${list.sql}) as every_one(${name}) where (${held}) is ${is})`;
  return truth(
    `case when ${list.sql} is null then null when ${exists(String(sought))} then ${sought} when ${exists("null")} then null else ${!sought} end`,
  );
}

function called(node: Extract<Node, { is: "call" }>, place: Place): Term {
  const name = node.of.is === "name" ? node.of.name : "";
  if (node.named) return never("arguments by name", node.at);
  // What is built from literals alone is reckoned beforehand: date("2026-01-31").
  if (node.args.every(({ is }) => is === "literal") && /^(date|duration|date and time)$/.test(name))
    return constant(
      builtIn(name)?.call(node.args.map((arg) => (arg.is === "literal" ? arg.value : null))) ?? null,
      node.at,
    );
  if (name === "today" && node.args.length === 0) return named({ is: "name", name: "today", at: node.at }, place);
  const say = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!say) return never(`the function ${name}`, node.at);
  const args = node.args.map((arg) => term(arg, place));
  return say(args, node.at);
}
