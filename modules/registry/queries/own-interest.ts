import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { idSchema } from "../person.ts";

/**
 * Whether what an officer has before them is their own: about themselves, about somebody of their household, or about
 * a business that one of these owns or directs. Only yes or no leaves, so nobody's record is read by it.
 */
export const ownInterest = query({
  name: "registry.own-interest",
  internal: true,
  input: z.object({ person: idSchema, business: idSchema.nullable() }).strict(),
  allow: [{ hat: "officer", purpose: "service" }],
  async answer({ tx, actor }, { person, business }) {
    const [found] = await tx.query<{ own: boolean }>(
      `select $2::uuid = $1::uuid or coalesce((select family from registry.person where id = $1) = (select family from registry.person where id = $2), false)
         or exists (select from registry.business_role r where r.business = $3 and (r.person = $1
           or (select family from registry.person where id = r.person) = (select family from registry.person where id = $1))) as own`,
      [actor.person, person, business],
    );
    return found!.own;
  },
});

/** The same of many at once, in their order: a queue is looked through in one question. */
export const ownInterests = query({
  name: "registry.own-interests",
  internal: true,
  input: z
    .object({ of: z.array(z.object({ person: idSchema, business: idSchema.nullable() }).strict()).max(5000) })
    .strict(),
  allow: [{ hat: "officer", purpose: "service" }],
  async answer({ tx, actor }, { of }) {
    const rows = await tx.query<{ own: boolean }>(
      `with mine as (select id from registry.person where id = $1 or family = (select family from registry.person where id = $1))
       select a.person = $1 or a.person in (select id from mine)
         or exists (select from registry.business_role r where r.business = a.business and r.person in (select id from mine)) as own
       from unnest($2::uuid[], $3::uuid[]) with ordinality as a(person, business, n) order by n`,
      [actor.person, of.map(({ person }) => person), of.map(({ business }) => business)],
    );
    return rows.map(({ own }) => own === true);
  },
});
