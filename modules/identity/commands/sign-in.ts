import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { checkSecondFactor } from "../factor.ts";
import { credentialsOf, pendingOf } from "../queries/house.ts";
import { passwordFits } from "../secret.ts";
import type { IdentityTables } from "../tables.ts";
import { closePending, openPending, openSession } from "./house.ts";

export const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * First step of signing in: identifier (e-mail or NIK) and password. The caller makes the pending
 * word and gives its hash. The refusal is the same whether the account, or only the password, is wrong,
 * and takes as long.
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
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, askAsRoom, tell }, { identifier, password, hash: key, network }) {
    // By network and by account: a guesser is slowed, and no one can lock another out by name alone.
    await world.patience.knock("sign-in-network", network, { times: 60, seconds: 900 });
    await world.patience.knock("sign-in-account", `${identifier.toLowerCase()}|${network}`, {
      times: 10,
      seconds: 900,
    });
    const account = await askAsRoom(credentialsOf, { identifier });
    if (!(await passwordFits(account?.password_hash ?? null, password)) || !account)
      refuse("invalid", "identity.refusal.sign-in");
    await world.patience.forgive("sign-in-account", `${identifier.toLowerCase()}|${network}`);
    await tell(openPending, { hash: key, kind: "second-factor", account: account.id, content: {}, minutes: 10 });
    return { result: null, subject: account.id };
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
    await context.tell(openSession, { hash: key, account: begun.account, device, deviceHash });
    return { result: null, subject: begun.account };
  },
});

/** Ends the session that asks. */
export const signOut = command({
  name: "identity.sign-out",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "citizen" }, { hat: "business" }, { hat: "officer" }],
  async carryOut({ tx, actor, now }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.session")
      .set({ revoked_at: now })
      .where("id", "=", actor.session)
      .execute();
    return { result: null, subject: actor.session ?? "" };
  },
});

/** The second factor again: for five minutes the session may pay, sign and grant power. */
export const stepUp = command({
  name: "identity.step-up",
  internal: true,
  input: z.object({ code: z.string().trim().min(1).max(40) }).strict(),
  allow: [{ hat: "citizen" }, { hat: "business" }, { hat: "officer" }],
  async carryOut(context, { code }) {
    const { tx, actor, now } = context;
    await checkSecondFactor(context, actor.account!, code);
    await on<IdentityTables>(tx)
      .updateTable("identity.session")
      .set({ stepped_up_at: now })
      .where("id", "=", actor.session)
      .execute();
    return { result: null, subject: actor.session ?? "" };
  },
});
