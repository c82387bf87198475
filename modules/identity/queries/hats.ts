import { z } from "zod";
import { isId, on, query } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";

/** In what capacities an account may act. */
export const myHats = query({
  name: "identity.hats-of",
  internal: true,
  input: z.object({ account: z.string().refine(isId), person: z.string().refine(isId) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ tx, now, world }, { account, person }) {
    const today = world.calendar.today(now);
    const mandates = await on<IdentityTables>(tx)
      .selectFrom("identity.mandate")
      .selectAll()
      .where("person", "=", person)
      .where("revoked_at", "is", null)
      .where("accepted_at", "is not", null)
      .where((row) => row.or([row("until", "is", null), row("until", ">=", today)]))
      .orderBy("business_name")
      .limit(50)
      .execute();
    const officers = await on<IdentityTables>(tx)
      .selectFrom("identity.officer")
      .selectAll()
      .where("account", "=", account)
      .where("state", "=", "active")
      .orderBy("agency")
      .limit(20)
      .execute();
    return { mandates, officers };
  },
});

/** The same, for the one who asks. */
export const hats = query({
  name: "identity.hats",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
    { hat: "officer", purpose: "own-data" },
  ],
  answer: ({ actor, askAsRoom }) => askAsRoom(myHats, { account: actor.account!, person: actor.person! }),
});
