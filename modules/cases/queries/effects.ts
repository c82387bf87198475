import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import type { EffectRow } from "../desk-tables.ts";
import { effectKeeper } from "../effect.ts";
import type { CasesTables } from "../tables.ts";

/** What the end of a case wrote into registers, for the house itself and for the pages of those who may see the case. */
export const effectsOf = query({
  name: "cases.effects",
  internal: true,
  input: z.object({ case: z.uuid() }).strict(),
  allow: [{ hat: "system" }],
  answer: ({ tx }, { case: id }) =>
    on<CasesTables>(tx).selectFrom("cases.effect").selectAll().where("case_id", "=", id).orderBy("place").execute(),
});

/** Changes that a register of my agency did not take, the newest first. */
export const heldEffects = query({
  name: "cases.held-effects",
  input: z.object(keyset).strict(),
  // Numbers of applications and reasons, as a queue shows them.
  allow: [{ hat: "officer", roles: ["administrator", "front-desk", "reviewer"], purpose: "register-upkeep" }],
  async answer({ tx, actor }, { after, before, limit }) {
    let rows = on<CasesTables>(tx)
      .selectFrom("cases.effect")
      .select(["id", "case_id", "case_number", "title", "register", "why", "at", "tries"])
      .where("keeper", "=", actor.officer!.agency)
      .where("state", "=", "held")
      .orderBy("id", before ? "asc" : "desc")
      .limit(limit + 1);
    if (after) rows = rows.where("id", "<", after);
    if (before) rows = rows.where("id", ">", before);
    return pageOf(await rows.execute(), { after, before, limit });
  },
});

/** One that is held, for the agency that keeps the register. */
export const heldEffect = query({
  name: "cases.held-effect",
  input: z.object({ effect: z.uuid() }).strict(),
  load: async ({ tx }, { effect }) => {
    const [row] = await tx.query<EffectRow>("select * from cases.effect where id = $1 and state = 'held'", [effect]);
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
