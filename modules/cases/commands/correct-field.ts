import { z } from "zod";
import { command, refuse, refuseFields, Together } from "../../../kernel/index.ts";
import { promises, settle } from "../awaited.ts";
import { applicant, caseLocked, definitionOf } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import type { CorrectionRow } from "../desk-tables.ts";
import { given } from "../facts.ts";
import { actRow, decisionsFor, move, writeMove } from "../host.ts";
import { mend, photosSoFar } from "../mending.ts";
import { tellApplicant } from "../messages.ts";
import { knownOf, withFiles } from "../reading.ts";
import { takenFile } from "../upload.ts";

const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;

/**
 * Mends the answers that were asked for, those that follow from them, and nothing else; the decisions are worked out
 * anew. `seen`: which questions the applicant had before them; one that is called up by an answer and was not there yet
 * is shown first (`done: false`) and judged when it comes back. A photo that came with a fault elsewhere is kept.
 */
export const correctField = command({
  name: "cases.correct-field",
  internal: true,
  input: z
    .object({
      case: z.string(),
      posted: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      /** Files by the question that they answer. */
      files: z
        .record(
          z.string().max(60),
          z.union([takenFile, z.array(takenFile).max(10)]).transform((one) => [one].flat()),
        )
        .default({}),
      seen: z.array(z.string().max(60)).max(200).optional(),
    })
    .strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: own,
  async carryOut(context, { posted, files, seen }, before) {
    const { world, tx, now, newId } = context;
    const asked = await tx.query<CorrectionRow>(
      "select * from cases.correction where case_id = $1 and answered_at is null order by id",
      [before.id],
    );
    if (asked.length === 0) refuse("conflict", "cases.refusal.nothing-to-correct");
    const service = await definitionOf(context, before.service, before.version);
    const day = world.calendar.today(now);
    const whole = { fields: service.form.pages.flatMap(({ fields }) => fields) };
    const sent = withFiles(whole, { ...before.answers, ...photosSoFar(asked) }, files);
    const returned = asked.map(({ field }) => field);
    const known = await knownOf(context, service.form, posted, sent);
    const mended = mend(service, before, returned, posted, sent, day, known);
    const { called, dropped } = mended;
    // A question that a mended answer called up may promise a file as at the hand-in.
    const { answers, rows: awaited } = promises(
      context,
      service,
      before.id,
      mended.answers,
      given(before.facts, day, service),
    );
    // Kept also when there is more to answer: a file is sent once.
    const { person, business, hat } = before;
    const taken = Object.values(files).flat();
    const all = new Together().insert(
      "cases.file",
      taken.map((one) => ({ ...one, draft: before.id, person, business, hat, at: now })),
    );
    const more = seen !== undefined && called.some((id) => !seen.includes(id));
    const faults = mended.changed || more ? [] : mended.faults;
    if (faults.length > 0 && taken.length === 0) refuseFields(faults);
    if (mended.changed || more || faults.length > 0) {
      for (const one of asked.filter(({ field }) => files[field]))
        all.add`update cases.correction set after = ${JSON.stringify(sent[one.field])}::jsonb where id = ${one.id}`;
      all.send(tx);
      return { result: { done: false, more, faults }, subject: before.id };
    }
    // Rates and limits are those of the day on which it was handed in.
    const handedIn = world.calendar.today(before.submitted_at);
    const decisions = decisionsFor(service, { answers, facts: before.facts }, handedIn);
    const moved = move(context, service, { ...before, answers, decisions }, { type: "message", name: "correction" });
    settle(context, before, answers, all).insert("cases.awaited", awaited);
    for (const one of asked)
      all.add`update cases.correction set after = ${JSON.stringify(answers[one.field] ?? null)}::jsonb, answered_at = ${now}
        where id = ${one.id}`;
    const round = asked[0]!.round;
    const followed = (field: string): CorrectionRow => ({
      id: newId(),
      case_id: before.id,
      field,
      message: "",
      asked_at: now,
      before: JSON.stringify(before.answers[field] ?? null),
      after: JSON.stringify(answers[field] ?? null),
      answered_at: now,
      round,
      reason: null,
      follows: true,
    });
    all
      .insert("cases.correction", [...called, ...dropped.filter((id) => !returned.includes(id))].map(followed))
      .send(tx);
    const acts = [
      actRow(context, before.id, { kind: "corrected", audience: "all", body: { fields: [...returned, ...called] } }),
      ...(await doDeeds(context, service, moved)),
    ];
    writeMove(context, before, moved, acts);
    await tellApplicant(context, service, moved.row, "corrected", () => ({}), `/permohonan/${before.id}`);
    return {
      result: { done: true, more: false, faults },
      facts: [
        { name: "cases.corrected", subject: before.id, body: { fields: [...returned, ...called] } },
        ...moved.facts,
      ],
      jobs: moved.jobs,
    };
  },
});
