import type { Tx } from "../../kernel/index.ts";

/** Whether a legal hold lies on this kind of record, or on this person's records of it. */
export async function heldBack(tx: Tx, holding: string, person: string): Promise<boolean> {
  const rows = await tx.query(
    "select from rights.hold where holding = $1 and (person is null or person = $2) and lifted_at is null limit 1",
    [holding, person],
  );
  return rows.length > 0;
}
