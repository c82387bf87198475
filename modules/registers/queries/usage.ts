import { z } from "zod";
import { idsOf, query } from "../../../kernel/index.ts";

const most = 200;

/** Who read what registers hold of the one who asks, the newest first, in the words of the GovStack file. */
export const dataUsage = query({
  name: "registers.data-usage",
  input: z.object({ register: z.string().max(60).default("") }).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer(context, { register }) {
    const { tx, actor } = context;
    const rows = await tx.query<{ id: string; at: Date; agency: string | null; name: string; purpose: string | null }>(
      `with mine as materialized (
         select id, at, agency, name, purpose, body, hat, account from kernel.journal
         where kind = 'read' and about && $1::uuid[] and (account is distinct from $2::uuid or hat = 'officer'))
       select id, at, agency, name, purpose from mine
       where starts_with(name, 'registers.') and ($3 = '' or body ->> 'register' = $3)
         -- What the person may see later, or never, is not in their list yet.
         and (body ->> 'visible' is null or (body ->> 'visible' <> 'oversight' and (body ->> 'visible')::date <= current_date))
       order by id desc limit $4`,
      [await idsOf(context, actor.business?.id ?? actor.person!), actor.account, register, most],
    );
    return rows;
  },
});
