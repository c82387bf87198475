import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { cancelBill } from "../../payments/index.ts";
import { applicant, caseLocked, definitionOf, waitsFor } from "../case.ts";
import { actRow, writeMove } from "../host.ts";

const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;

/** Takes the application back, as long as nothing was paid for it. */
export const withdrawApplication = command({
  name: "cases.withdraw-application",
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: own,
  async carryOut(context, _input, before) {
    const { now, tell } = context;
    if (before.closed_at) refuse("conflict", "cases.refusal.closed");
    if (before.document) refuse("conflict", "cases.refusal.issued");
    const service = await definitionOf(context, before.service, before.version);
    if (waitsFor(service, before, "issued")) refuse("conflict", "cases.refusal.paid");
    if (before.bill) {
      const { state } = await tell(cancelBill, { bill: before.bill });
      // The money came, though the case has not heard of it yet.
      if (state === "paid") refuse("conflict", "cases.refusal.paid");
    }
    const row = {
      ...before,
      status: "withdrawn" as const,
      closed_at: now,
      rev: before.rev + 1,
      process: { ...before.process, tokens: [], ended: "withdrawn" },
    };
    const moved = {
      row,
      tasks: [],
      left: before.process.tokens.map((token) => token.id),
      timers: [],
      dos: [],
      facts: [],
      jobs: [],
    };
    writeMove(context, before, moved, [actRow(context, before.id, { kind: "withdrawn", audience: "all" })]);
    return {
      result: null,
      facts: [{ name: "cases.withdrawn", subject: before.id, body: { service: before.service } }],
    };
  },
});
