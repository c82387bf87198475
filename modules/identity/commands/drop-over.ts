import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { proofingMs } from "../queries/proofing.ts";
import type { IdentityTables } from "../tables.ts";

/** What was begun and never finished goes, with what it knew of a person; and so do sessions that ended long ago. */
export const dropOver = command({
  name: "identity.drop-over",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }) {
    const rows = on<IdentityTables>(tx);
    const pending = await rows
      .deleteFrom("identity.pending")
      .where("expires_at", "<=", now)
      .returning("subject")
      .execute();
    const proofings = await rows
      .updateTable("identity.proofing")
      .set({ state: "refused", settled_at: now })
      .where("state", "=", "waiting")
      .where("created_at", "<=", new Date(now.getTime() - proofingMs))
      .returning("id as subject")
      .execute();
    for (const { subject } of [...pending, ...proofings]) await world.secrets.shred(tx, subject);
    await rows
      .deleteFrom("identity.session")
      .where("expires_at", "<=", new Date(now.getTime() - 90 * 86_400_000))
      .execute();
    const gone = { pending: pending.length, proofings: proofings.length };
    return { result: gone, subject: "over", note: gone };
  },
});
