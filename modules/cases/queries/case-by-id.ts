import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { applicant, caseHeld, involved } from "../case.ts";
import type { CaseRow, CasesTables } from "../tables.ts";

/** One case: for the applicant without what officers write among themselves; for officers with it. */
export const caseById = query({
  name: "cases.case",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => caseHeld(tx, id),
  allow: [
    { hat: "citizen", relation: applicant, purpose: "own-data" },
    { hat: "business", relation: applicant, purpose: "own-data" },
    { hat: "officer", roles: ["reviewer", "head"], relation: involved, purpose: "service", see: { nik: "mask" } },
    {
      hat: "officer",
      roles: ["opinion-giver"],
      relation: involved,
      purpose: "service",
      see: { nik: "mask", birthDate: "deny", phone: "deny" },
    },
    { hat: "officer", roles: ["front-desk"], relation: involved, purpose: "counter", see: { nik: "mask" } },
    { hat: "officer", roles: ["auditor"], purpose: "oversight", see: { nik: "mask", phone: "mask" } },
    { hat: "system", purpose: "service" },
  ],
  async answer({ tx, actor, see }, _input, row) {
    const rows = on<CasesTables>(tx);
    const office = actor.hat === "officer" || actor.hat === "system";
    let history = rows.selectFrom("cases.act").selectAll().where("case_id", "=", row.id).orderBy("id").limit(500);
    if (!office) history = history.where("audience", "=", "all");
    const acts = await history.execute();
    const tasks = await rows
      .selectFrom("cases.task")
      .selectAll()
      .where("case_id", "=", row.id)
      .orderBy("id")
      .limit(100)
      .execute();
    const corrections = await rows
      .selectFrom("cases.correction")
      .selectAll()
      .where("case_id", "=", row.id)
      .orderBy("id")
      .limit(100)
      .execute();
    const awaited = await rows
      .selectFrom("cases.awaited")
      .selectAll()
      .where("case_id", "=", row.id)
      .orderBy("id")
      .limit(100)
      .execute();
    const inquiries = office
      ? await rows
          .selectFrom("cases.inquiry")
          .selectAll()
          .where("case_id", "=", row.id)
          .orderBy("id")
          .limit(100)
          .execute()
      : [];
    const inspections = office
      ? await rows
          .selectFrom("cases.inspection")
          .selectAll()
          .where("case_id", "=", row.id)
          .orderBy("id")
          .limit(50)
          .execute()
      : [];
    const attached = office
      ? await rows
          .selectFrom("cases.file")
          .select(["id", "name", "inquiry", "inspection", "at"])
          .where("draft", "=", row.id)
          .where("audience", "=", "office")
          .orderBy("id")
          .limit(200)
          .execute()
      : [];
    const applicantFacts = {
      ...row.facts.applicant,
      nik: see("nik", row.facts.applicant.nik ?? null),
      birthDate: see("birthDate", row.facts.applicant.birthDate ?? null),
    };
    const answers =
      "phone" in row.answers ? { ...row.answers, phone: see("phone", row.answers.phone ?? null) } : row.answers;
    const shown: CaseRow = {
      ...row,
      facts: { ...row.facts, applicant: applicantFacts as CaseRow["facts"]["applicant"] },
      answers: answers as CaseRow["answers"],
    };
    // The applicant learns which office has it, not which officer.
    return {
      row: shown,
      acts: office ? acts : acts.map((act) => ({ ...act, officer: null })),
      tasks: office ? tasks : tasks.map((task) => ({ ...task, assignee: null, assignee_name: null, note: null })),
      corrections,
      awaited,
      inquiries,
      inspections,
      attached,
    };
  },
  personal: {
    about: (_answer, row) => [row.person],
    fields: ["nik", "name", "birthDate", "address", "phone", "business", "answers"],
    subject: ({ id }) => id,
  },
});
