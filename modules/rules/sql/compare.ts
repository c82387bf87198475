import { readDay } from "../value/calendar.ts";
import type { Compare } from "../value/compare.ts";
import { never, type Term, truth, unknown } from "./term.ts";

/** Texts are ordered by the numbers of their letters, whatever the database's own order is. */
const ordered = ({ sql, type }: Term): string => (type === "string" ? `${sql} collate "C"` : sql);

/** A text beside a day is read as one, as answers keep days as text; only a literal can be. */
function dated(left: Term, right: Term, at: number): [Term, Term] {
  const day = (term: Term): Term => {
    const found = typeof term.value === "string" ? readDay(term.value) : null;
    return found ? { sql: `'${found}'::date`, type: "date", value: found } : never("a text beside a day", at);
  };
  if (left.type === "date" && right.type === "string") return [left, day(right)];
  if (left.type === "string" && right.type === "date") return [day(left), right];
  return [left, right];
}

/** A comparison with the three values of FEEL: null is the same as null only, and has no order. */
export function compared(op: Compare, a: Term, b: Term, at: number): Term {
  if (a.type === "list" || b.type === "list") return never("a comparison of lists", at);
  const [left, right] = dated(a, b, at);
  const alike = left.type === right.type || left.type === "null" || right.type === "null";
  if (op !== "=" && op !== "!=") {
    if (!alike || left.type === "null" || right.type === "null" || left.type === "boolean") return unknown("boolean");
    return truth(`${ordered(left)} ${op} ${ordered(right)}`);
  }
  return truth(op === "=" ? equal(left, right, alike) : `not ${equal(left, right, alike)}`);
}

function equal(left: Term, right: Term, alike: boolean): string {
  if (left.type === "null" && right.type === "null") return "true";
  if (right.type === "null") return `(${left.sql} is null)`;
  if (left.type === "null") return `(${right.sql} is null)`;
  if (!alike)
    return `(case when ${left.sql} is null then ${right.sql} is null when ${right.sql} is null then false end)`;
  // Beside a constant the planner sees through this, where it does not through "is not distinct from".
  if (right.value !== undefined) return `coalesce(${left.sql} = ${right.sql}, false)`;
  if (left.value !== undefined) return `coalesce(${right.sql} = ${left.sql}, false)`;
  return `(${left.sql} is not distinct from ${right.sql})`;
}

/** Only what is surely so: for membership, where FEEL knows no "perhaps". */
export const surely = ({ sql, type }: Term): Term =>
  type === "boolean" ? truth(`coalesce(${sql}, false)`) : truth("false");

/** Truth where it is one; anything else is unknown, as `and` and `or` take it. */
export const asTruth = (term: Term): string => (term.type === "boolean" ? term.sql : "null::boolean");
