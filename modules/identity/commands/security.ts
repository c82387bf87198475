import { z } from "zod";
import { command, isId, isLocale, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { accountHeld, emailOf } from "../queries/house.ts";
import { hashPassword, newTotpSecret, passwordFault, passwordFits } from "../secret.ts";
import type { IdentityTables } from "../tables.ts";
import { openPending } from "./house.ts";
import { hash } from "./sign-in.ts";

const everyHat = (assurance: 2 | 3) =>
  [
    { hat: "citizen", assurance },
    { hat: "business", assurance },
    { hat: "officer", assurance },
  ] as const;

/** A new password, given the old one. Other sessions end. */
export const changePassword = command({
  name: "identity.change-password",
  internal: true,
  input: z.object({ current: z.string().max(400), next: z.string().max(400) }).strict(),
  allow: everyHat(3),
  async carryOut({ world, tx, actor, now, askAsRoom }, { current, next }) {
    const account = await askAsRoom(accountHeld, { id: actor.account! });
    await world.patience.knock("change-password", actor.account!, { times: 10, seconds: 900 });
    if (!account || !(await passwordFits(account.password_hash, current)))
      refuseFields([{ path: "current", messageKey: "identity.fault.current" }]);
    const email = await askAsRoom(emailOf, { id: account.id });
    const fault = passwordFault(next, [account.name, email?.split("@")[0] ?? ""]);
    if (fault) refuseFields([{ path: "next", messageKey: fault }]);
    await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({ password_hash: await hashPassword(next) })
      .where("id", "=", account.id)
      .execute();
    await on<IdentityTables>(tx)
      .updateTable("identity.session")
      .set({ revoked_at: now })
      .where("account", "=", account.id)
      .where("id", "<>", actor.session ?? "")
      .where("revoked_at", "is", null)
      .execute();
    return { result: null, facts: [{ name: "identity.password-changed", subject: account.id }] };
  },
});

/** Begins a new authenticator app; the old one holds until the new one's first code. */
export const beginTotp = command({
  name: "identity.begin-totp",
  internal: true,
  input: z.object({ next: hash }).strict(),
  allow: everyHat(3),
  async carryOut({ actor, tell }, { next }) {
    await tell(openPending, {
      hash: next,
      kind: "totp",
      account: actor.account!,
      content: { secret: newTotpSecret() },
      minutes: 30,
    });
    return { result: null, subject: actor.account! };
  },
});

/** Ten fresh recovery codes, by their hashes; older ones open nothing any more. */
export const replaceRecoveryCodes = command({
  name: "identity.replace-recovery-codes",
  internal: true,
  input: z.object({ hashes: z.array(hash).length(10) }).strict(),
  allow: everyHat(3),
  async carryOut({ tx, actor }, { hashes }) {
    await on<IdentityTables>(tx).deleteFrom("identity.recovery_code").where("account", "=", actor.account).execute();
    await on<IdentityTables>(tx)
      .insertInto("identity.recovery_code")
      .values(hashes.map((text) => ({ hash: Buffer.from(text, "base64url"), account: actor.account!, used_at: null })))
      .execute();
    return { result: null, facts: [{ name: "identity.recovery-codes-replaced", subject: actor.account! }] };
  },
});

/** Ends one of my sessions, or all but this one. */
export const endSessions = command({
  name: "identity.end-sessions",
  internal: true,
  input: z.object({ id: z.string().refine(isId).optional() }).strict(),
  allow: everyHat(2),
  async carryOut({ tx, actor, now }, { id }) {
    let mine = on<IdentityTables>(tx)
      .updateTable("identity.session")
      .set({ revoked_at: now })
      .where("account", "=", actor.account)
      .where("revoked_at", "is", null);
    mine = id ? mine.where("id", "=", id) : mine.where("id", "<>", actor.session ?? "");
    const ended = await mine.returning("id").execute();
    if (id && ended.length === 0) refuse("not-found", "kernel.refusal.not-found");
    return { result: { ended: ended.length }, subject: actor.account! };
  },
});

/** In which language I am written to. */
export const chooseLanguage = command({
  name: "identity.choose-language",
  internal: true,
  input: z.object({ locale: z.string().refine(isLocale) }).strict(),
  allow: everyHat(2),
  async carryOut({ tx, actor }, { locale }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({ locale })
      .where("id", "=", actor.account)
      .execute();
    return { result: null, subject: actor.account! };
  },
});
