import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { CheckpointRow, TransparencyTables } from "../tables.ts";

/** What was signed last, newest first. */
export const checkpoints = query({
  name: "transparency.checkpoints",
  input: z.object({ limit: z.coerce.number().int().min(1).max(100).default(1) }).strict(),
  allow: [{ hat: "anyone" }],
  answer: ({ tx }, { limit }): Promise<CheckpointRow[]> =>
    on<TransparencyTables>(tx)
      .selectFrom("transparency.checkpoint")
      .selectAll()
      .orderBy("size", "desc")
      .limit(limit)
      .execute(),
});
