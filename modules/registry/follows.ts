import { type Context, type Following, followIn } from "../../kernel/index.ts";

/** Who owns or directs what goes along with a person, and says their name as it now stands. */
export const follows: readonly Following[] = [
  followIn({
    table: "registry.business_role",
    id: "r.business || ':' || r.role",
    sets: "name = (select name from registry.person where id = $2)",
    once: ["business", "role"],
    offers: ({ tx }, person) =>
      tx.query<{ id: string; label: string }>(
        `select r.business || ':' || r.role as id, b.name || ' (NIB ' || b.nib || ')' as label
         from registry.business_role r join registry.business b on b.id = r.business where r.person = $1 order by 2, 1 limit 50`,
        [person],
      ),
  }),
];

/** The ids of the records that were merged into this one, and into those. */
export async function knownAs({ tx }: Pick<Context, "tx">, person: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>("select registry.absorbed($1) as id", [person]);
  return rows.map(({ id }) => id);
}
