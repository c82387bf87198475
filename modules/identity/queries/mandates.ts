import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";

/** Mandates given to me; for who acts for a business: those that the business gave. */
export const myMandates = query({
  name: "identity.mandates",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ tx, actor }) {
    const all = on<IdentityTables>(tx)
      .selectFrom("identity.mandate")
      .selectAll()
      .orderBy("granted_at", "desc")
      .limit(100);
    return (
      actor.hat === "business" ? all.where("business", "=", actor.business!.id) : all.where("person", "=", actor.person)
    ).execute();
  },
});
