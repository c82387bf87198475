import { type Holding, heldIn } from "../../kernel/index.ts";
import { accountById, openEmail } from "./account.ts";

/** What identity holds of a person: the account, and where it was or is signed in. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "identity.account",
    table: "identity.account",
    ended: "null",
    hides: ["email", "email_index", "nik_index", "password_hash", "totp_secret", "totp_step"],
    async opens({ world, tx }, id) {
      const row = await accountById(tx, id);
      return { email: row && (await openEmail(world, tx, row)) };
    },
  }),
  heldIn({
    name: "identity.session",
    table: "(select s.*, a.person from identity.session s join identity.account a on a.id = s.account)",
    ended: "coalesce(r.revoked_at, case when r.expires_at < clock.now then r.expires_at end)",
    hides: ["hash"],
  }),
];
