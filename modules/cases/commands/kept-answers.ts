import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { isFileAnswer } from "../../forms/index.ts";
import { applicant, caseHeld, definitionOf, draftLocked, stillOpen } from "../case.ts";
import { fits } from "../fits.ts";
import { keptAnswers } from "../queries/kept-answers.ts";
import { draftRules } from "../settings.ts";
import type { CasesTables } from "../tables.ts";

const bank = z.string().max(60);
export const sealedPlace = "cases.kept_answer.sealed";

/**
 * After a hand-in in private life: the answers to questions of the bank are kept for the person's next form, unless they
 * want none kept. What somebody does for a business is the business's, and is not kept.
 */
export const keepAnswers = command({
  name: "cases.keep-answers",
  internal: true,
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system", purpose: "reuse" }],
  async carryOut(context, _input, row) {
    const { world, tx } = context;
    const rows = on<CasesTables>(tx);
    const none = { result: { kept: 0 }, subject: row.id };
    if (row.hat !== "citizen") return none;
    const refused = await rows
      .selectFrom("cases.keeps_nothing")
      .select("person")
      .where("person", "=", row.person)
      .execute();
    if (refused.length > 0) return none;
    const service = await definitionOf(context, row.service, row.version);
    const given = service.form.pages
      .flatMap(({ fields }) => fields)
      .flatMap((field) => {
        const value = row.answers[field.id];
        return field.bank && fits(field, value) && !isFileAnswer(value)
          ? [{ bank: field.bank, type: field.type, value }]
          : [];
      });
    const kept_until = new Date(row.submitted_at.getTime() + draftRules(world).reuse.days * 86_400_000);
    for (const one of given) {
      const held = {
        type: one.type,
        sealed: await world.secrets.seal(tx, row.person, sealedPlace, JSON.stringify(one.value)),
        number: row.number,
        case_id: row.id,
        given_at: row.submitted_at,
        kept_until,
      };
      await rows
        .insertInto("cases.kept_answer")
        .values({ person: row.person, bank: one.bank, ...held })
        .onConflict((there) =>
          there
            .columns(["person", "bank"])
            .doUpdateSet(held)
            // An application that was handed in later has the last word, whichever is kept first.
            .where("cases.kept_answer.given_at", "<=", row.submitted_at),
        )
        .execute();
    }
    return { result: { kept: given.length }, subject: row.id, about: [row.person] };
  },
});

/** The person takes a kept answer over into a draft of theirs: nothing is filled in before they say so. */
export const useAnswer = command({
  name: "cases.use-answer",
  input: z.object({ draft: z.string(), field: z.string().max(60) }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: [{ hat: "citizen", relation: applicant, assurance: 2, purpose: "reuse" }],
  async carryOut(context, { field: id }, draft) {
    const { tx, now, ask } = context;
    stillOpen(draft);
    const service = await definitionOf(context, draft.service, draft.version);
    const field = service.form.pages.flatMap(({ fields }) => fields).find((one) => one.id === id);
    const { answers } = await ask(keptAnswers, {});
    const kept = answers.find((one) => one.bank === field?.bank && one.type === field?.type);
    if (!field || !kept || !fits(field, kept.value)) refuse("not-found", "kernel.refusal.not-found");
    await on<CasesTables>(tx)
      .updateTable("cases.draft")
      .set({
        answers: JSON.stringify({ ...draft.answers, [id]: kept.value }) as never,
        origins: JSON.stringify({ ...draft.origins, [id]: { number: kept.number, at: kept.given_at } }) as never,
        saved_at: now,
        warned: null,
        warned_at: null,
      })
      .where("id", "=", draft.id)
      .execute();
    return { result: null, subject: draft.id };
  },
});

/** Deletes one kept answer, or all. */
export const forgetAnswers = command({
  name: "cases.forget-answers",
  input: z.object({ bank: bank.optional() }).strict(),
  allow: [{ hat: "citizen", purpose: "reuse" }],
  async carryOut({ tx, actor }, { bank: one }) {
    const gone = on<CasesTables>(tx).deleteFrom("cases.kept_answer").where("person", "=", actor.person!);
    await (one ? gone.where("bank", "=", one) : gone).execute();
    return { result: null, subject: actor.person! };
  },
});

/** Whether answers are kept from now on. Who wants none loses those that are. */
export const chooseKeeping = command({
  name: "cases.choose-keeping",
  input: z.object({ keep: z.boolean() }).strict(),
  allow: [{ hat: "citizen", purpose: "reuse" }],
  async carryOut({ tx, actor, now }, { keep }) {
    const rows = on<CasesTables>(tx);
    const person = actor.person!;
    if (keep) await rows.deleteFrom("cases.keeps_nothing").where("person", "=", person).execute();
    else {
      await rows.deleteFrom("cases.kept_answer").where("person", "=", person).execute();
      await rows
        .insertInto("cases.keeps_nothing")
        .values({ person, at: now })
        .onConflict((there) => there.doNothing())
        .execute();
    }
    return { result: null, subject: person };
  },
});
