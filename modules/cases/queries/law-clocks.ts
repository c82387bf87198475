import { z } from "zod";
import { query } from "../../../kernel/index.ts";

/** What the law's clocks have come to: cases to look at, objections whose time to answer is over. */
export const ringing = query({
  name: "cases.ringing",
  internal: true,
  input: z.object({ limit: z.number().int().min(1).max(1000) }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx, now }, { limit }) {
    const [cases, objections] = await Promise.all([
      tx.query<{ id: string }>(
        "select case_id as id from cases.deemed_clock where look_at <= $1 order by look_at limit $2",
        [now, limit],
      ),
      tx.query<{ id: string }>(
        "select id from cases.objection where state = 'open' and due_at <= $1 order by due_at limit $2",
        [now, limit],
      ),
    ]);
    return { cases: cases.map(({ id }) => id), objections: objections.map(({ id }) => id) };
  },
});
