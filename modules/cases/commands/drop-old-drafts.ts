import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { emptied, throwAway } from "../dropped.ts";
import type { CasesTables } from "../tables.ts";

/** Drafts that nobody saved for thirty days are emptied, oldest first; what is more than `most` waits for the next turn. */
export const dropOldDrafts = command({
  name: "cases.drop-old-drafts",
  internal: true,
  input: z.object({
    days: z.number().int().min(1).max(3650),
    most: z.number().int().min(1).max(5000).default(1000),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { days, most }) {
    const rows = on<CasesTables>(tx);
    const gone = await rows
      .updateTable("cases.draft")
      .set(emptied)
      .where("id", "in", (old) =>
        old
          .selectFrom("cases.draft")
          .select("id")
          .where("state", "=", "open")
          .where("saved_at", "<", new Date(now.getTime() - days * 86_400_000))
          .orderBy("saved_at")
          .limit(most),
      )
      .returning("id")
      .execute();
    return {
      result: { dropped: gone.length, more: gone.length === most },
      subject: "drafts",
      jobs: await throwAway(
        tx,
        gone.map(({ id }) => id),
      ),
    };
  },
});
