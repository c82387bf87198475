import { z } from "zod";
import { command, isId, on, refuse } from "../../../kernel/index.ts";
import type { IdentityTables, PendingKind } from "../tables.ts";
import { hash, hashBytes } from "../token.ts";

/** Begins something that must be finished within minutes; what it carries is sealed. */
export const openPending = command({
  name: "identity.open-pending",
  internal: true,
  input: z.object({
    hash,
    kind: z.custom<PendingKind>(),
    account: z.string().refine(isId).nullable(),
    content: z.record(z.string(), z.string()),
    minutes: z.number().int().min(1).max(1440),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, { hash: key, kind, account, content, minutes }) {
    const subject = newId();
    const sealed =
      Object.keys(content).length > 0
        ? await world.secrets.seal(tx, subject, "identity.pending.sealed", JSON.stringify(content))
        : null;
    await on<IdentityTables>(tx)
      .insertInto("identity.pending")
      .values({
        hash: hashBytes(key),
        kind,
        account,
        sealed,
        subject,
        expires_at: new Date(now.getTime() + minutes * 60_000),
      })
      .execute();
    return { result: null, subject };
  },
});

/** What was begun is over: it opens nothing again. Of two who finish at once, the later one is turned down. */
export const closePending = command({
  name: "identity.close-pending",
  internal: true,
  input: z.object({ hash }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx }, { hash: key }) {
    const gone = await on<IdentityTables>(tx)
      .deleteFrom("identity.pending")
      .where("hash", "=", hashBytes(key))
      .returning("subject")
      .execute();
    if (!gone[0]) refuse("sign-in-needed", "identity.refusal.pending-over");
    await world.secrets.shred(tx, gone[0].subject);
    return { result: null, subject: gone[0].subject };
  },
});
