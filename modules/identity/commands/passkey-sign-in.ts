import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { challenge, provenPasskey, response } from "../passkey.ts";
import { hash } from "../token.ts";
import { openSession } from "./open-session.ts";

/** A challenge for whoever comes: the passkey itself says whose it is. */
export const beginPasskeySignIn = command({
  name: "identity.begin-passkey-sign-in",
  internal: true,
  input: z.object({ pending: hash, network: z.string() }).strict(),
  allow: [{ hat: "anyone" }],
  async carryOut(context, { pending, network }) {
    await context.world.patience.knock("passkey", network, { times: 60, seconds: 900 });
    return { result: await challenge(context, pending, "passkey-sign-in", null), subject: "passkey" };
  },
});

/** Signs in with a passkey: something one has, opened by what one is or knows, so two factors at once. */
export const signInWithPasskey = command({
  name: "identity.sign-in-with-passkey",
  internal: true,
  input: z.object({ pending: hash, hash, device: z.string().max(100), deviceHash: hash.nullable(), response }).strict(),
  allow: [{ hat: "anyone" }],
  async carryOut(context, { pending, response: made, ...session }) {
    const { account } = await provenPasskey(context, pending, "passkey-sign-in", made);
    await context.tell(openSession, { ...session, account, instead: context.actor.session });
    return { result: null, subject: account };
  },
});
