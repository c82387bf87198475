import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { checkSecondFactor } from "../factor.ts";
import { credentialsOf, knowsDevice, pendingOf } from "../queries/house.ts";
import { newTotpSecret, passwordFits } from "../secret.ts";
import { hash } from "../token.ts";
import { openSession } from "./open-session.ts";
import { closePending, openPending } from "./pending.ts";

/**
 * First step of signing in: identifier (e-mail or NIK) and password. The caller makes the pending
 * word and gives its hash. The refusal is the same whether the account, or only the password, is wrong,
 * and takes as long. An account whose authenticator app was never set up goes on with setting it up.
 */
export const beginSignIn = command({
  name: "identity.begin-sign-in",
  internal: true,
  input: z
    .object({
      identifier: z.string().trim().min(1).max(200),
      password: z.string().min(1).max(200),
      hash,
      network: z.string(),
      deviceHash: hash.nullish(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, askAsRoom, tell }, { identifier, password, hash: key, network, deviceHash }) {
    const who = identifier.toLowerCase();
    await world.patience.knock("sign-in-network", network, { times: 60, seconds: 900 });
    await world.patience.knock("sign-in-account", `${who}|${network}`, { times: 10, seconds: 900 });
    const account = await askAsRoom(credentialsOf, { identifier });
    // A guesser with many networks is slowed too; the owner's own browser is not, so that nobody can lock another out.
    const known = account && deviceHash && (await askAsRoom(knowsDevice, { account: account.id, hash: deviceHash }));
    if (!known) await world.patience.knock("sign-in-anywhere", who, { times: 100, seconds: 3600 });
    if (!(await passwordFits(account?.password_hash ?? null, password)) || !account)
      refuse("invalid", "identity.refusal.sign-in");
    await world.patience.forgive("sign-in-account", `${who}|${network}`);
    await world.patience.forgive("sign-in-anywhere", who);
    const next = account.totp_secret ? "second-factor" : "totp";
    const content: Record<string, string> = account.totp_secret ? {} : { secret: newTotpSecret() };
    await tell(openPending, { hash: key, kind: next, account: account.id, content, minutes: 10 });
    return { result: { next }, subject: account.id };
  },
});

/** Second step: the code. Opens a session under a fresh token; the pending word is over. */
export const finishSignIn = command({
  name: "identity.finish-sign-in",
  internal: true,
  input: z
    .object({
      pending: hash,
      code: z.string().trim().min(1).max(40),
      hash,
      device: z.string().max(100),
      deviceHash: hash.nullable(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut(context, { pending, code, hash: key, device, deviceHash }) {
    const begun = await context.askAsRoom(pendingOf, { hash: pending, kind: "second-factor" });
    if (!begun?.account) refuse("sign-in-needed", "identity.refusal.pending-over");
    await checkSecondFactor(context, begun.account, code);
    await context.tell(closePending, { hash: pending });
    await context.tell(openSession, {
      hash: key,
      account: begun.account,
      device,
      deviceHash,
      instead: context.actor.session,
    });
    return { result: null, subject: begun.account };
  },
});
