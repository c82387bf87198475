import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import type { ChangeRow } from "../afterlife.ts";

/** What is under way about a permit: this person's own draft of the same kind, and the number of a case that waits. */
export const changesUnderWay = query({
  name: "cases.changes-under-way",
  internal: true,
  input: z.object({ permit: z.string(), kind: z.string(), person: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx }, { permit, kind, person }) {
    const rows = await tx.query<{ draft: string | null; number: string | null }>(
      `select d.id as draft, k.number from cases.permit_change c
         left join cases.draft d on d.id = c.case_id and d.state = 'open' and d.person = $3 and c.kind = $2
         left join cases.case k on k.id = c.case_id and k.closed_at is null
       where c.permit = $1 order by c.made_at desc limit 50`,
      [permit, kind, person],
    );
    return {
      open: rows.find((row) => row.draft)?.draft ?? null,
      waiting: rows.find((row) => row.number)?.number ?? null,
    };
  },
});

/** Whether a case changes a permit, and which. */
export const changeOfCase = query({
  name: "cases.change-of-case",
  internal: true,
  input: z.object({ case: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  answer: async ({ tx }, { case: id }) =>
    (await tx.query<ChangeRow>("select * from cases.permit_change where case_id = $1", [id]))[0] ?? null,
});
