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
      `with home as (
         select h.id from registry.person me join registry.person h on h.family = me.family where me.id = $1
         union select $1)
       select $2 in (select id from home)
         or exists (select from registry.business_role where business = $3 and person in (select id from home)) as own`,
      [actor.person, person, business],
    );
    return found!.own;
  },
});
