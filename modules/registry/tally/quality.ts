import { z } from "zod";
import { query } from "../../../kernel/index.ts";

interface Column {
  name: string;
  filled: string;
  typed: string;
  list?: string;
  code?: string;
}
interface Counted {
  from: string;
  where: string;
  fresh: string;
  /** What makes two rows the same fact. */
  same: string;
  /** Whether what a row refers to is there. */
  referred: string;
  columns: readonly Column[];
}
const text = (name: string, sql: string): Column => ({ name, filled: `${sql} <> ''`, typed: `${sql} ~ '[[:alpha:]]'` });
const village: Column = {
  name: "village",
  filled: "r.village <> ''",
  typed: "r.village ~ '^\\d{2}\\.\\d{2}\\.\\d{2}\\.\\d{4}$'",
  list: "regions/villages",
  code: "r.village",
};

const counted: Record<"population" | "businesses", Counted> = {
  population: {
    from: "registry.person r left join registry.family f on f.id = r.family",
    where: "r.died_on is null and r.merged_into is null",
    fresh: "r.recorded_at",
    same: "r.name || r.birth_date::text || r.birth_place",
    referred: "f.id is not null",
    columns: [
      text("name", "r.name"),
      {
        name: "birthDate",
        filled: "r.birth_date is not null",
        typed: "r.birth_date between '1900-01-01' and current_date",
      },
      text("birthPlace", "r.birth_place"),
      { name: "sex", filled: "r.sex <> ''", typed: "r.sex in ('female', 'male')" },
      {
        name: "maritalStatus",
        filled: "r.marital_status <> ''",
        typed: "r.marital_status in ('single', 'married', 'divorced', 'widowed')",
      },
      text("street", "r.street"),
      village,
    ],
  },
  businesses: {
    from: "registry.business r",
    where: "r.status = 'active'",
    fresh: "r.recorded_at",
    same: "r.name || r.village || r.street",
    referred: "exists (select from registry.business_role o where o.business = r.id and o.role = 'owner')",
    columns: [
      text("name", "r.name"),
      { name: "nib", filled: "r.nib <> ''", typed: "r.nib ~ '^\\d{13}$'" },
      {
        name: "kind",
        filled: "r.kind <> ''",
        typed: "r.kind in ('individual', 'cv', 'pt', 'cooperative', 'foundation')",
      },
      {
        name: "activity",
        filled: "cardinality(r.kbli) > 0",
        typed: "r.kbli[1] ~ '^\\d{5}$'",
        list: "activities",
        code: "r.kbli[1]",
      },
      {
        name: "foundedOn",
        filled: "r.founded_on is not null",
        typed: "r.founded_on between '1800-01-01' and current_date",
      },
      village,
    ],
  },
};

/** Counts the register of people or of businesses, for how good its data is. No record leaves, and no value but codes. */
export const quality = query({
  name: "registry.quality",
  internal: true,
  input: z.object({ register: z.enum(["population", "businesses"]), freshSince: z.iso.date() }).strict(),
  allow: [{ hat: "system", purpose: "statistics" }],
  async answer({ tx }, { register, freshSince }) {
    const { from, where, fresh, same, referred, columns } = counted[register];
    // A whole nation takes longer than a page may; a job asks, and nobody waits.
    tx.send("set local statement_timeout = 300000");
    // Row security makes the planner expect few rows, and sort all of them on disk.
    tx.send("set local enable_sort = off");
    const parts = columns.flatMap(({ filled, typed }, i) => [
      `count(*) filter (where ${filled})::int as f${i}`,
      `count(*) filter (where ${filled} and ${typed})::int as t${i}`,
    ]);
    const [row] = await tx.query<Record<string, number>>(
      `select count(*)::int as total, count(*) filter (where ${fresh} >= $1)::int as fresh,
         count(*) filter (where ${referred})::int as referred, ${parts.join(", ")} from ${from} where ${where}`,
      [freshSince],
    );
    const [twice] = await tx.query<{ n: number }>(
      `select coalesce(sum(n - 1), 0)::int as n from (
         select count(*) as n from ${from} where ${where} group by hashtextextended(${same}, 0) having count(*) > 1) as d`,
    );
    const fields = [];
    for (const [i, { name, list, code }] of columns.entries()) {
      const codes = list
        ? await tx.query<{ code: string; n: number }>(
            `select ${code} as code, count(*)::int as n from ${from} where ${where} group by 1 limit 200000`,
          )
        : [];
      fields.push({
        name,
        filled: row![`f${i}`]!,
        typed: row![`t${i}`]!,
        list: list ?? null,
        codes: codes.map(({ code: value, n }): [string, number] => [value ?? "", n]),
      });
    }
    const { total = 0, fresh: since = 0, referred: known = 0 } = row!;
    return { total, fresh: since, referring: total, referred: known, duplicates: twice!.n, fields };
  },
});
