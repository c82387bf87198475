import { isId, type Relation, relation, type Tx } from "../../kernel/index.ts";
import type { InvitationRow } from "./tables.ts";

export async function invitationHeld(tx: Tx, id: string, lock = false): Promise<InvitationRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<InvitationRow>(
    `select * from satisfaction.invitation where case_id = $1 ${lock ? "for update" : ""}`,
    [id],
  );
  return row ?? null;
}

/** Who was asked: the person, or who now acts for the business whose case it was. */
export const asked: Relation<InvitationRow, unknown> = relation<InvitationRow>("who was asked", (actor, row) =>
  actor.hat === "business"
    ? row.hat === "business" && row.business !== null && row.business === actor.business?.id
    : row.hat === "citizen" && row.person === actor.person,
);
