import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { applicant, draftLocked } from "../case.ts";
import { emptied, throwAway } from "../dropped.ts";
import type { CasesTables } from "../tables.ts";

const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;

/** Throws a draft away, with what was uploaded to it. */
export const dropDraft = command({
  name: "cases.drop-draft",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: own,
  async carryOut({ tx }, _input, draft) {
    if (draft.state !== "open" && draft.state !== "signing") refuse("conflict", "cases.refusal.handed-in");
    // Nobody is asked to sign what is no more.
    if (draft.state === "signing")
      await on<CasesTables>(tx)
        .updateTable("cases.cosign")
        .set({ state: "recalled" })
        .where("draft", "=", draft.id)
        .where("state", "=", "asked")
        .execute();
    await on<CasesTables>(tx).updateTable("cases.draft").set(emptied).where("id", "=", draft.id).execute();
    return { result: null, subject: draft.id, jobs: await throwAway(tx, [draft.id]) };
  },
});
