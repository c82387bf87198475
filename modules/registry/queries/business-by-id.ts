import { z } from "zod";
import { query, relation } from "../../../kernel/index.ts";
import { businessFields, businessView, type HeldBusiness, heldBusiness } from "../business.ts";
import { idSchema } from "../person.ts";
import { lookedFor, noteOf, reasonGiven } from "./search-people.ts";

const owner = relation<HeldBusiness>("owner or director", (actor, { roles }) =>
  roles.some((role) => role.person === actor.person),
);
const acting = relation<HeldBusiness>("acts for this business", (actor, { row }) => actor.business?.id === row.id);

/** Which business has this number, or null. For other rooms only. */
export const businessNumbered = query({
  name: "registry.business-numbered",
  internal: true,
  input: z.object({ nib: z.string().regex(/^\d{13}$/) }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx }, { nib }) {
    const [row] = await tx.query<{ id: string }>("select id from registry.business where nib = $1", [nib]);
    return row ?? null;
  },
});

/** One business with its activities, place and owners. */
export const businessById = query({
  name: "registry.business",
  input: z.object({ id: idSchema, ...lookedFor }).strict(),
  load: ({ tx }, { id }) => heldBusiness(tx, id),
  allow: [
    { hat: "citizen", relation: owner, purpose: "own-data" },
    { hat: "business", relation: acting, purpose: "own-data" },
    { hat: "officer", roles: ["front-desk"], purpose: "counter" },
    { hat: "officer", roles: ["reviewer", "opinion-giver", "head"], purpose: "service" },
    { hat: "system", purpose: "service" },
  ],
  async answer({ world, actor }, input, held) {
    reasonGiven(actor, input);
    return businessView(world.government, held);
  },
  personal: {
    about: (_business, { roles }) => roles.map((role) => role.person),
    fields: businessFields,
    subject: ({ within }) => within ?? null,
    note: noteOf,
  },
});
