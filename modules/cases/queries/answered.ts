import { z } from "zod";
import { type Answered, query } from "../../../kernel/index.ts";

/** How many people answered each question of each service since a moment. Answers themselves stay here. */
export const answeredQuestions = query({
  name: "cases.answered-questions",
  internal: true,
  input: z.object({ since: z.iso.datetime() }).strict(),
  allow: [{ hat: "system", purpose: "planning" }],
  async answer({ tx }, { since }): Promise<Answered[]> {
    // Every case of a year is read, by a job at night.
    tx.send("set local statement_timeout = 300000");
    return tx.query<Answered & Record<string, unknown>>(
      `select c.service as place, k as field, count(distinct c.person)::int as people
       from cases.case c cross join lateral jsonb_object_keys(c.answers) as k
       where c.submitted_at >= $1 group by 1, 2`,
      [since],
    );
  },
});
