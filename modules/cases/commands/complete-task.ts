import { z } from "zod";
import { command, refuse, refuseFields, Together, textIn } from "../../../kernel/index.ts";
import { contentOf } from "../canonical.ts";
import { definitionOf, keepFromOwn, notHeld, worker, workHeld } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, move, writeMove } from "../host.ts";
import { inspected } from "../inspection.ts";
import { tellApplicant } from "../messages.ts";
import { correctionsFor, tellReturned } from "../returning.ts";
import type { ActRow } from "../tables.ts";
import { decidedByLaw } from "./deem.ts";

/** For the head's duty the code is asked again; others work with the second factor they signed in with. */
const officersAtWork = [
  { hat: "officer", roles: ["reviewer", "opinion-giver"], relation: worker, assurance: 2, purpose: "service" },
  { hat: "officer", roles: ["head"], relation: worker, assurance: 3, purpose: "service" },
] as const;

/**
 * An officer finishes their part: goes on, asks for opinions, gives one, approves, refuses, or returns
 * answers to the applicant, each with its remark. What each outcome leads to stands in the service's process.
 * `seen`: the case's revision that the officer had before them; a case that has moved since is not decided blindly.
 */
export const completeTask = command({
  name: "cases.complete-task",
  input: z
    .object({
      task: z.string(),
      outcome: z.string().max(40),
      note: z.string().trim().max(2000).optional(),
      /** One answer to return, with `note` as its remark. */
      field: z.string().max(60).optional(),
      /** Several answers to return: what is wrong with each, by question. */
      remarks: z
        .record(z.string().max(60), z.string().trim().max(1000))
        .refine((all) => Object.keys(all).length <= 30, "cases.fault.too-many-remarks")
        .optional(),
      /** Why answers are returned again; needed from the second time on. */
      again: z.string().max(60).optional(),
      reason: z.string().max(60).optional(),
      seen: z.number().int().optional(),
    })
    .strict(),
  load: (context, { task }) => workHeld(context, task),
  allow: officersAtWork,
  async carryOut(context, { outcome, note, field, remarks, again, reason, seen }, { task, row: before, standsIn }) {
    const { tx, actor, now } = context;
    if (task.closed_at) refuse("conflict", "cases.refusal.task-done");
    if (!task.outcomes.includes(outcome)) refuseFields([{ path: "outcome", messageKey: "cases.fault.outcome" }]);
    if (seen !== undefined && seen !== before.rev) refuse("conflict", "cases.refusal.moved-on");
    await keepFromOwn(context, before);
    await notHeld(tx, before.id);
    const service = await definitionOf(context, before.service, before.version);
    // Past the law's day silence has decided, also while that is not written down yet.
    if (await decidedByLaw(context, service, before)) refuse("conflict", "cases.refusal.decided-by-law");
    if (outcome !== "return") await inspected(context, service, task);
    const acts: ActRow[] = [];
    const act = (kind: string, audience: ActRow["audience"], body: Record<string, unknown> = {}) =>
      acts.push(
        actRow(context, before.id, { kind, audience, body: standsIn ? { ...body, for: task.assignee_name } : body }),
      );
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
      const corrections = await correctionsFor(
        context,
        service,
        before,
        remarks ?? (field ? { [field]: note ?? "" } : {}),
        again,
      );
      new Together().insert("cases.correction", corrections).send(tx);
      act("returned", "all", {
        returned: corrections.map(({ field: id, message }) => ({ field: id, message })),
        ...(corrections[0]!.reason && { again: corrections[0]!.reason }),
      });
      await tellReturned(context, service, moved.row, corrections);
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
      ...(standsIn && { note: { for: task.assignee } }),
    };
  },
});
