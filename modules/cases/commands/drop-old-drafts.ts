import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import type { CasesTables } from "../tables.ts";

/** Drafts that nobody saved for thirty days are emptied. */
export const dropOldDrafts = command({
  name: "cases.drop-old-drafts",
  internal: true,
  input: z.object({ days: z.number().int().min(1).max(3650) }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { days }) {
    const gone = await on<CasesTables>(tx)
      .updateTable("cases.draft")
      .set({ state: "dropped", answers: "{}" as never, facts: "{}" as never })
      .where("state", "=", "open")
      .where("saved_at", "<", new Date(now.getTime() - days * 86_400_000))
      .returning("id")
      .execute();
    if (gone.length > 5000) refuse("conflict", "kernel.refusal.conflict");
    return { result: { dropped: gone.length }, subject: "drafts" };
  },
});
