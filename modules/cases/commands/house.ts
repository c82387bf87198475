import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { caseHeld, definitionOf } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, move, writeMove } from "../host.ts";
import { tellApplicant } from "../messages.ts";
import type { CasesTables } from "../tables.ts";

// What the house itself does to a case when something happened elsewhere or time has come.

/** The bill was paid: the process goes on. A second telling finds nobody waiting and changes nothing. */
export const recordPayment = command({
  name: "cases.record-payment",
  internal: true,
  input: z.object({ case: z.string() }),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, before) {
    if (!before.process.tokens.some((token) => token.at === "payment")) return { result: { moved: false }, subject: before.id };
    const service = await definitionOf(context, before.service, before.version);
    const moved = move(context, service, before, { type: "message", name: "payment" });
    const acts = await doDeeds(context, service, moved);
    await writeMove(context, before, moved, acts);
    return { result: { moved: true }, facts: [{ name: "cases.paid", subject: before.id, body: { service: before.service } }, ...moved.facts], jobs: moved.jobs };
  },
});

/** The document is there: the case ends, and the applicant is told where it is. */
export const recordDocument = command({
  name: "cases.record-document",
  internal: true,
  input: z.object({ case: z.string(), document: z.string(), number: z.string() }),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { document, number }, before) {
    if (before.document) return { result: { moved: false }, subject: before.id };
    const service = await definitionOf(context, before.service, before.version);
    const moved = move(context, service, { ...before, document }, { type: "message", name: "issued" });
    await writeMove(context, before, moved, [actRow(context, before.id, { kind: "issued", audience: "all", body: { document, number } }), ...(await doDeeds(context, service, moved))]);
    await tellApplicant(context, service, moved.row, "issued", () => ({ certificate: number }), `/dokumen/${document}`);
    return { result: { moved: true }, facts: moved.facts };
  },
});

/** A timer of a case is due. One that no longer fits, because the case moved on, is simply over. */
export const fireTimer = command({
  name: "cases.fire-timer",
  internal: true,
  input: z.object({ case: z.string(), token: z.number().int(), target: z.string() }),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { token, target }, before) {
    const { tx, now } = context;
    const [due] = await on<CasesTables>(tx).deleteFrom("cases.timer").where("case_id", "=", before.id).where("token", "=", token).where("target", "=", target).where("due_at", "<=", now).returning("token").execute();
    if (!due || before.closed_at) return { result: { fired: false }, subject: before.id };
    const service = await definitionOf(context, before.service, before.version);
    const moved = move(context, service, before, { type: "timer", token, to: target });
    const acts = [actRow(context, before.id, { kind: "timer", audience: "office", body: { target } }), ...(await doDeeds(context, service, moved))];
    await writeMove(context, before, moved, acts);
    return { result: { fired: true }, facts: [{ name: "cases.timer-fired", subject: before.id, body: { target } }, ...moved.facts], jobs: moved.jobs };
  },
});

/** Tells the applicant that the application has arrived. */
export const acknowledge = command({
  name: "cases.acknowledge",
  internal: true,
  input: z.object({ case: z.string() }),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, row) {
    const service = await definitionOf(context, row.service, row.version);
    await tellApplicant(context, service, row, "submitted", () => ({}), `/permohonan/${row.id}`);
    return { result: null, subject: row.id };
  },
});

/** Drafts that nobody saved for thirty days are emptied. */
export const dropOldDrafts = command({
  name: "cases.drop-old-drafts",
  internal: true,
  input: z.object({ days: z.number().int().min(1).max(3650) }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { days }) {
    const gone = await on<CasesTables>(tx).updateTable("cases.draft").set({ state: "dropped", answers: "{}" as never, facts: "{}" as never }).where("state", "=", "open").where("saved_at", "<", new Date(now.getTime() - days * 86_400_000)).returning("id").execute();
    if (gone.length > 5000) refuse("conflict", "kernel.refusal.conflict");
    return { result: { dropped: gone.length }, subject: "drafts" };
  },
});
