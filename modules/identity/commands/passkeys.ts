import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { command, on, refuse, type World } from "../../../kernel/index.ts";
import { pendingOf } from "../queries/house.ts";
import { passkeyById } from "../queries/passkeys.ts";
import type { IdentityTables } from "../tables.ts";
import { closePending, openPending, openSession } from "./house.ts";
import { hash } from "./sign-in.ts";

const place = (world: World) => ({
  origin: new URL(world.config.PUBLIC_URL).origin,
  rpID: new URL(world.config.PUBLIC_URL).hostname,
});
const everyHat = [
  { hat: "citizen", assurance: 3 },
  { hat: "business", assurance: 3 },
  { hat: "officer", assurance: 3 },
] as const;
const response = z.looseObject({
  id: z.string().max(1000),
  rawId: z.string().max(1000),
  type: z.literal("public-key"),
  response: z.looseObject({}),
});

/** What the browser needs to make a passkey for this account. */
export const beginPasskey = command({
  name: "identity.begin-passkey",
  internal: true,
  input: z.object({ pending: hash }).strict(),
  allow: everyHat,
  async carryOut({ world, tx, actor, tell }, { pending }) {
    const { rpID } = place(world);
    const mine = await on<IdentityTables>(tx)
      .selectFrom("identity.passkey")
      .select("id")
      .where("account", "=", actor.account)
      .execute();
    const options = await generateRegistrationOptions({
      rpName: "Pendopo",
      rpID,
      userName: actor.name ?? "",
      userID: new TextEncoder().encode(actor.account!),
      attestationType: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: mine.map(({ id }) => ({ id })),
      timeout: 120_000,
    });
    await tell(openPending, {
      hash: pending,
      kind: "passkey-register",
      account: actor.account!,
      content: { challenge: options.challenge },
      minutes: 5,
    });
    return { result: options, subject: actor.account! };
  },
});

/** Keeps the passkey that the browser made. */
export const addPasskey = command({
  name: "identity.add-passkey",
  internal: true,
  input: z.object({ pending: hash, label: z.string().max(100), response }).strict(),
  allow: everyHat,
  async carryOut({ world, tx, actor, now, askAsRoom, tell }, { pending, label, response: made }) {
    const begun = await askAsRoom(pendingOf, { hash: pending, kind: "passkey-register" });
    if (!begun || begun.account !== actor.account) refuse("invalid", "identity.refusal.passkey");
    const { origin, rpID } = place(world);
    const verified = await verifyRegistrationResponse({
      response: made as unknown as RegistrationResponseJSON,
      expectedChallenge: begun.content.challenge ?? "",
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }).catch(() => null);
    if (!verified?.verified || !verified.registrationInfo) refuse("invalid", "identity.refusal.passkey");
    const { credential } = verified.registrationInfo;
    await on<IdentityTables>(tx)
      .insertInto("identity.passkey")
      .values({
        id: credential.id,
        account: actor.account!,
        public_key: Buffer.from(credential.publicKey),
        counter: BigInt(credential.counter),
        transports: credential.transports ?? [],
        label,
        created_at: now,
        used_at: null,
      })
      .execute();
    await tell(closePending, { hash: pending });
    return { result: null, facts: [{ name: "identity.passkey-added", subject: actor.account! }] };
  },
});

/** Takes a passkey away: a lost phone opens nothing. */
export const removePasskey = command({
  name: "identity.remove-passkey",
  internal: true,
  input: z.object({ id: z.string().max(1000) }).strict(),
  allow: everyHat,
  async carryOut({ tx, actor }, { id }) {
    const gone = await on<IdentityTables>(tx)
      .deleteFrom("identity.passkey")
      .where("id", "=", id)
      .where("account", "=", actor.account)
      .returning("id")
      .execute();
    if (gone.length === 0) refuse("not-found", "kernel.refusal.not-found");
    return { result: null, facts: [{ name: "identity.passkey-removed", subject: actor.account! }] };
  },
});

/** A challenge for whoever comes: the passkey itself says whose it is. */
export const beginPasskeySignIn = command({
  name: "identity.begin-passkey-sign-in",
  internal: true,
  input: z.object({ pending: hash, network: z.string() }).strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, tell }, { pending, network }) {
    await world.patience.knock("passkey", network, { times: 60, seconds: 900 });
    const options = await generateAuthenticationOptions({
      rpID: place(world).rpID,
      userVerification: "required",
      timeout: 120_000,
    });
    await tell(openPending, {
      hash: pending,
      kind: "passkey-sign-in",
      account: null,
      content: { challenge: options.challenge },
      minutes: 5,
    });
    return { result: options, subject: "passkey" };
  },
});

/** Signs in with a passkey: something one has, opened by what one is or knows, so two factors at once. */
export const signInWithPasskey = command({
  name: "identity.sign-in-with-passkey",
  internal: true,
  input: z.object({ pending: hash, hash, device: z.string().max(100), deviceHash: hash.nullable(), response }).strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, askAsRoom, tell }, input) {
    const begun = await askAsRoom(pendingOf, { hash: input.pending, kind: "passkey-sign-in" });
    const known = await askAsRoom(passkeyById, { id: input.response.id });
    if (!begun || !known) refuse("invalid", "identity.refusal.passkey");
    const { origin, rpID } = place(world);
    const verified = await verifyAuthenticationResponse({
      response: input.response as unknown as AuthenticationResponseJSON,
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
    await tell(closePending, { hash: input.pending });
    await tell(usePasskey, { id: known.id, counter: verified.authenticationInfo.newCounter });
    await tell(openSession, {
      hash: input.hash,
      account: known.account,
      device: input.device,
      deviceHash: input.deviceHash,
    });
    return { result: null, subject: known.account };
  },
});

const usePasskey = command({
  name: "identity.use-passkey",
  internal: true,
  input: z.object({ id: z.string(), counter: z.number().int() }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { id, counter }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.passkey")
      .set({ counter: BigInt(counter), used_at: now })
      .where("id", "=", id)
      .execute();
    return { result: null, subject: "passkey" };
  },
});
