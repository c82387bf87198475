import { z } from "zod";
import { command, refuse, refuseFields, relation } from "../../../kernel/index.ts";
import { permitById } from "../../permits/index.ts";
import type { ObjectionRow } from "../afterlife.ts";
import { definitionOf, keepFromOwn } from "../case.ts";
import { decisionsOf } from "../decisions.ts";
import { type HeldObjection, objectionLocked, remediesOf, settle } from "../objections.ts";

/** Holds the duty at the office that the law names for this instance. */
export const answerer = relation<HeldObjection>("office that answers it", (actor, { objection }) => {
  const { officer } = actor;
  return (
    officer !== null &&
    officer.agency === objection.agency &&
    officer.office === objection.office &&
    officer.roles.some((role) => role === objection.role)
  );
});

/**
 * An officer answers: upholds the decision, changes it, or has the case taken up again. Never whoever decided, and in
 * the second instance never whoever answered in the first.
 */
export const answerObjection = command({
  name: "cases.answer-objection",
  input: z
    .object({
      objection: z.string(),
      verdict: z.enum(["dismissed", "change", "reopen", "restore"], "cases.fault.verdict"),
      answer: z.string().trim().min(20, "cases.fault.answer").max(4000),
    })
    .strict(),
  load: ({ tx }, { objection }) => objectionLocked(tx, objection),
  allow: [{ hat: "officer", roles: ["reviewer", "head"], relation: answerer, assurance: 3, purpose: "service" }],
  async carryOut(context, { verdict, answer }, held) {
    const { objection, row } = held;
    const { tx, actor, now, askAsRoom } = context;
    if (objection.state !== "open") refuse("conflict", "cases.refusal.objection-closed");
    await keepFromOwn(context, row);
    const [[first], decisions, measured] = await Promise.all([
      tx.query<ObjectionRow>("select * from cases.objection where id = $1", [objection.before]),
      decisionsOf(tx, row.id),
      objection.permit ? askAsRoom(permitById, { id: objection.permit }) : null,
    ]);
    const decider = decisions.find(({ id }) => id === objection.decision)?.officer;
    const measurer = measured?.acts.find(({ id }) => id === objection.measure)?.officer;
    if ([decider, measurer, first?.closed_by].includes(actor.officer!.id))
      refuse("not-allowed", "cases.refusal.own-decision");
    const service = await definitionOf(context, row.service, row.version);
    const rules = service.remedies?.[objection.instance];
    if (!rules) throw new Error(`${service.code} knows no ${objection.instance}`);
    // Its time is over: the law has answered, though that was not written down yet.
    if (objection.due_at <= now) refuse("conflict", "cases.refusal.answered-by-law");
    if (verdict !== "dismissed" && !remediesOf(service, objection).includes(verdict))
      refuseFields([{ path: "verdict", messageKey: "cases.fault.verdict" }]);
    const settled = await settle(context, service, held, {
      state: verdict === "dismissed" ? "dismissed" : "granted",
      remedy: verdict === "dismissed" ? null : verdict,
      deemed: false,
      answer,
      law: rules.law,
    });
    return { result: { case: row.id }, ...settled };
  },
});

/** Nobody answered in time. What silence means stands in the service's file, with its law. */
export const deemObjection = command({
  name: "cases.deem-objection",
  internal: true,
  input: z.object({ objection: z.string() }).strict(),
  load: ({ tx }, { objection }) => objectionLocked(tx, objection),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, held) {
    const { objection, row } = held;
    if (objection.state !== "open" || objection.due_at > context.now)
      return { result: { settled: false }, subject: row.id };
    const service = await definitionOf(context, row.service, row.version);
    const rules = service.remedies?.[objection.instance];
    if (!rules) throw new Error(`${service.code} knows no ${objection.instance}`);
    const granted = rules.silence === "granted";
    const settled = await settle(context, service, held, {
      state: rules.silence,
      remedy: granted ? (remediesOf(service, objection)[0] ?? null) : null,
      deemed: true,
      answer: null,
      law: rules.silenceLaw,
    });
    return { result: { settled: true }, ...settled };
  },
});
