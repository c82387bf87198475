import { z } from "zod";
import { command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { type Answers, forms } from "../../forms/index.ts";
import { applicant, caseLocked, definitionOf } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { given } from "../facts.ts";
import { actRow, decisionsFor, move, writeMove } from "../host.ts";
import { tellApplicant } from "../messages.ts";
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

/** Mends the one field that was asked for, and nothing else; the decisions are worked out anew. */
export const correctField = command({
  name: "cases.correct-field",
  internal: true,
  input: z
    .object({
      case: z.string(),
      posted: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      file: file.optional(),
    })
    .strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: own,
  async carryOut(context, { posted, file: upload }, before) {
    const { world, tx, now } = context;
    const rows = on<CasesTables>(tx);
    const asked = await rows
      .selectFrom("cases.correction")
      .selectAll()
      .where("case_id", "=", before.id)
      .where("answered_at", "is", null)
      .executeTakeFirst();
    if (!asked) refuse("conflict", "cases.refusal.nothing-to-correct");
    const service = await definitionOf(context, before.service, before.version);
    const page = service.form.pages.find((one) => one.fields.some((field) => field.id === asked.field))!;
    const field = page.fields.find((one) => one.id === asked.field)!;
    const day = world.calendar.today(now);
    if (upload)
      await rows
        .insertInto("cases.file")
        .values({
          ...upload,
          draft: before.id,
          person: before.person,
          business: before.business,
          hat: before.hat,
          at: now,
        })
        .execute();
    const known = upload
      ? {
          ...before.answers,
          [field.id]: { file: upload.id, name: upload.name, bytes: upload.bytes, type: upload.type },
        }
      : before.answers;
    const read = forms.readPage({ ...page, fields: [field] }, posted, known as Answers, given(before.facts, day));
    if (read.changed) return { result: { done: false, answers: read.answers }, subject: before.id };
    if (read.faults.length > 0) refuseFields(read.faults);
    const answers = { ...before.answers, [field.id]: read.answers[field.id] ?? null };
    const decisions = decisionsFor(service, { answers, facts: before.facts }, day);
    const moved = move(context, service, { ...before, answers, decisions }, { type: "message", name: "correction" });
    await rows
      .updateTable("cases.correction")
      .set({ after: JSON.stringify(answers[field.id] ?? null), answered_at: now })
      .where("id", "=", asked.id)
      .execute();
    const acts = [
      actRow(context, before.id, { kind: "corrected", audience: "all", body: { field: field.id } }),
      ...(await doDeeds(context, service, moved)),
    ];
    writeMove(context, before, moved, acts);
    await tellApplicant(context, service, moved.row, "corrected", () => ({}), `/permohonan/${before.id}`);
    return {
      result: { done: true, answers },
      facts: [{ name: "cases.corrected", subject: before.id, body: { field: field.id } }, ...moved.facts],
      jobs: moved.jobs,
    };
  },
});
