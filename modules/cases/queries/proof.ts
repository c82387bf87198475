import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { applicant, definitionOf, draftHeld, helping } from "../case.ts";
import { given } from "../facts.ts";
import { toProve } from "../proof.ts";

/** The answers of a draft that must be proved by a code, and which are. */
export const proofsOf = query({
  name: "cases.proofs",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: [
    { hat: "citizen", relation: applicant, purpose: "own-data" },
    { hat: "business", relation: applicant, purpose: "own-data" },
    { hat: "officer", roles: ["front-desk"], relation: helping, purpose: "counter" },
  ],
  async answer(context, _input, draft) {
    const service = await definitionOf(context, draft.service, draft.version);
    const proofs = await toProve(
      context,
      service,
      draft,
      given(draft.facts, context.world.calendar.today(context.now), service),
    );
    return proofs.map(({ page, field, at }) => ({ page, field: field.id, at }));
  },
});
