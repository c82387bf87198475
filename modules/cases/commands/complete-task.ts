import { z } from "zod";
import { command, on, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { contentOf } from "../canonical.ts";
import { definitionOf, keepFromOwn, worker, workHeld } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, move, writeMove } from "../host.ts";
import { tellApplicant } from "../messages.ts";
import type { ActRow, CasesTables } from "../tables.ts";

/** For the head's duty the code is asked again; others work with the second factor they signed in with. */
const officersAtWork = [
  { hat: "officer", roles: ["reviewer", "opinion-giver"], relation: worker, assurance: 2, purpose: "service" },
  { hat: "officer", roles: ["head"], relation: worker, assurance: 3, purpose: "service" },
] as const;

/**
 * An officer finishes their part: goes on, asks for opinions, gives one, approves, refuses, or returns
 * one field to the applicant. What each outcome leads to stands in the service's process.
 */
export const completeTask = command({
  name: "cases.complete-task",
  input: z
    .object({
      task: z.string(),
      outcome: z.string().max(40),
      note: z.string().trim().max(2000).optional(),
      field: z.string().max(60).optional(),
      reason: z.string().max(60).optional(),
    })
    .strict(),
  load: ({ tx }, { task }) => workHeld(tx, task),
  allow: officersAtWork,
  async carryOut(context, { outcome, note, field, reason }, { task, row: before }) {
    const { tx, actor, now, newId } = context;
    if (task.closed_at) refuse("conflict", "cases.refusal.task-done");
    if (!task.outcomes.includes(outcome)) refuseFields([{ path: "outcome", messageKey: "cases.fault.outcome" }]);
    await keepFromOwn(context, before);
    const service = await definitionOf(context, before.service, before.version);
    const acts: ActRow[] = [];
    const act = (kind: string, audience: ActRow["audience"], body: Record<string, unknown> = {}) =>
      acts.push(actRow(context, before.id, { kind, audience, body }));
    const consent =
      outcome === "approve"
        ? {
            officer: actor.officer!.id,
            name: actor.name ?? "",
            agency: task.agency,
            office: task.office,
            at: now.toISOString(),
            content: contentOf(before),
          }
        : before.consent;
    const moved = move(context, service, { ...before, consent }, { type: "complete", token: task.token, outcome });

    if (outcome === "return") {
      const asked = field ? forms.fieldById(service.form, field) : undefined;
      if (!asked || asked.field.type === "fact") refuseFields([{ path: "field", messageKey: "cases.fault.field" }]);
      if (!note || note.length < 5) refuseFields([{ path: "note", messageKey: "cases.fault.message" }]);
      tx.send(
        on<CasesTables>(tx)
          .insertInto("cases.correction")
          .values({
            id: newId(),
            case_id: before.id,
            field: asked.field.id,
            message: note,
            asked_at: now,
            before: JSON.stringify(before.answers[asked.field.id] ?? null),
            after: null,
            answered_at: null,
          }),
      );
      act("returned", "all", { field: asked.field.id, message: note });
      await tellApplicant(
        context,
        service,
        moved.row,
        "returned",
        (locale) => ({ field: textIn(asked.field.label, locale), message: note }),
        `/permohonan/${before.id}/perbaiki`,
      );
    } else if (outcome === "refuse") {
      const why = service.refusals.find((one) => one.code === reason);
      if (!why) refuseFields([{ path: "reason", messageKey: "cases.fault.reason" }]);
      act("refused", "all", { reason: why.code, law: why.law, ...(note && { message: note }) });
      await tellApplicant(
        context,
        service,
        moved.row,
        "refused",
        (locale) => ({
          reason: [textIn(why.text, locale), note].filter(Boolean).join(" "),
          appeal: textIn(service.appeal?.text, locale),
        }),
        `/permohonan/${before.id}`,
      );
    } else if (outcome === "agree" || outcome === "object") {
      if (outcome === "object" && (!note || note.length < 5))
        refuseFields([{ path: "note", messageKey: "cases.fault.message" }]);
      act("opinion", "office", { verdict: outcome, ...(note && { message: note }) });
    } else if (outcome !== "approve") {
      act(outcome === "ask-opinions" ? "opinions-asked" : "forwarded", "office", note ? { message: note } : {});
    }
    acts.push(...(await doDeeds(context, service, moved)));
    writeMove(context, before, moved, acts, { task, outcome, note: note ?? null });
    return {
      result: { case: before.id, status: moved.row.status },
      facts: [{ name: "cases.task-completed", subject: before.id, body: { step: task.step, outcome } }, ...moved.facts],
      jobs: moved.jobs,
      about: [before.person],
    };
  },
});
