import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import type { CasesTables } from "../tables.ts";

/** What has run out: words that nobody came back for, kept answers, codes, and consents at a counter. */
export const dropOver = command({
  name: "cases.drop-over",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }) {
    const rows = on<CasesTables>(tx);
    const gone = await rows.deleteFrom("cases.rescued").where("expires_at", "<=", now).returning("subject").execute();
    for (const { subject } of gone) await world.secrets.shred(tx, subject);
    await rows.deleteFrom("cases.kept_answer").where("kept_until", "<=", now).execute();
    await rows.deleteFrom("cases.resume_code").where("expires_at", "<=", now).execute();
    await rows
      .updateTable("cases.assistance")
      .set({ state: "over", hash: null })
      .where("state", "<>", "over")
      .where("expires_at", "<=", now)
      .execute();
    return { result: { dropped: gone.length }, subject: "over" };
  },
});
