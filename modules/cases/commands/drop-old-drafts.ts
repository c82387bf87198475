import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { emptied, throwAway } from "../dropped.ts";
import { draftRules } from "../settings.ts";
import type { CasesTables } from "../tables.ts";

/**
 * Drafts that nobody saved for so long are emptied, oldest first; what is more than `most` waits for the next turn. None
 * goes before its last notice was sent and the days that it promised are over, though nobody may have run the notices.
 */
export const dropOldDrafts = command({
  name: "cases.drop-old-drafts",
  internal: true,
  input: z.object({
    most: z.number().int().min(1).max(5000).default(1000),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { most }) {
    const { days, notices } = draftRules(world).keep;
    const last = notices.at(-1)!;
    const ago = (count: number) => new Date(now.getTime() - count * 86_400_000);
    const rows = on<CasesTables>(tx);
    const gone = await rows
      .updateTable("cases.draft")
      .set(emptied)
      .where("id", "in", (old) =>
        old
          .selectFrom("cases.draft")
          .select("id")
          .where("state", "=", "open")
          .where("saved_at", "<", ago(days))
          .where("warned", "=", last)
          .where("warned_at", "<=", ago(last))
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
