import { z } from "zod";
import { isId, on, query, refuse } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";
import { myHats } from "./hats.ts";
import { accountOfPerson } from "./house.ts";

/** Whether somebody has an open account, and for which businesses they may act now. For rooms that let others rely on it. */
export const standingOf = query({
  name: "identity.standing",
  internal: true,
  input: z.object({ person: z.string().refine(isId) }).strict(),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ ask }, { person }) {
    const account = await ask(accountOfPerson, { person });
    if (account?.state !== "active") return null;
    const { mandates } = await ask(myHats, { account: account.id, person });
    return { account: account.id, mandates };
  },
});

/** When this session last proved who sits there: at sign-in, or when the second factor was given again. */
export const signedInAt = query({
  name: "identity.signed-in-at",
  internal: true,
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
    { hat: "officer", purpose: "own-data" },
  ],
  async answer({ tx, actor }) {
    const session = await on<IdentityTables>(tx)
      .selectFrom("identity.session")
      .select(["created_at", "stepped_up_at"])
      .where("id", "=", actor.session)
      .executeTakeFirst();
    if (!session) refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    return session.stepped_up_at ?? session.created_at;
  },
});
