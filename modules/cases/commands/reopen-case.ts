import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { caseLocked, definitionOf, keepFromOwn } from "../case.ts";
import { daysOf } from "../clocks.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, writeMove } from "../host.ts";
import { startClock } from "../law-clock.ts";
import { ownAgency, reopen } from "../reopening.ts";
import { tellOf } from "../tell.ts";

/**
 * The head takes up a case again that was refused or lapsed: the office was wrong, or something new came. Within the
 * time that the service sets; a right that was given is not touched this way, a permit has measures of its own.
 */
export const reopenCase = command({
  name: "cases.reopen-case",
  input: z
    .object({ case: z.string(), reason: z.string().trim().min(20, "cases.fault.reopen-reason").max(1000) })
    .strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "officer", roles: ["head"], relation: ownAgency, assurance: 3, purpose: "service" }],
  async carryOut(context, { reason }, before) {
    const { tx, now } = context;
    await keepFromOwn(context, before);
    if (!before.closed_at || !["refused", "lapsed"].includes(before.status))
      refuse("conflict", "cases.refusal.not-reopenable");
    const service = await definitionOf(context, before.service, before.version);
    const rules = service.remedies?.reopening;
    if (!rules) refuse("conflict", "cases.refusal.no-reopening");
    const days = daysOf(context, service, before, rules.withinDays, before.closed_at);
    if (now.getTime() > before.closed_at.getTime() + days * 86_400_000)
      refuse("conflict", "cases.refusal.reopening-late", { days });
    const [open] = await tx.query("select 1 from cases.objection where case_id = $1 and state = 'open'", [before.id]);
    // Whoever answers the objection decides what becomes of the case.
    if (open) refuse("conflict", "cases.refusal.objection-open");
    const moved = reopen(context, service, before, rules.step);
    writeMove(context, before, moved, [
      actRow(context, before.id, { kind: "reopened", audience: "all", body: { law: rules.law, message: reason } }),
      ...(await doDeeds(context, service, moved)),
    ]);
    startClock(context, service, before, now);
    await tellOf(context, moved.row, "reopened", { reason, law: rules.law, due: moved.row.due_at });
    return {
      result: null,
      facts: [{ name: "cases.reopened", subject: before.id, body: { service: before.service } }, ...moved.facts],
      jobs: moved.jobs,
      about: [before.person],
    };
  },
});
