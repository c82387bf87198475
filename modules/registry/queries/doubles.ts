import { z } from "zod";
import { keyset, pageOf, query, type Role, refuseFields } from "../../../kernel/index.ts";
import { deciders, fields, keepers, keeping, keeps, mergeFields } from "../merging/proposal.ts";
import { idSchema, isOldNik, ownRow, personAs, personFields, personRowByNik } from "../person.ts";
import { nikSchema } from "./person-by-nik.ts";

const by = <R extends readonly Role[]>(roles: R) =>
  [{ hat: "officer", roles, relation: keeps, purpose: "register-upkeep" }] as const;

interface PairRow {
  id: string;
  one: string;
  other: string;
  name: string;
  other_name: string;
  birth_date: string;
  same_sex: boolean;
}

/** Pairs that may be one person and that nobody has judged or proposed to merge yet, the newest found first. */
export const openDoubles = query({
  name: "registry.doubles",
  input: z.object({ ...keyset, sameSex: z.coerce.boolean().default(false) }).strict(),
  load: keeping,
  // Whoever decides sees on the same page what else there is.
  allow: by(deciders),
  async answer({ tx }, { sameSex, ...asked }) {
    const { after, before, limit } = asked;
    const rows = await tx.query<PairRow & Record<string, unknown>>(
      `select d.id, d.one, d.other, a.name, b.name as other_name, a.birth_date, a.sex = b.sex as same_sex
       from registry.double d join registry.person a on a.id = d.one join registry.person b on b.id = d.other
       where d.judged_at is null and a.merged_into is null and b.merged_into is null
         and (a.died_on is null or b.died_on is null) and a.birth_date = b.birth_date and ($2 = false or a.sex = b.sex)
         and not exists (select from registry.proposal p where p.state = 'open'
           and least(p.person, p.other) = d.one and greatest(p.person, p.other) = d.other)
         and ($1::uuid is null or d.id ${before ? ">" : "<"} $1)
       order by d.id ${before ? "asc" : "desc"} limit $3`,
      [before ?? after ?? null, sameSex, limit + 1],
    );
    return pageOf<PairRow>(rows, asked);
  },
  personal: {
    about: ({ rows }) => rows.flatMap(({ one, other }) => [one, other]),
    fields: ["name", "birthDate"],
    note: () => ({ reason: "correction" }),
  },
});

/** Two records beside each other, as they stand, and in what they differ: for whoever says whether they are one. */
export const pairOfPeople = query({
  name: "registry.pair",
  input: z.object({ one: idSchema, other: idSchema }).strict(),
  load: keeping,
  allow: by(keepers),
  async answer({ see, world, tx }, { one, other }) {
    const rows = [await ownRow(tx, one), await ownRow(tx, other)];
    const [a, b] = rows;
    if (!a || !b) return null;
    const both = [await personAs(see, world, tx, a), await personAs(see, world, tx, b)] as const;
    return {
      both,
      merged: rows.map((row) => row!.merged_into),
      differ: mergeFields.filter((name) => fields[name].some((column) => a[column] !== b[column])),
    };
  },
  personal: {
    about: (pair) => pair?.both.map(({ id }) => id) ?? [],
    fields: personFields,
    note: () => ({ reason: "correction" }),
  },
});

/** The ids of people named by their numbers, each as it is and as it is led on to. */
export const idsByNik = query({
  name: "registry.ids-by-nik",
  internal: true,
  input: z.object({ niks: z.array(nikSchema).min(1).max(2) }).strict(),
  load: keeping,
  allow: by(keepers),
  async answer({ world, tx }, { niks }) {
    const found = [];
    for (const [i, nik] of niks.entries()) {
      const row = await personRowByNik(world, tx, nik);
      if (!row) refuseFields([{ path: `niks.${i}`, messageKey: "registry.refusal.unknown-person" }]);
      found.push({ id: row.id, old: isOldNik(world, row, nik) });
    }
    return found;
  },
  personal: {
    about: (found) => found.map(({ id }) => id),
    fields: ["nik"],
    note: () => ({ reason: "correction" }),
  },
});
