import { z } from "zod";
import { type CommandContext, command, refuse, refuseFields } from "../../../kernel/index.ts";
import { type Answers, type AnyField, forms, isLater } from "../../forms/index.ts";
import { awaitedOf, labelsOf, settle } from "../awaited.ts";
import { applicant, caseLocked, definitionOf, involved, keepFromOwn } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import type { AwaitedRow } from "../desk-tables.ts";
import { actRow, begin, decisionsFor, follow, writeMove } from "../host.ts";
import { withFiles } from "../reading.ts";
import type { CaseRow } from "../tables.ts";
import { tellOf } from "../tell.ts";
import { type TakenFile, takenFile } from "../upload.ts";

/**
 * Brings what was promised at the hand-in: the applicant from home, or an officer who scans in what is laid on the
 * counter. After the last day it is taken too and says so, unless the form lets the case end with that day. The same
 * file sent twice is there once (`brought: false`: what was sent is not needed).
 */
export const bringAwaited = command({
  name: "cases.bring-awaited",
  internal: true,
  input: z.object({ case: z.string(), field: z.string().max(60), files: z.array(takenFile).min(1).max(10) }).strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [
    { hat: "citizen", relation: applicant, assurance: 2 },
    { hat: "business", relation: applicant, assurance: 2 },
    { hat: "officer", roles: ["front-desk"], relation: involved, assurance: 2, purpose: "counter" },
  ],
  async carryOut(context, { field, files }, before) {
    const { world, tx, now, actor } = context;
    if (before.closed_at) refuse("conflict", "cases.refusal.closed");
    const counter = actor.hat === "officer";
    if (counter) await keepFromOwn(context, before);
    const service = await definitionOf(context, before.service, before.version);
    const asked = forms.fieldById(service.form, field)?.field;
    const promise = before.answers[field];
    if (!asked || !isLater(promise)) {
      if (await isThere(context, before, field, files)) return { result: { brought: false }, subject: before.id };
      refuse("conflict", "cases.refusal.not-awaited");
    }
    const late = world.calendar.today(now) > String(promise.later);
    if (late && asked.later?.late) refuse("conflict", "cases.refusal.too-late");
    const answers = withFiles({ fields: [asked] }, before.answers, { [field]: files });
    judge(asked, answers);
    const handedIn = world.calendar.today(before.submitted_at);
    const row: CaseRow = {
      ...before,
      answers,
      // Rates and limits are those of the day on which it was handed in.
      decisions: decisionsFor(service, { answers, facts: before.facts }, handedIn),
    };
    const whole = awaitedOf(context, service, row).length === 0;
    const moved =
      whole && row.process.tokens.length === 0
        ? await begin(context, service, row)
        : follow(context, service, row, { state: row.process, effects: [] });
    const acts = [
      actRow(context, before.id, {
        kind: late ? "brought-late" : "brought",
        audience: "all",
        body: { fields: [field] },
      }),
      ...(await doDeeds(context, service, moved)),
    ];
    const { person, business, hat } = before;
    settle(context, before, answers)
      .insert(
        "cases.file",
        files.map((one) => ({ ...one, draft: before.id, person, business, hat, at: now })),
      )
      .send(tx);
    writeMove(context, before, moved, acts);
    // What an officer did in the person's name is told to them at once.
    if (counter) await tellOf(context, moved.row, "brought", { what: labelsOf(service, [field]) });
    return {
      result: { brought: true },
      facts: [{ name: "cases.brought", subject: before.id, body: { field, late } }, ...moved.facts],
      jobs: moved.jobs,
      about: counter ? [before.person] : [],
    };
  },
});

function judge({ show: _, ...field }: AnyField & { show?: string | undefined }, answers: Answers): void {
  const alone = { pages: [{ id: "alone", title: "", fields: [field as never] }], declaration: "" };
  const faults = forms.faultsOfForm(alone, answers).flatMap((page) => page.faults);
  if (faults.length > 0) refuseFields(faults);
}

/** The very same files were brought before: it was sent twice. */
async function isThere({ tx }: CommandContext, { id }: CaseRow, field: string, files: readonly TakenFile[]) {
  const kept = await tx.query<Pick<AwaitedRow, "after">>(
    "select after from cases.awaited where case_id = $1 and field = $2 and over_at is not null",
    [id, field],
  );
  const ids = kept.flatMap(({ after }) => [after].flat()).map((file) => String(forms.partsIn(file).file ?? ""));
  const [{ n } = { n: 0 }] = await tx.query<{ n: number }>(
    "select count(distinct sha256)::int as n from cases.file where draft = $1 and id::text = any ($2) and sha256 = any ($3)",
    [id, ids, files.map(({ sha256 }) => sha256)],
  );
  return n === new Set(files.map(({ sha256 }) => sha256)).size;
}
