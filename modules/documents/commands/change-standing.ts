import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { documentHeld } from "../document.ts";
import type { DocumentsTables } from "../tables.ts";

/**
 * The right that a document proves was suspended, given back, replaced or revoked: the paper follows, and whoever
 * checks it reads why. Told by the room that keeps the right; a standing that it has already is left as it is.
 */
export const changeStanding = command({
  name: "documents.change-standing",
  internal: true,
  input: z
    .object({
      document: z.string(),
      to: z.enum(["valid", "suspended", "replaced", "revoked"]),
      /** What everybody reads who checks it; with its law. */
      reason: z.string().max(600).nullable(),
      /** The officer who decided it; null when the house or the law did. */
      by: z.string().nullable(),
    })
    .strict(),
  load: ({ tx }, { document }) => documentHeld(tx, document),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { to, reason, by }, row) {
    if (row.state === "making" || row.state === to) return { result: { changed: false }, subject: row.id };
    const revoked = to === "revoked";
    await on<DocumentsTables>(tx)
      .updateTable("documents.document")
      .set({
        state: to,
        standing_at: now,
        reason,
        revoked_at: revoked ? now : null,
        revoked_by: revoked ? by : null,
      })
      .where("id", "=", row.id)
      .execute();
    return {
      result: { changed: true },
      facts: revoked
        ? [{ name: "documents.revoked", subject: row.id, body: { of: row.subject } }]
        : [{ name: "documents.standing-changed", subject: row.id, body: { to } }],
      about: [row.person],
    };
  },
});
