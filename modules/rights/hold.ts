import type { Tx } from "../../kernel/index.ts";

/** Whose records of this kind a legal hold keeps, of these people: all of them where one lies on the kind itself. */
export async function heldBack(tx: Tx, holding: string, people: readonly string[]): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const holds = await tx.query<{ person: string | null }>(
    `select distinct person from rights.hold where holding = $1 and (person is null or person = any($2::uuid[]))
     and lifted_at is null`,
    [holding, [...new Set(people)]],
  );
  return new Set(holds.some(({ person }) => person === null) ? people : holds.flatMap(({ person }) => person ?? []));
}
