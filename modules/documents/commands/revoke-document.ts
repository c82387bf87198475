import { z } from "zod";
import { command, on, refuse, relation } from "../../../kernel/index.ts";
import { documentHeld } from "../document.ts";
import type { DocumentRow, DocumentsTables } from "../tables.ts";

/** Takes a document's force away, with the reason that everybody who checks it will read. */
export const revokeDocument = command({
  name: "documents.revoke-document",
  input: z.object({ id: z.string(), reason: z.string().trim().min(10).max(300) }).strict(),
  load: ({ tx }, { id: document }) => documentHeld(tx, document),
  allow: [
    {
      hat: "officer",
      roles: ["head"],
      relation: relation<DocumentRow>("agency that issued it", (actor, row) => row.agency === actor.officer?.agency),
      assurance: 3,
      purpose: "document",
    },
  ],
  async carryOut({ tx, actor, now }, { reason }, row) {
    if (row.state !== "valid" && row.state !== "suspended") refuse("conflict", "documents.refusal.not-valid");
    await on<DocumentsTables>(tx)
      .updateTable("documents.document")
      .set({ state: "revoked", standing_at: now, revoked_at: now, revoked_by: actor.officer!.id, reason })
      .where("id", "=", row.id)
      .where("state", "=", row.state)
      .execute();
    return {
      result: null,
      facts: [{ name: "documents.revoked", subject: row.id, body: { of: row.subject } }],
      about: [row.person],
    };
  },
});
