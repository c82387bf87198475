import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { holdersOf } from "../../identity/index.ts";
import { lookHeld, ofItsDesk } from "../commands/looks.ts";
import type { LookRow } from "../tables.ts";

/** Odd looks on the protection officer's desk: the open ones, or what came of the others. */
export const looks = query({
  name: "rights.looks",
  input: z.object({ state: z.enum(["opened", "settled"]).default("opened") }).strict(),
  allow: [{ hat: "officer", roles: ["protection-officer"] }],
  answer: ({ tx, actor }, { state }) =>
    tx.query<LookRow>(
      `select *, day::text as day from rights.look where desk = $1 and (state = 'opened') = ($2 = 'opened')
       order by id desc limit 200`,
      [actor.officer!.agency, state],
    ),
});

/** One of them, with the name of the officer whose looks they were. */
export const lookById = query({
  name: "rights.look",
  input: z.object({ id: z.string().max(60) }).strict(),
  load: ({ tx }, { id }) => lookHeld(tx, id),
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: ofItsDesk }],
  async answer({ askAsRoom }, _input, row) {
    const [holder] = await askAsRoom(holdersOf, { accounts: [row.account] });
    return { ...row, name: holder?.name ?? null };
  },
});
