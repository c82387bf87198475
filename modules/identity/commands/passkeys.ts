import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { everyone } from "../everyone.ts";
import { tellOwner } from "../notice.ts";
import { place, response, webauthn } from "../passkey.ts";
import { pendingOf } from "../queries/house.ts";
import type { IdentityTables } from "../tables.ts";
import { hash } from "../token.ts";
import { closePending, openPending } from "./pending.ts";

/** What the browser needs to make a passkey for this account. */
export const beginPasskey = command({
  name: "identity.begin-passkey",
  internal: true,
  input: z.object({ pending: hash }).strict(),
  allow: everyone(3),
  async carryOut({ world, tx, actor, tell }, { pending }) {
    const { rpID } = place(world);
    const mine = await on<IdentityTables>(tx)
      .selectFrom("identity.passkey")
      .select("id")
      .where("account", "=", actor.account)
      .execute();
    const { generateRegistrationOptions } = await webauthn();
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
  allow: everyone(3),
  async carryOut(context, { pending, label, response: made }) {
    const { world, tx, actor, now, askAsRoom, tell } = context;
    const begun = await askAsRoom(pendingOf, { hash: pending, kind: "passkey-register" });
    if (!begun || begun.account !== actor.account) refuse("invalid", "identity.refusal.passkey");
    const { origin, rpID } = place(world);
    const { verifyRegistrationResponse } = await webauthn();
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
    await tellOwner(context, actor.account!, "passkey", { device: label });
    return { result: null, facts: [{ name: "identity.passkey-added", subject: actor.account! }] };
  },
});

/** Takes a passkey away: a lost phone opens nothing. */
export const removePasskey = command({
  name: "identity.remove-passkey",
  internal: true,
  input: z.object({ id: z.string().max(1000) }).strict(),
  allow: everyone(3),
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
