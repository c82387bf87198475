import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { applicant, definitionOf, draftHeld } from "../case.ts";
import { given } from "../facts.ts";
import { readPosted, takesFiles, withFiles } from "../reading.ts";
import type { CasesTables } from "../tables.ts";

const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;

const file = z
  .object({
    id: z.string(),
    store: z.string().max(200),
    name: z.string().max(200),
    type: z.string().max(60),
    bytes: z.number().int(),
    sha256: z.string().length(64),
  })
  .strict();

/**
 * Saves one page as it was posted. With faults nothing is judged as done, but what was written is kept all
 * the same: nobody types twice. `files` are uploads that were taken in already, by field.
 */
export const savePage = command({
  name: "cases.save-page",
  internal: true,
  input: z
    .object({
      draft: z.string(),
      page: z.string().max(60),
      posted: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      files: z
        .record(
          z.string(),
          z.union([file, z.array(file).max(10)]).transform((one) => [one].flat()),
        )
        .default({}),
    })
    .strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft),
  allow: own,
  async carryOut(context, { page: pageId, posted, files }, draft) {
    const { world, tx, now } = context;
    if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
    const service = await definitionOf(context, draft.service, draft.version);
    const page = service.form.pages.find((one) => one.id === pageId);
    if (!page) refuse("not-found", "kernel.refusal.not-found");
    for (const [field, taken] of Object.entries(files)) {
      if (!page.fields.some((one) => one.id === field && takesFiles(one))) refuse("invalid", "kernel.refusal.invalid");
      for (const one of taken)
        await on<CasesTables>(tx)
          .insertInto("cases.file")
          .values({
            ...one,
            draft: draft.id,
            person: draft.person,
            business: draft.business,
            hat: draft.hat,
            at: now,
          })
          .execute();
    }
    const before = withFiles(page, draft.answers, files);
    const read = await readPosted(
      context,
      service.form,
      page,
      posted,
      before,
      given(draft.facts, world.calendar.today(now), service),
    );
    const answers = { ...draft.answers, ...read.answers };
    const text = JSON.stringify(answers);
    if (text.length > 200_000) refuse("too-large", "cases.refusal.too-much");
    await on<CasesTables>(tx)
      .updateTable("cases.draft")
      .set({ answers: text as never, saved_at: now })
      .where("id", "=", draft.id)
      .execute();
    return { result: { faults: read.faults, changed: read.changed }, subject: draft.id };
  },
});
