import { type Context, refuse } from "../../../kernel/index.ts";
import type { PersonRow } from "../tables.ts";

type Asked = Pick<Context, "tx">;

/**
 * Two records, held until the act is over, in the order of their ids, so that two acts that meet wait for each other and
 * never for ever. Refused when one of them is not as it was looked at.
 */
export async function heldAt(
  { tx }: Asked,
  looked: readonly { id: string; version: number }[],
): Promise<[PersonRow, PersonRow]> {
  const rows = await tx.query<PersonRow>(
    "select * from registry.person where id = any($1::uuid[]) order by id for update",
    [looked.map(({ id }) => id)],
  );
  const found = looked.map(({ id, version }) => {
    const row = rows.find((one) => one.id === id) ?? refuse("not-found", "kernel.refusal.not-found");
    if (row.version !== version) refuse("conflict", "registry.refusal.mended-meanwhile");
    return row;
  });
  return found as [PersonRow, PersonRow];
}

/** Nobody decides about the record of themselves or of their own household, nor proposes it. */
export async function notOwn({ tx, actor }: Pick<Context, "tx" | "actor">, people: readonly string[]): Promise<void> {
  const own = await tx.query(
    `select from registry.person p join registry.person me on me.id = $1
     where p.id = any($2::uuid[]) and (p.id = me.id or p.family = me.family)`,
    [actor.person, people],
  );
  if (own.length > 0) refuse("not-allowed", "registry.refusal.own-record");
}
