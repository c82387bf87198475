import { z } from "zod";
import { command, isId, on } from "../../../kernel/index.ts";
import { sessionMs } from "../doorman.ts";
import { tellOwner } from "../notice.ts";
import type { IdentityTables } from "../tables.ts";
import { hash, hashBytes } from "../token.ts";

const id = z.string().refine(isId);

/** Opens a session after a second factor; tells the owner when the browser is a new one. */
export const openSession = command({
  name: "identity.open-session",
  internal: true,
  input: z.object({
    hash,
    account: id,
    device: z.string().max(100),
    deviceHash: hash.nullable(),
    /** The session that this browser had before: it ends, so that nothing of it lives on beside the new one. */
    instead: id.nullish(),
    notify: z.boolean().default(true),
  }),
  allow: [{ hat: "system" }],
  async carryOut(context, input) {
    const { tx, now, newId } = context;
    const sessions = on<IdentityTables>(tx);
    if (input.instead)
      await sessions
        .updateTable("identity.session")
        .set({ revoked_at: now })
        .where("id", "=", input.instead)
        .where("kind", "=", "session")
        .execute();
    const session = newId();
    await sessions
      .insertInto("identity.session")
      .values({
        hash: hashBytes(input.hash),
        id: session,
        account: input.account,
        hat: "citizen",
        mandate: null,
        officer: null,
        assurance: 2,
        stepped_up_at: null,
        device: input.device,
        kind: "session",
        created_at: now,
        seen_at: now,
        expires_at: new Date(now.getTime() + sessionMs),
        revoked_at: null,
      })
      .execute();
    const known = input.deviceHash !== null && (await meet(context, input.account, hashBytes(input.deviceHash)));
    if (!known && input.notify) await tellOwner(context, input.account, "new-device", { device: input.device });
    return { result: null, facts: [{ name: "identity.signed-in", subject: input.account }], subject: session };
  },
});

/** Keeps the browser's mark among those that this account has used; true when it was there. */
async function meet(
  { tx, now }: { tx: Parameters<typeof on>[0]; now: Date },
  account: string,
  device: Buffer,
): Promise<boolean> {
  const devices = on<IdentityTables>(tx);
  const met = await devices
    .updateTable("identity.device")
    .set({ seen_at: now })
    .where("account", "=", account)
    .where("hash", "=", device)
    .returning("hash")
    .execute();
  if (met.length === 0)
    await devices
      .insertInto("identity.device")
      .values({ account, hash: device, seen_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return met.length > 0;
}
