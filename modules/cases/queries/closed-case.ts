import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import type { CaseRow } from "../tables.ts";

/** What another room needs to ask somebody about a case that is over: whose it was and which office had it last. Null while it goes on. */
export interface ClosedCase
  extends Pick<CaseRow, "id" | "number" | "service" | "title" | "person" | "business" | "hat" | "agency" | "status"> {
  office: string;
  channel: string;
  closed_at: Date;
}

export const closedCase = query({
  name: "cases.closed-case",
  internal: true,
  input: z.object({ id: z.string().max(60) }).strict(),
  allow: [{ hat: "system", purpose: "notice" }],
  async answer({ tx }, { id }): Promise<ClosedCase | null> {
    const [row] = await tx.query<ClosedCase>(
      `select c.id, c.number, c.service, c.title, c.person, c.business, c.hat, c.agency, c.status, c.closed_at,
         coalesce((select office from cases.task t where t.case_id = c.id and t.agency = c.agency
           order by t.closed_at desc nulls last, t.id desc limit 1), '') as office,
         coalesce((select body->>'channel' from cases.act a where a.case_id = c.id and a.kind = 'submitted' limit 1), 'web') as channel
       from cases.case c where c.id = $1 and c.closed_at is not null`,
      [id],
    );
    return row ?? null;
  },
});
