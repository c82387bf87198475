import type { CommandContext } from "../../kernel/index.ts";
import type { Register } from "./definition/schema.ts";
import type { RecordRow } from "./tables.ts";

/** A record that is like more than this many others is like none of them in particular. */
const most = 5;

/** Finds records of the same register that may be the same thing as this one, by the register's own rule, for a human to judge. */
export async function findTwins({ tx, now }: CommandContext, register: Register, row: RecordRow): Promise<number> {
  if (!register.duplicates || row.likeness === null) return 0;
  const alike = await tx.query<{ id: string; likeness: number }>(
    "select id, likeness from registers.alike($1, $2, $3, $4)",
    [register.code, row.likeness, register.duplicates.likeness, most + 1],
  );
  const others = alike.filter(({ id }) => id !== row.id).slice(0, most);
  if (others.length === 0) return 0;
  // What a human has judged stays judged.
  const made = await tx.query(
    `insert into registers.twin (register, one, other, likeness, found_at)
     select $1, least($2::uuid, a.id), greatest($2::uuid, a.id), a.likeness, $4
     from jsonb_to_recordset($3) as a (id uuid, likeness real)
     on conflict (one, other) do nothing returning one`,
    [register.code, row.id, JSON.stringify(others), now],
  );
  return made.length;
}
