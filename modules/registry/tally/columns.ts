import type { Government } from "../../../kernel/index.ts";
import { parseExpression, toSql } from "../../rules/index.ts";
import { codesOf, risks } from "../codes.ts";

type Columns = Parameters<typeof toSql>[1];
type Tree = ReturnType<typeof parseExpression>;

/**
 * What an application's facts say of who applies, as columns of the registers: `r` is the person, `b` the business, when
 * one is applied for. An address and an activity are worded for people and have no column; nor has the sealed number.
 */
export function columnsOf(government: Government, day: string, forBusiness: boolean): Columns {
  const of = (sql: string, type: "string") => ({ sql: forBusiness ? sql : "null::text", type });
  return {
    "applicant.name": { sql: "r.name", type: "string" },
    "applicant.birthDate": { sql: "r.birth_date", type: "date" },
    "business.name": of("b.name", "string"),
    "business.nib": of("b.nib", "string"),
    "business.kbli": { sql: forBusiness ? "b.kbli" : "null::text[]", type: "list", of: "string" },
    "business.risk": of(riskOf(government), "string"),
    today: { sql: `'${day}'::date`, type: "date" },
  };
}

/** The worst risk of a business's activities; a code that has left the list is held for risky, as everywhere. */
function riskOf(government: Government): string {
  const { activities } = codesOf(government);
  const codes = (risk: string) => [...activities.values()].filter((one) => one.risk === risk).map(({ code }) => code);
  const list = (all: readonly string[]) => `'{${all.join(",")}}'::text[]`;
  const ways = [...risks].reverse().map((risk) => `when b.kbli && ${list(codes(risk))} then '${risk}'`);
  return `(case when b.id is null then null when not b.kbli <@ ${list([...activities.keys()])} then 'high' ${ways.join(" ")} end)`;
}

/** A condition as SQL. Throws an ExpressionFault that says what the registers cannot tell. */
export const conditionSql = (text: string, columns: Columns): string =>
  toSql(numbered(parseExpression(text)) as Tree, columns).sql;

/** Whoever is in the register has a number. What it is stays sealed: only whether it is there can be asked. */
function numbered(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(numbered);
  // Values of other making, such as days, are no parts of the tree.
  if (typeof part !== "object" || part === null || Object.getPrototypeOf(part) !== Object.prototype) return part;
  const node = part as {
    is?: string;
    at: number;
    of?: { name?: string };
    args?: { name?: string; of?: { name?: string } }[];
  };
  const [arg] = node.args ?? [];
  if (node.is === "call" && node.of?.name === "is defined" && arg?.name === "nik" && arg.of?.name === "applicant")
    return { is: "literal", value: true, at: node.at };
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, numbered(one)]));
}
