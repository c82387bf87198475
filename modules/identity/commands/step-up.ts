import { z } from "zod";
import { type CommandContext, command, on, refuse } from "../../../kernel/index.ts";
import { everyone } from "../everyone.ts";
import { checkSecondFactor } from "../factor.ts";
import { challenge, provenPasskey, response } from "../passkey.ts";
import type { IdentityTables } from "../tables.ts";
import { hash, hashBytes } from "../token.ts";

/**
 * The second factor again: for five minutes the session may pay, sign and grant power. It goes on under a
 * fresh token: whoever saw the old one gains nothing.
 */
export const stepUp = command({
  name: "identity.step-up",
  internal: true,
  input: z.object({ code: z.string().trim().min(1).max(40), hash }).strict(),
  allow: everyone(2),
  async carryOut(context, { code, hash: key }) {
    await checkSecondFactor(context, context.actor.account!, code);
    return goOn(context, key);
  },
});

/** A challenge for a passkey of one's own. */
export const beginPasskeyStepUp = command({
  name: "identity.begin-passkey-step-up",
  internal: true,
  input: z.object({ pending: hash }).strict(),
  allow: everyone(2),
  async carryOut(context, { pending }) {
    const { account } = context.actor;
    return { result: await challenge(context, pending, "passkey-step-up", account), subject: account! };
  },
});

/** The same with a passkey: it is opened anew by what one is or knows. */
export const stepUpWithPasskey = command({
  name: "identity.step-up-with-passkey",
  internal: true,
  input: z.object({ pending: hash, hash, response }).strict(),
  allow: everyone(2),
  async carryOut(context, { pending, hash: key, response: made }) {
    const { account, begunBy } = await provenPasskey(context, pending, "passkey-step-up", made);
    if (account !== context.actor.account || begunBy !== account) refuse("invalid", "identity.refusal.passkey");
    return goOn(context, key);
  },
});

async function goOn({ tx, actor, now }: CommandContext, key: string) {
  await on<IdentityTables>(tx)
    .updateTable("identity.session")
    .set({ stepped_up_at: now, hash: hashBytes(key) })
    .where("id", "=", actor.session)
    .where("kind", "=", "session")
    .execute();
  return { result: null, subject: actor.session ?? "" };
}
