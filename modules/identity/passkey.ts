import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { type CommandContext, refuse, type World } from "../../kernel/index.ts";
import { closePending, openPending } from "./commands/pending.ts";
import { usePasskey } from "./commands/use-passkey.ts";
import { pendingOf } from "./queries/house.ts";
import { passkeyById } from "./queries/passkeys.ts";

/** The library, once somebody uses a passkey: 10 MB that a house without one need not hold. */
export const webauthn = () => import("@simplewebauthn/server");

/** The site that a passkey is bound to: another site, however alike, gets no answer from it. */
export const place = (world: World) => ({
  origin: new URL(world.config.PUBLIC_URL).origin,
  rpID: new URL(world.config.PUBLIC_URL).hostname,
});

/** What the browser hands back; the library looks at it closely. */
export const response = z.looseObject({
  id: z.string().max(1000),
  rawId: z.string().max(1000),
  type: z.literal("public-key"),
  response: z.looseObject({}),
});
type Kind = "passkey-sign-in" | "passkey-step-up";

/** A challenge that any passkey of this site may answer: it says itself whose it is. */
export async function challenge(
  { world, tell }: CommandContext,
  pending: string,
  kind: Kind,
  account: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: place(world).rpID,
    userVerification: "required",
    timeout: 120_000,
  });
  await tell(openPending, { hash: pending, kind, account, content: { challenge: options.challenge }, minutes: 5 });
  return options;
}

/** The passkey that answered the challenge, used up with it. Refuses with the same words whatever was wrong. */
export async function provenPasskey(
  { world, askAsRoom, tell }: CommandContext,
  pending: string,
  kind: Kind,
  made: z.infer<typeof response>,
): Promise<{ account: string; begunBy: string | null }> {
  const begun = await askAsRoom(pendingOf, { hash: pending, kind });
  const known = await askAsRoom(passkeyById, { id: made.id });
  if (!begun || !known) refuse("invalid", "identity.refusal.passkey");
  const { origin, rpID } = place(world);
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await verifyAuthenticationResponse({
    response: made as unknown as AuthenticationResponseJSON,
    expectedChallenge: begun.content.challenge ?? "",
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: {
      id: known.id,
      publicKey: new Uint8Array(known.public_key),
      counter: Number(known.counter),
      transports: known.transports as never,
    },
  }).catch(() => null);
  if (!verified?.verified) refuse("invalid", "identity.refusal.passkey");
  await tell(closePending, { hash: pending });
  await tell(usePasskey, { id: known.id, counter: verified.authenticationInfo.newCounter });
  return { account: known.account, begunBy: begun.account };
}
