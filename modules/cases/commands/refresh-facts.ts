import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { applicant, draftHeld } from "../case.ts";
import { lookUpAgain } from "../facts.ts";
import type { CasesTables } from "../tables.ts";

const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;

/** Looks the registers up again for a draft: a corrected name shows from then on. */
export const refreshFacts = command({
  name: "cases.refresh-facts",
  internal: true,
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: own,
  async carryOut(context, _input, draft) {
    const facts = await lookUpAgain(context, draft);
    await on<CasesTables>(context.tx)
      .updateTable("cases.draft")
      .set({ facts: JSON.stringify(facts) as never })
      .where("id", "=", draft.id)
      .execute();
    return { result: facts, subject: draft.id };
  },
});
