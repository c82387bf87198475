import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { caseLocked, definitionOf } from "../case.ts";
import { decisionRow, letterJob, needsLetter, writeDecision } from "../decisions.ts";
import { actRow, writeActs } from "../host.ts";
import type { ActRow, TaskRow } from "../tables.ts";
import { tellOf } from "../tell.ts";

/**
 * A decision becomes a row of its own, with who made it, why and by which law: what a letter says and what an objection
 * is against. The moment of the decision is its name, so that a second telling writes nothing.
 */
export const recordDecision = command({
  name: "cases.record-decision",
  internal: true,
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, row) {
    const { tx } = context;
    // Reopened before this was heard of: there is nothing to object to any more.
    if (!row.decided_at) return { result: { recorded: false }, subject: row.id };
    const refused = row.status === "refused";
    const outcome = refused ? "refuse" : "approve";
    const [[task], [act]] = await Promise.all([
      tx.query<TaskRow & { closed_by_name: string | null }>(
        "select * from cases.task where case_id = $1 and outcome = $2 and closed_at = $3",
        [row.id, outcome, row.decided_at],
      ),
      tx.query<ActRow>(
        "select * from cases.act where case_id = $1 and kind = $2 and at = $3 order by id desc limit 1",
        [row.id, refused ? "refused" : "approved", row.decided_at],
      ),
    ]);
    const service = await definitionOf(context, row.service, row.version);
    const decision = await decisionRow(context, row, {
      outcome: refused ? "refused" : "approved",
      at: row.decided_at,
      agency: task?.agency ?? row.agency,
      office: task?.office ?? service.office,
      officer: task?.closed_by ?? null,
      officer_name: act?.officer ?? null,
      message: task?.note ?? null,
      reason: refused ? ((act?.body.reason as string | undefined) ?? null) : null,
      law: refused ? ((act?.body.law as string | undefined) ?? null) : null,
    });
    if (!decision) return { result: { recorded: false }, subject: row.id };
    writeDecision(tx, decision);
    return {
      result: { recorded: true },
      facts: [{ name: "cases.decided", subject: row.id, body: { decision: decision.id, outcome: decision.outcome } }],
      jobs: service.remedies?.letter && needsLetter(decision) ? [letterJob(decision)] : [],
      about: [row.person],
    };
  },
});

/** The letter of a decision is there. */
export const recordLetter = command({
  name: "cases.record-letter",
  internal: true,
  input: z.object({ case: z.string(), decision: z.string(), document: z.string(), number: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { decision, document, number }, row) {
    const [done] = await context.tx.query(
      "update cases.decision set letter = $1 where id = $2 and case_id = $3 and letter is null returning id",
      [document, decision, row.id],
    );
    if (!done) return { result: { recorded: false }, subject: row.id };
    writeActs(
      context,
      actRow(context, row.id, { kind: "letter", audience: "all", body: { document, message: number } }),
    );
    await tellOf(context, row, "letter", { letter: number }, `/dokumen/${document}`);
    return { result: { recorded: true }, subject: row.id, about: [row.person] };
  },
});
