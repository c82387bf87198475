import type { Government } from "../../../kernel/index.ts";
import type { Version } from "../queries/tally-eligible.ts";
import { columnsOf, conditionSql } from "./columns.ts";
import { type FeeSql, feeSql } from "./fee.ts";

export interface Sides {
  before: Version | null;
  after: Version;
}

/** Ages from which a group of people begins. */
export const bands = [0, 15, 25, 45, 65] as const;

const living = "registry.person r";
/** Once for each business that somebody can apply for: `left` keeps those who have none. */
const withBusinesses = (left: "left" | "") => `${living} ${left} join registry.business_role o on o.person = r.id
  ${left} join registry.business b on b.id = o.business and b.status = 'active'`;

/**
 * One pass over the register: people by district, age and sex, with who may apply by either version. `fee` says whether
 * the amounts are in it.
 */
export function tallySql(government: Government, { before, after }: Sides, day: string) {
  const side = (version: Version | null, prefix: string) => {
    const columns = columnsOf(government, day, version?.forBusiness ?? false);
    const all = [
      ...(version?.forBusiness ? ["b.id is not null"] : []),
      ...(version?.conditions ?? []).map((text) => conditionSql(text, columns)),
    ];
    const may = version ? `coalesce(${all.join(" and ") || "true"}, false)` : "false";
    const fee: FeeSql | null = version?.fee ? feeSql(version.decisions, version.fee, day, columns, prefix) : null;
    return { may, fee };
  };
  const [was, now] = [side(before, "before_"), side(after, "after_")];
  const told = [was.fee, now.fee].filter((fee) => fee !== null);
  const unsaid = told.flatMap((fee) => ("reads" in fee ? fee.reads : []));
  const joins = told.flatMap((fee) => ("joins" in fee ? fee.joins : []));
  const pays = unsaid.length === 0 && told.length > 0;
  const amount = ({ fee, may }: typeof was) =>
    fee && "amount" in fee ? `case when ${may} then coalesce(${fee.amount}, 0) else 0 end` : "0";
  const several = before?.forBusiness || after.forBusiness;
  // Where each version asks for a business, most of the people need not be looked at.
  const all = after.forBusiness && (before?.forBusiness ?? true);
  const source = several ? withBusinesses(all ? "" : "left") : living;
  const band = `case ${bands
    .slice(1)
    .map((age, i) => `when r.birth_date > ('${day}'::date - interval '${age} years') then ${i}`)
    .join(" ")} else ${bands.length - 1} end`;
  const rows = `select ${several ? "r.id, " : ""}left(r.village, 8) as district, r.sex, ${band} as band,
      ${was.may} as b, ${now.may} as a${pays ? `, ${amount(was)} as paid_b, ${amount(now)} as paid_a` : ""}
    from ${source} ${pays ? joins.join(" ") : ""} where r.died_on is null and r.merged_into is null`;
  const people = several
    ? `select district, sex, band, bool_or(b) as b, bool_or(a) as a${pays ? ", sum(paid_b) as paid_b, sum(paid_a) as paid_a" : ""}
       from (${rows}) each_business group by id, district, sex, band`
    : rows;
  const paid = pays
    ? `sum(paid_b)::float8 as paid_before, sum(paid_a)::float8 as paid_after,
       (count(*) filter (where a and b and paid_a > paid_b))::int as more, (count(*) filter (where a and b and paid_a < paid_b))::int as less`
    : "null as paid_before, null as paid_after, 0 as more, 0 as less";
  const sql = `select district, sex, band, (count(*) filter (where b))::int as before,
      (count(*) filter (where a))::int as after, (count(*) filter (where a and not b))::int as gains,
      (count(*) filter (where b and not a))::int as loses, ${paid}
    from (${people}) everybody group by district, sex, band`;
  const fee: "counted" | { reads: string[] } | null =
    told.length === 0 ? null : pays ? "counted" : { reads: [...new Set(unsaid)] };
  return {
    people: `select count(*)::int as people from ${living} where died_on is null and merged_into is null`,
    sql,
    fee,
  };
}
