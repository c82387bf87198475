import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { Answer } from "../../forms/index.ts";
import { definitionOf } from "../case.ts";
import type { CasesTables } from "../tables.ts";

/**
 * My answers that fill in the next form, each with the application and day it was given, and the question it answered
 * (null when that application's version is not to be found any more); and whether I want answers kept.
 */
export const keptAnswers = query({
  name: "cases.kept-answers",
  input: z.object({}).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  async answer(context) {
    const { world, tx, actor, now } = context;
    const person = actor.person!;
    const rows = on<CasesTables>(tx);
    const refused = await rows
      .selectFrom("cases.keeps_nothing")
      .select("person")
      .where("person", "=", person)
      .execute();
    const kept = await rows
      .selectFrom("cases.kept_answer as kept")
      .leftJoin("cases.case as given", "given.id", "kept.case_id")
      .select(["kept.bank", "kept.type", "kept.sealed", "kept.number", "kept.given_at", "kept.kept_until"])
      .select(["given.service", "given.version"])
      .where("kept.person", "=", person)
      .where("kept.kept_until", ">", now)
      .orderBy("kept.bank")
      .limit(200)
      .execute();
    const answers = [];
    for (const { sealed, service, version, ...row } of kept) {
      const text = await world.secrets.open(tx, person, "cases.kept_answer.sealed", sealed);
      if (text === null) continue;
      const asked = service ? await definitionOf(context, service, version ?? undefined) : null;
      const fields = asked?.form.pages.flatMap((page) => page.fields) ?? [];
      answers.push({
        ...row,
        value: JSON.parse(text) as Answer,
        field: fields.find((one) => one.bank === row.bank) ?? null,
      });
    }
    return { keep: refused.length === 0, answers };
  },
});
