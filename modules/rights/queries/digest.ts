import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { holdersOf } from "../../identity/index.ts";

/** What the officers of my agency opened outside any case, by day and officer; the newest 200 lines. */
export const digest = query({
  name: "rights.digest",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["head"] }],
  async answer({ tx, actor, askAsRoom }) {
    const rows = await tx.query<{
      id: string;
      office: string;
      day: string;
      account: string;
      reads: number;
      people: number;
      unreasoned: number;
      seen_at: Date | null;
    }>(
      `select id, office, day::text as day, account, reads, people, unreasoned, seen_at from rights.digest
       where agency = $1 order by day desc, reads desc limit 200`,
      [actor.officer!.agency],
    );
    const holders = await askAsRoom(holdersOf, { accounts: [...new Set(rows.map(({ account }) => account))] });
    const names = new Map(holders.map(({ account, name }) => [account, name]));
    return rows.map((row) => ({ ...row, name: names.get(row.account) ?? null }));
  },
});
