import { z } from "zod";
import { command, refuse, Together } from "../../../kernel/index.ts";
import { caseLocked, definitionOf, involved, keepFromOwn } from "../case.ts";
import { actRow } from "../host.ts";
import { tellApplicant } from "../messages.ts";

const dayMs = 86_400_000;

/** Reminds an applicant for whom the case waits: once a day at most, whoever presses. */
export const remindApplicant = command({
  name: "cases.remind-applicant",
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "officer", roles: ["reviewer", "head"], relation: involved, purpose: "service" }],
  async carryOut(context, _input, row) {
    const { tx, now } = context;
    if (row.closed_at || !row.paused_at || row.paused_why) refuse("conflict", "cases.refusal.not-waiting");
    await keepFromOwn(context, row);
    const [lately] = await tx.query(
      "select 1 from cases.act where case_id = $1 and kind = 'reminded-applicant' and at > $2 limit 1",
      [row.id, new Date(now.getTime() - dayMs)],
    );
    if (lately) refuse("conflict", "cases.refusal.reminded");
    const service = await definitionOf(context, row.service, row.version);
    if (!service.messages.reminder) refuse("conflict", "cases.refusal.no-reminder");
    await tellApplicant(context, service, row, "reminder", () => ({}), `/permohonan/${row.id}`);
    new Together()
      .insert("cases.act", [actRow(context, row.id, { kind: "reminded-applicant", audience: "all" })])
      .send(tx);
    return { result: null, facts: [{ name: "cases.reminded", subject: row.id }] };
  },
});
