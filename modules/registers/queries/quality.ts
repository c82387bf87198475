import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import type { Field, Register } from "../definition/schema.ts";
import { fitsInSql } from "../definition/sql.ts";
import { registerNamed } from "../register.ts";

/** What was counted of one field. `codes` are the distinct codes with how often each stands there, for who knows the list. */
export interface FieldCount {
  name: string;
  filled: number;
  typed: number;
  list: string | null;
  codes: [code: string, count: number][];
}
export interface RegisterCount {
  total: number;
  fresh: number;
  /** Records that say the same, of the same holder, as an earlier one. */
  duplicates: number;
  /** Records that should name whom they are about, and those that do. */
  referring: number;
  referred: number;
  fields: FieldCount[];
}

const codesOf = (name: string): string =>
  `coalesce(r.data->'${name}'->>'code', r.data->'${name}'->>'villageCode', r.data->'${name}'->>'village', r.data->>'${name}')`;
const villages = "regions/villages";
const listOf = (field: Field): string | null =>
  field.type === "code" ? field.list! : field.type === "address" ? villages : null;

/** Fields whose content can be looked at: what is sealed opens to nobody here. */
const measurable = (of: Register): [string, Field][] =>
  Object.entries(of.fields).filter(([, { protection }]) => protection !== "sealed");

/** Counts a whole register, for how good its data is. No record leaves, and no value but codes of lists. */
export const quality = query({
  name: "registers.quality",
  internal: true,
  input: z.object({ register: z.string().max(60), freshSince: z.iso.date() }).strict(),
  load: ({ tx }, { register }) => registerNamed(tx, register),
  allow: [{ hat: "system", purpose: "statistics" }],
  async answer({ tx }, { freshSince }, of): Promise<RegisterCount> {
    const fields = measurable(of);
    // A register of a nation takes longer than a page may; a job asks, and nobody waits.
    tx.send("set local statement_timeout = 300000");
    tx.send("set local enable_sort = off");
    const live = "from registers.record r where r.register = $1 and r.ended_on is null";
    const counts = fields.flatMap(([name, field], i) => [
      `count(*) filter (where r.data ? '${name}')::int as f${i}`,
      `count(*) filter (where r.data ? '${name}' and (${fitsInSql(field, `(r.data->'${name}')`)}))::int as t${i}`,
    ]);
    const [row] = await tx.query<Record<string, number>>(
      `select count(*)::int as total, count(*) filter (where r.recorded_at >= $2)::int as fresh,
         count(*) filter (where ${of.holder === "none" ? "true" : "r.person is not null or r.business is not null"})::int as referred
         ${counts.map((part) => `, ${part}`).join("")} ${live}`,
      [of.code, freshSince],
    );
    const [same] = await tx.query<{ n: number }>(
      `select coalesce(sum(n - 1), 0)::int as n from (
         select count(*) as n ${live}
         group by hashtextextended(r.data::text || coalesce(r.person::text, '') || coalesce(r.business::text, ''), 0)
         having count(*) > 1) as d`,
      [of.code],
    );
    const found: FieldCount[] = [];
    for (const [i, [name, field]] of fields.entries()) {
      const list = listOf(field);
      const codes = list
        ? await tx.query<{ code: string; n: number }>(
            `select ${codesOf(name)} as code, count(*)::int as n ${live} and r.data ? '${name}' group by 1 limit 200000`,
            [of.code],
          )
        : [];
      found.push({
        name,
        filled: row![`f${i}`]!,
        typed: row![`t${i}`]!,
        list,
        codes: codes.map(({ code, n }) => [code ?? "", n]),
      });
    }
    const { total, fresh, referred } = row as unknown as Pick<RegisterCount, "total" | "fresh" | "referred">;
    return { total, fresh, referred, referring: total, duplicates: same!.n, fields: found };
  },
});
