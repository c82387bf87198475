import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { applicant, caseHeld, involved } from "../case.ts";
import type { CaseRow, CasesTables } from "../tables.ts";

/** What became of a case after it was decided: decisions, objections, hearings, and the law's clock. */
export const afterlifeOf = query({
  name: "cases.afterlife",
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [
    { hat: "citizen", relation: applicant, purpose: "own-data" },
    { hat: "business", relation: applicant, purpose: "own-data" },
    { hat: "officer", roles: ["reviewer", "head", "front-desk"], relation: involved, purpose: "service" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
    { hat: "system", purpose: "service" },
  ],
  async answer({ tx, actor }, _input, row: CaseRow) {
    const rows = on<CasesTables>(tx);
    const of = { decisions: "cases.decision", objections: "cases.objection", hearings: "cases.hearing" } as const;
    const [decisions, objections, hearings, [clock], [change]] = await Promise.all([
      rows.selectFrom(of.decisions).selectAll().where("case_id", "=", row.id).orderBy("n").limit(100).execute(),
      rows.selectFrom(of.objections).selectAll().where("case_id", "=", row.id).orderBy("id").limit(100).execute(),
      rows.selectFrom(of.hearings).selectAll().where("case_id", "=", row.id).orderBy("id").limit(100).execute(),
      rows.selectFrom("cases.deemed_clock").selectAll().where("case_id", "=", row.id).execute(),
      rows.selectFrom("cases.permit_change").selectAll().where("case_id", "=", row.id).execute(),
    ]);
    const office = actor.hat === "officer" || actor.hat === "system";
    // The applicant learns which office it was, not which officer.
    const unnamed = { officer: null, officer_name: null };
    return {
      row,
      decisions: office ? decisions : decisions.map((one) => ({ ...one, ...unnamed })),
      objections: office ? objections : objections.map((one) => ({ ...one, closed_by: null, closed_by_name: null })),
      hearings: office ? hearings : hearings.map((one) => ({ ...one, officer: "", officer_name: "" })),
      clock: clock ?? null,
      change: change ?? null,
    };
  },
  personal: { about: (_answer, row) => [row.person], fields: ["answers"], subject: ({ case: id }) => id },
});
