import { z } from "zod";
import { on, query, relation } from "../../../kernel/index.ts";
import { businessFields, businessView, rolesIn } from "../business.ts";
import { idSchema } from "../person.ts";
import type { RegistryTables } from "../tables.ts";
import { lookedFor, noteOf, reasonGiven } from "./search-people.ts";

/** More than anybody owns; who does is shown the newest. */
const most = 50;
const asked = relation<unknown, { person: string }>("self", (actor, _thing, { person }) => actor.person === person);

/** The businesses that somebody owns or directs, newest first. */
export const businessesOfPerson = query({
  name: "registry.businesses",
  input: z.object({ person: idSchema, ...lookedFor }).strict(),
  allow: [
    { hat: "citizen", relation: asked, purpose: "own-data" },
    { hat: "business", relation: asked, purpose: "own-data" },
    { hat: "officer", roles: ["front-desk"], purpose: "counter" },
    { hat: "officer", roles: ["reviewer", "head"], purpose: "service" },
    { hat: "system", purpose: "service" },
  ],
  async answer({ world, tx, actor }, { person, ...looked }) {
    reasonGiven(actor, looked);
    const rows = await on<RegistryTables>(tx)
      .selectFrom("registry.business_role")
      .innerJoin("registry.business", "registry.business.id", "registry.business_role.business")
      .selectAll("registry.business")
      .distinct()
      .where("registry.business_role.person", "=", person)
      .orderBy("registry.business.id", "desc")
      .limit(most)
      .execute();
    const roles = await rolesIn(
      tx,
      rows.map((row) => row.id),
    );
    return rows.map((row) =>
      businessView(world.government, { row, roles: roles.filter((role) => role.business === row.id) }),
    );
  },
  personal: {
    about: (businesses) => businesses.flatMap((business) => business.owners.map((owner) => owner.person)),
    fields: businessFields,
    subject: ({ within }) => within ?? null,
    note: noteOf,
  },
});
