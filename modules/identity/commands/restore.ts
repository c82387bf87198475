import { z } from "zod";
import { command, isId, on } from "../../../kernel/index.ts";
import { emailIndex } from "../account.ts";
import { tellOwner } from "../notice.ts";
import type { IdentityTables } from "../tables.ts";
import { keepPassword } from "./password.ts";

const id = z.string().refine(isId);

/**
 * An account whose owner proved at the counter who they are, having lost every way in: a new password and address,
 * and everything that opened it before is gone. Duties at offices wait for a second person again, so that one officer
 * at a counter cannot become the head or the administrator.
 */
export const restoreAccount = command({
  name: "identity.restore-account",
  internal: true,
  input: z.object({ account: id, email: z.email().max(200), passwordHash: z.string(), by: id }),
  allow: [{ hat: "system" }],
  async carryOut(context, { account, email, passwordHash, by }) {
    const { world, tx, tell } = context;
    // To the old address too, while it is still there.
    await tellOwner(context, account, "restored");
    const rows = on<IdentityTables>(tx);
    await tell(keepPassword, { account, hash: passwordHash, except: null });
    await rows
      .updateTable("identity.account")
      .set({
        email: await world.secrets.seal(tx, account, "identity.account.email", email),
        email_index: emailIndex(world, email),
        totp_secret: null,
        totp_step: 0n,
      })
      .where("id", "=", account)
      .execute();
    await rows.deleteFrom("identity.passkey").where("account", "=", account).execute();
    await rows.deleteFrom("identity.recovery_code").where("account", "=", account).execute();
    await rows.deleteFrom("identity.device").where("account", "=", account).execute();
    const offices = rows.selectFrom("identity.officer").select("id").where("account", "=", account);
    await rows
      .updateTable("identity.officer_role")
      .set({ proposed_by: by, approved_by: null, approved_at: null })
      .where("officer", "in", offices)
      .where("withdrawn_at", "is", null)
      .execute();
    return { result: null, facts: [{ name: "identity.account-restored", subject: account }] };
  },
});
