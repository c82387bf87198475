import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import type { EffectRow } from "../desk-tables.ts";
import { effectKeeper } from "../effect.ts";
import type { CaseRow, CasesTables } from "../tables.ts";

/** What the end of a case wrote into registers, for the house itself and for the pages of those who may see the case. */
export const effectsOf = query({
  name: "cases.effects",
  internal: true,
  input: z.object({ case: z.uuid() }).strict(),
  allow: [{ hat: "system" }],
  answer: ({ tx }, { case: id }) =>
    on<CasesTables>(tx).selectFrom("cases.effect").selectAll().where("case_id", "=", id).orderBy("place").execute(),
});

/** Changes that a register of my agency did not take, the oldest first. */
export const heldEffects = query({
  name: "cases.held-effects",
  input: z.object(keyset).strict(),
  // Numbers of applications and reasons, as a queue shows them.
  allow: [{ hat: "officer", roles: ["administrator", "front-desk", "reviewer"], purpose: "register-upkeep" }],
  async answer({ tx, actor }, { after, before, limit }) {
    let rows = on<CasesTables>(tx)
      .selectFrom("cases.effect as e")
      .innerJoin("cases.case as c", "c.id", "e.case_id")
      .select(["e.id", "e.case_id", "e.register", "e.why", "e.at", "e.tries", "c.number", "c.title"])
      .where("e.keeper", "=", actor.officer!.agency)
      .where("e.state", "=", "held")
      .orderBy("e.id", before ? "asc" : "desc")
      .limit(limit + 1);
    if (after) rows = rows.where("e.id", "<", after);
    if (before) rows = rows.where("e.id", ">", before);
    return pageOf(await rows.execute(), { after, before, limit });
  },
});

/** One that is held, for the agency that keeps the register. */
export const heldEffect = query({
  name: "cases.held-effect",
  input: z.object({ effect: z.uuid() }).strict(),
  load: async ({ tx }, { effect }) => {
    const [row] = await tx.query<EffectRow & Pick<CaseRow, "title"> & { number: string }>(
      `select e.id, e.register, e.keeper, e.why, e.at, e.tries, c.number, c.title
       from cases.effect e join cases.case c on c.id = e.case_id where e.id = $1 and e.state = 'held'`,
      [effect],
    );
    return row ?? null;
  },
  allow: [
    {
      hat: "officer",
      roles: ["administrator", "front-desk", "reviewer"],
      relation: effectKeeper,
      purpose: "register-upkeep",
    },
  ],
  answer: async (_context, _input, row) => row,
});
