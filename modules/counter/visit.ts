import { isId, type Relation, refuse, relation, type Tx } from "../../kernel/index.ts";
import type { VisitRow } from "./tables.ts";

export async function visitHeld(tx: Tx, id: string, lock = false): Promise<VisitRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<VisitRow>(`select * from counter.visit where id = $1 ${lock ? "for update" : ""}`, [id]);
  return row ?? null;
}

/** The very officer to whom the person came: consent is given to somebody, not to an office. */
export const helper: Relation<VisitRow, unknown> = relation<VisitRow>(
  "officer whom the person came to",
  (actor, row) => row.officer === actor.officer?.id,
);
export const helped: Relation<VisitRow, unknown> = relation<VisitRow>(
  "person who was helped",
  (actor, row) => row.person === actor.person,
);
export const sameOffice: Relation<VisitRow, unknown> = relation<VisitRow>(
  "colleague of the office that helped",
  (actor, row) => row.agency === actor.officer?.agency && row.office === actor.officer.office,
);

export function stillOpened({ state }: VisitRow): void {
  if (state === "objected") refuse("conflict", "counter.refusal.objected");
  if (state === "over") refuse("conflict", "counter.refusal.over");
}
