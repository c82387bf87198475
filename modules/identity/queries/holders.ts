import { z } from "zod";
import { query } from "../../../kernel/index.ts";

const word = z.string().max(60);

/** The people who hold a duty at an agency now: for rooms that have work for them and say so. */
export const dutyHolders = query({
  name: "identity.duty-holders",
  internal: true,
  input: z.object({ agency: word, role: word }).strict(),
  allow: [{ hat: "system", purpose: "notice" }],
  answer: async ({ tx }, { agency, role }): Promise<{ person: string }[]> =>
    tx.query<{ person: string }>(
      `select distinct a.person from identity.officer o join identity.account a on a.id = o.account
       where o.agency = $1 and o.state = 'active' and a.state = 'active' and exists (
         select from identity.officer_role r where r.officer = o.id and r.role = $2
           and r.approved_at is not null and r.withdrawn_at is null)
       limit 50`,
      [agency, role],
    ),
});
