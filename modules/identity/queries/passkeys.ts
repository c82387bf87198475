import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";

/** A passkey by the id that the browser gives. */
export const passkeyById = query({
  name: "identity.passkey",
  internal: true,
  input: z.object({ id: z.string().max(1000) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  answer: async ({ tx }, { id }) =>
    (await on<IdentityTables>(tx).selectFrom("identity.passkey").selectAll().where("id", "=", id).executeTakeFirst()) ??
    null,
});
