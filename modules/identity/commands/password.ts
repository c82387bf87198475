import { z } from "zod";
import { command, isId, on, refuseFields } from "../../../kernel/index.ts";
import { everyone } from "../everyone.ts";
import { tellOwner } from "../notice.ts";
import { passwordFault } from "../password.ts";
import { accountHeld, emailOf } from "../queries/house.ts";
import { hashPassword, passwordFits } from "../secret.ts";
import type { IdentityTables } from "../tables.ts";

const id = z.string().refine(isId);

/** A new password, given the old one. Other sessions end. */
export const changePassword = command({
  name: "identity.change-password",
  internal: true,
  input: z.object({ current: z.string().max(400), next: z.string().max(400) }).strict(),
  allow: everyone(3),
  async carryOut(context, { current, next }) {
    const { world, actor, askAsRoom, tell } = context;
    await world.patience.knock("change-password", actor.account!, { times: 10, seconds: 900 });
    const account = await askAsRoom(accountHeld, { id: actor.account! });
    if (!account || !(await passwordFits(account.password_hash, current)))
      refuseFields([{ path: "current", messageKey: "identity.fault.current" }]);
    const email = await askAsRoom(emailOf, { id: account.id });
    const fault = passwordFault(next, [account.name, email ?? ""]);
    if (fault) refuseFields([{ path: "next", messageKey: fault }]);
    await tell(keepPassword, { account: account.id, hash: await hashPassword(next), except: actor.session });
    await tellOwner(context, account.id, "password");
    return { result: null, facts: [{ name: "identity.password-changed", subject: account.id }] };
  },
});

/**
 * From now on this is the password. Every session but one, every token and everything half done ends: whoever knew
 * the old one is out.
 */
export const keepPassword = command({
  name: "identity.keep-password",
  internal: true,
  input: z.object({ account: id, hash: z.string(), except: id.nullable() }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { account, hash, except }) {
    const rows = on<IdentityTables>(tx);
    await rows.updateTable("identity.account").set({ password_hash: hash }).where("id", "=", account).execute();
    let open = rows
      .updateTable("identity.session")
      .set({ revoked_at: now })
      .where("account", "=", account)
      .where("revoked_at", "is", null);
    if (except) open = open.where("id", "<>", except);
    await open.execute();
    const begun = await rows
      .deleteFrom("identity.pending")
      .where("account", "=", account)
      .returning("subject")
      .execute();
    for (const { subject } of begun) await world.secrets.shred(tx, subject);
    return { result: null, subject: account };
  },
});
