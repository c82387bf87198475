import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { CasesTables } from "../tables.ts";

/** The queues that an officer has kept for themselves. */
export const savedQueues = query({
  name: "cases.saved-queues",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head", "front-desk"] }],
  answer: ({ tx, actor }) =>
    on<CasesTables>(tx)
      .selectFrom("cases.saved_queue")
      .select(["id", "title", "asked"])
      .where("officer", "=", actor.officer!.id)
      .orderBy("title")
      .limit(30)
      .execute(),
});
