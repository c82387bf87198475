import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";

/** My devices, passkeys and codes. */
export const mySecurity = query({
  name: "identity.security",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
    { hat: "officer", purpose: "own-data" },
  ],
  async answer({ tx, actor, now }) {
    const sessions = await on<IdentityTables>(tx)
      .selectFrom("identity.session")
      .select(["id", "device", "kind", "hat", "seen_at", "created_at"])
      .where("account", "=", actor.account)
      .where("revoked_at", "is", null)
      .where("expires_at", ">", now)
      .orderBy("seen_at", "desc")
      .limit(50)
      .execute();
    const passkeys = await on<IdentityTables>(tx)
      .selectFrom("identity.passkey")
      .select(["id", "label", "created_at", "used_at"])
      .where("account", "=", actor.account)
      .orderBy("created_at")
      .limit(20)
      .execute();
    const codes = await on<IdentityTables>(tx)
      .selectFrom("identity.recovery_code")
      .select("used_at")
      .where("account", "=", actor.account)
      .execute();
    return { sessions, passkeys, codesLeft: codes.filter((code) => !code.used_at).length, session: actor.session };
  },
});
