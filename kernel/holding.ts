import type { Context } from "./command.ts";
import type { Held, Holding } from "./module.ts";

/** A kind of record that stands whole in one table. */
interface InTable {
  name: string;
  table: string;
  /**
   * SQL over `r`: its id as text, whose it is, since when it is out of use, and which rows are meant. `ended` may read
   * `clock.now` and `clock.today`.
   */
  id?: string;
  person?: string;
  ended: string;
  only?: string;
  /** Columns that are not handed out: sealed ones, secrets, what only machines read. */
  hides?: readonly string[];
  /** Sealed fields opened, by the record's id. */
  opens?(context: Context, id: string): Promise<Record<string, unknown>>;
  personKey?: boolean;
  /** What goes with a record, before it: SQL over "$1", the ids. "yes" when nothing does. */
  removes?: "yes" | readonly string[];
}

/** What a room holds in a table, from which columns alone: the room says what is hidden, not what is shown. */
export function heldIn(declared: InTable): Holding {
  const { name, table, id = "r.id::text", person = "r.person", ended, only = "true", opens, removes } = declared;
  const hides = `'{${(declared.hides ?? []).join(",")}}'::text[]`;
  const removed = removes === "yes" ? [] : removes;
  // By the house's clock and calendar, not the database's.
  const clock = (now: number, today: number) => `(select $${now}::timestamptz as now, $${today}::date as today) clock`;
  const todayOf = ({ now, world }: Context) => [now, world.calendar.today(now)];
  return {
    name,
    ...(declared.personKey && { personKey: true }),
    async of(context, whose, most) {
      const rows = await context.tx.query<Held & { shows: Record<string, unknown> }>(
        `select ${id} as id, (${ended})::timestamptz as ended, to_jsonb(r) - ${hides} as shows from ${table} r, ${clock(3, 4)}
         where ${person} = $1 and ${only} order by 2 desc nulls first, 1 limit $2`,
        [whose, most, ...todayOf(context)],
      );
      if (opens) for (const row of rows) Object.assign(row.shows, await opens(context, row.id));
      return rows;
    },
    endedBefore: (context, moment, most, after) =>
      context.tx.query<{ id: string; person: string }>(
        `select ${id} as id, ${person} as person from ${table} r, ${clock(4, 5)}
         where (${ended})::timestamptz < $1 and ${person} is not null and ${only} and ($3::text is null or ${id} > $3) order by 1 limit $2`,
        [moment, most, after, ...todayOf(context)],
      ),
    ...(removed && {
      async remove({ tx }, ids) {
        for (const before of removed) await tx.query(before, [ids]);
        await tx.query(`delete from ${table} r where ${id} = any($1)`, [ids]);
      },
    }),
  };
}
