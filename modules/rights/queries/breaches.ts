import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { breachHeld, itsDesk } from "../commands/breach.ts";
import type { BreachRow } from "../tables.ts";

/** The register of breaches, newest first. Auditors read it too. */
export const breaches = query({
  name: "rights.breaches",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["protection-officer", "auditor"] }],
  answer: ({ tx }) =>
    tx.query<Pick<BreachRow, "id" | "number" | "opened_at" | "due_at" | "told_agency" | "letters" | "closed_at">>(
      "select id, number, opened_at, due_at, told_agency, letters, closed_at from rights.breach order by id desc limit 200",
    ),
});

/** How many a breach touches, and how many of them were told. Never who. */
const affectedBy = query({
  name: "rights.affected",
  internal: true,
  input: z.object({ breach: z.string() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }, { breach }) {
    const [row] = await tx.query<{ people: number; told: number }>(
      "select count(*)::int as people, count(told_at)::int as told from rights.breach_person where breach = $1",
      [breach],
    );
    return row!;
  },
});

/** One breach with its figures. */
export const breachById = query({
  name: "rights.breach",
  input: z.object({ id: z.string().max(60) }).strict(),
  load: ({ tx }, { id }) => breachHeld(tx, id),
  allow: [
    { hat: "officer", roles: ["protection-officer"], relation: itsDesk },
    { hat: "officer", roles: ["auditor"] },
  ],
  answer: async ({ askAsRoom }, _input, row) => ({ ...row, ...(await askAsRoom(affectedBy, { breach: row.id })) }),
});
