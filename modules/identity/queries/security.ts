import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { idleMs } from "../doorman.ts";
import type { IdentityTables } from "../tables.ts";
import { emailOf } from "./house.ts";

/** My devices, passkeys and codes. */
export const mySecurity = query({
  name: "identity.security",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
    { hat: "officer", purpose: "own-data" },
  ],
  async answer({ tx, actor, now, askAsRoom }) {
    const held = await on<IdentityTables>(tx)
      .selectFrom("identity.session")
      .select(["id", "device", "kind", "hat", "seen_at", "created_at"])
      .where("account", "=", actor.account)
      .where("revoked_at", "is", null)
      .where("expires_at", ">", now)
      .orderBy("seen_at", "desc")
      .limit(50)
      .execute();
    const sessions = held.filter(
      ({ kind, hat, seen_at }) => kind === "token" || now.getTime() - seen_at.getTime() <= idleMs[hat],
    );
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
    const email = await askAsRoom(emailOf, { id: actor.account! });
    return {
      email,
      sessions,
      passkeys,
      codesLeft: codes.filter((code) => !code.used_at).length,
      session: actor.session,
    };
  },
});
