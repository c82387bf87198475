import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { idSchema, nikIndex } from "../person.ts";

/** What ties an officer to the person whose record they opened. */
export interface Tie {
  household: boolean;
  street: boolean;
  surname: boolean;
  wellKnown: boolean;
}

/**
 * For each pair of people, in their order: whether they are of one household, live in one street of one village, share a
 * last name, and whether the second is one of those numbers. Only yes or no leaves, so nobody's record is read by it.
 */
export const tiesBetween = query({
  name: "registry.ties",
  internal: true,
  input: z
    .object({
      pairs: z.array(z.object({ officer: idSchema.nullable(), person: idSchema }).strict()).max(5000),
      wellKnown: z.array(z.string().max(16)).max(1000),
    })
    .strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  answer: ({ world, tx }, { pairs, wellKnown }) =>
    tx.query<Tie & Record<string, unknown>>(
      `select coalesce(a.family = b.family, false) as household,
         coalesce(a.village = b.village and lower(a.street) = lower(b.street), false) as street,
         coalesce(position(' ' in a.name) > 0 and position(' ' in b.name) > 0
           and lower(regexp_replace(a.name, '^.* ', '')) = lower(regexp_replace(b.name, '^.* ', '')), false) as surname,
         coalesce(b.nik_index = any($3::bytea[]), false) as "wellKnown"
       from unnest($1::uuid[], $2::uuid[]) with ordinality as pair(officer, person, n)
         left join registry.person a on a.id = pair.officer left join registry.person b on b.id = pair.person
       order by n`,
      [
        pairs.map(({ officer }) => officer),
        pairs.map(({ person }) => person),
        wellKnown.map((nik) => nikIndex(world, nik)),
      ],
    ),
});
