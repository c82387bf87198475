import { z } from "zod";
import { query } from "../../../kernel/index.ts";

/** What the law's clocks have come to: cases to look at, objections whose time to answer is over, what is still to be brought. */
export const ringing = query({
  name: "cases.ringing",
  internal: true,
  input: z.object({ limit: z.number().int().min(1).max(1000) }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx, now }, { limit }) {
    const [cases, objections, awaited] = await Promise.all([
      tx.query<{ id: string }>(
        "select case_id as id from cases.deemed_clock where look_at <= $1 order by look_at limit $2",
        [now, limit],
      ),
      tx.query<{ id: string }>(
        "select id from cases.objection where state = 'open' and due_at <= $1 order by due_at limit $2",
        [now, limit],
      ),
      tx.query<{ id: string }>("select id from cases.awaited where look_at <= $1 order by look_at limit $2", [
        now,
        limit,
      ]),
    ]);
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
    return { cases: ids(cases), objections: ids(objections), awaited: ids(awaited) };
  },
});
