import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import type { DocumentsTables } from "../tables.ts";

/** My documents, newest first. */
export const myDocuments = query({
  name: "documents.documents",
  input: z.object(keyset).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ tx, actor }, asked) {
    let rows = on<DocumentsTables>(tx)
      .selectFrom("documents.document")
      .select(["id", "number", "title", "holder", "state", "issued_at", "valid_until"])
      .where("state", "<>", "making")
      .limit(asked.limit + 1);
    rows =
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id)
        : rows.where("person", "=", actor.person!);
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    return pageOf(await rows.execute(), asked);
  },
});
