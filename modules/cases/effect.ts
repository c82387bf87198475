import { type Relation, relation } from "../../kernel/index.ts";
import type { EffectRow } from "./desk-tables.ts";

/** The officer's agency keeps the register that a change is for. `never`: the tie fits whatever has a keeper. */
export const effectKeeper: Relation<never, unknown> = relation<Pick<EffectRow, "keeper">>(
  "keeper of the register",
  (actor, { keeper }) => actor.officer?.agency === keeper,
);
