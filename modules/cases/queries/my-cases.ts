import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import type { CasesTables } from "../tables.ts";

/** My applications, newest first. */
export const myCases = query({
  name: "cases.applications",
  input: z.object(keyset).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ tx, actor }, asked) {
    let rows = on<CasesTables>(tx)
      .selectFrom("cases.case")
      .select(["id", "number", "title", "label", "status", "due_at", "submitted_at", "closed_at", "bill", "document"])
      .limit(asked.limit + 1);
    rows =
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id)
        : rows.where("person", "=", actor.person!).where("hat", "=", "citizen");
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    return pageOf(await rows.execute(), asked);
  },
});
