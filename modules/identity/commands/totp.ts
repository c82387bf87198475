import { z } from "zod";
import { command, isId, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { everyone } from "../everyone.ts";
import { tellOwner } from "../notice.ts";
import { accountHeld, pendingOf } from "../queries/house.ts";
import { newTotpSecret, totpStep } from "../secret.ts";
import type { IdentityTables } from "../tables.ts";
import { hash } from "../token.ts";
import { openSession } from "./open-session.ts";
import { closePending, openPending } from "./pending.ts";

/** Begins a new authenticator app; the old one holds until the new one's first code. */
export const beginTotp = command({
  name: "identity.begin-totp",
  internal: true,
  input: z.object({ next: hash }).strict(),
  allow: everyone(3),
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

/**
 * The first code of a new authenticator app: from now on it is the second factor. Whoever is not signed in to this
 * account has just proved who they are (sign-up, or a password whose app was never set up), and gets a session.
 */
export const confirmTotp = command({
  name: "identity.confirm-totp",
  internal: true,
  input: z
    .object({
      pending: hash,
      code: z.string().trim().max(10),
      hash,
      device: z.string().max(100),
      deviceHash: hash.nullable(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut(context, input) {
    const { world, actor, now, askAsRoom, tell } = context;
    const begun = await askAsRoom(pendingOf, { hash: input.pending, kind: "totp" });
    if (!begun?.account || !begun.content.secret) refuse("sign-in-needed", "identity.refusal.pending-over");
    const opens = actor.account !== begun.account;
    // Set up in the meantime by another way: a password alone never replaces an app.
    if (opens && (await askAsRoom(accountHeld, { id: begun.account }))?.totp_secret)
      refuse("sign-in-needed", "identity.refusal.pending-over");
    await world.patience.knock("totp-setup", begun.account, { times: 20, seconds: 900 });
    const step = await totpStep(begun.content.secret, input.code.replace(/\s/g, ""), now);
    if (step === null) refuseFields([{ path: "code", messageKey: "identity.refusal.code" }]);
    await tell(keepTotp, { account: begun.account, secret: begun.content.secret, step });
    await tell(closePending, { hash: input.pending });
    if (opens)
      await tell(openSession, {
        hash: input.hash,
        account: begun.account,
        device: input.device,
        deviceHash: input.deviceHash,
        instead: actor.session,
        notify: false,
      });
    else await tellOwner(context, begun.account, "totp");
    return { result: { opens }, subject: begun.account };
  },
});

const keepTotp = command({
  name: "identity.keep-totp",
  internal: true,
  input: z.object({ account: z.string().refine(isId), secret: z.string(), step: z.number().int() }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, askAsRoom }, { account, secret, step }) {
    if (!(await askAsRoom(accountHeld, { id: account }))) refuse("not-found", "kernel.refusal.not-found");
    const sealed = await world.secrets.seal(tx, account, "identity.account.totp_secret", secret);
    await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({ totp_secret: sealed, totp_step: BigInt(step) })
      .where("id", "=", account)
      .execute();
    return { result: null, facts: [{ name: "identity.totp-changed", subject: account }] };
  },
});
