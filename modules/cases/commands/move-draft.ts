import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { definitionOf, draftLocked, fillsIn, stillOpen } from "../case.ts";
import type { CasesTables } from "../tables.ts";
import { movedAnswers } from "../versions.ts";

/** Moves a draft to the service's newest version: all answers that fit stay, the others are set aside and shown. */
export const moveDraft = command({
  name: "cases.move-draft",
  input: z.object({ draft: z.string(), version: z.number().int().min(1) }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: fillsIn,
  async carryOut(context, { version }, draft) {
    const { tx, now, actor } = context;
    stillOpen(draft);
    const [before, after] = [
      await definitionOf(context, draft.service, draft.version),
      await definitionOf(context, draft.service),
    ];
    // It moves to what the person was shown, and only forward.
    if (after.version !== version || after.version <= draft.version) refuse("conflict", "cases.refusal.moved-on");
    const { answers, left } = movedAnswers(draft.answers, before, after);
    const origins = Object.fromEntries(Object.entries(draft.origins).filter(([id]) => id in answers));
    await on<CasesTables>(tx)
      .updateTable("cases.draft")
      .set({
        version,
        answers: JSON.stringify(answers) as never,
        left_over: JSON.stringify([...draft.left_over, ...left].slice(-50)) as never,
        origins: JSON.stringify(origins) as never,
        saved_at: now,
        warned: null,
        warned_at: null,
      })
      .where("id", "=", draft.id)
      .execute();
    return {
      result: { kept: Object.keys(answers).length, left: left.length },
      subject: draft.id,
      about: actor.hat === "officer" ? [draft.person] : [],
    };
  },
});
