import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { applicant, draftHeld } from "../case.ts";
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
  load: ({ tx }, { draft }) => draftHeld(tx, draft),
  allow: own,
  async carryOut({ tx }, _input, draft) {
    if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
    await on<CasesTables>(tx).updateTable("cases.draft").set(emptied).where("id", "=", draft.id).execute();
    return { result: null, subject: draft.id, jobs: await throwAway(tx, [draft.id]) };
  },
});
