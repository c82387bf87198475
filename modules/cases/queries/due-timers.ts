import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { CasesTables } from "../tables.ts";

/** Timers that are due, oldest first. */
export const dueTimers = query({
  name: "cases.due-timers",
  internal: true,
  input: z.object({ limit: z.number().int().min(1).max(1000) }),
  allow: [{ hat: "system", purpose: "service" }],
  answer: ({ tx, now }, { limit }) =>
    on<CasesTables>(tx)
      .selectFrom("cases.timer")
      .selectAll()
      .where("due_at", "<=", now)
      .orderBy("due_at")
      .limit(limit)
      .execute(),
});
