import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { draftHeld, Files, inspected, ownAgency, revisionRow, sameRevision } from "../draft.ts";
import type { CatalogueTables } from "../tables.ts";

/**
 * Keeps another revision of a draft, faults and all: each with its author, none ever overwritten. Whoever saved first is
 * not undone: a revision that rests on an older one is refused. What was approved or returned is a draft again.
 */
export const saveDraft = command({
  name: "catalogue.save-draft",
  input: z
    .object({
      draft: z.string(),
      /** The revision that was changed. */
      revision: z.number().int().min(1),
      files: Files,
      note: z.string().trim().max(500).default(""),
    })
    .strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [{ hat: "officer", roles: ["designer"], relation: ownAgency, assurance: 2 }],
  async carryOut(context, { revision, files, note }, draft) {
    const { tx, now } = context;
    if (draft.state === "published" || draft.state === "dropped") refuse("conflict", "catalogue.refusal.closed");
    if (draft.state === "in-review") refuse("conflict", "catalogue.refusal.in-review");
    sameRevision(draft, revision);
    const rows = on<CatalogueTables>(tx);
    await rows
      .insertInto("catalogue.revision")
      .values(revisionRow(context, draft.id, revision + 1, files, note))
      .execute();
    await rows
      .updateTable("catalogue.draft")
      .set({ state: "draft", revision: revision + 1, changed_at: now })
      .where("id", "=", draft.id)
      .execute();
    return { result: { revision: revision + 1, faults: inspected(context, files).faults }, subject: draft.id };
  },
});
