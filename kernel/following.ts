import type { Context } from "./command.ts";
import type { Following } from "./module.ts";

/** Rows of one table that belong to a person. */
interface InTable {
  table: string;
  /** The column that says whose it is. */
  person?: string;
  /** SQL over `r`: the row's id as text. */
  id?: string;
  /** More that is set with it: SQL over `r`, "$1" whose it was, "$2" whose it becomes. */
  sets?: string;
  /** SQL over `r`: which rows are meant at all. */
  only?: string;
  /** What a person has once: columns that are unique with them, and SQL over one row for which of them that holds. */
  once?: readonly string[];
  onceWhile?: string;
  offers?: Following["offers"];
}

/**
 * Rows that go along as they are. What the other person has already and may have only once stays where it was: nothing is
 * overwritten, and when the two are parted again it is still theirs.
 */
export function followIn(declared: InTable): Following {
  const {
    table,
    person = "person",
    id = "r.id::text",
    sets,
    only = "true",
    once,
    onceWhile = "true",
    offers,
  } = declared;
  const holds = (row: string) => onceWhile.replaceAll("r.", `${row}.`);
  const free = once
    ? `not (${holds("r")} and exists (select from ${table} x where x.${person} = $2 and ${holds("x")}
         ${once.map((column) => `and x.${column} is not distinct from r.${column}`).join(" ")}))`
    : "true";
  return {
    name: person === "person" ? table : `${table}.${person}`,
    ...(offers && { offers }),
    async move({ tx }, from, to, chosen) {
      const rows = await tx.query<{ id: string }>(
        `update ${table} r set ${person} = $2${sets ? `, ${sets}` : ""}
         where r.${person} = $1 and ($3::text[] is null or ${id} = any($3)) and ${only} and ${free} returning ${id} as id`,
        [from, to, chosen ?? null],
      );
      return rows.map((row) => row.id);
    },
  };
}

/** What went along, by the name of what follows: the ids of its rows. */
export type Moved = Readonly<Record<string, readonly string[]>>;

/** Everything that the rooms hold of one person goes to another. Inside the act of the room that says so, as the house. */
export async function followTo(context: Context, from: string, to: string): Promise<Moved> {
  const moved: Record<string, readonly string[]> = {};
  for (const one of context.world.modules.flatMap(({ follows }) => follows ?? [])) {
    const ids = await one.move(context, from, to);
    if (ids.length > 0) moved[one.name] = ids;
  }
  return moved;
}

/** These rows go to another person: back to whom they were, or to whom they were all along. */
export async function followOnly(context: Context, rows: Moved, from: string, to: string): Promise<void> {
  const all = context.world.modules.flatMap(({ follows }) => follows ?? []);
  for (const [name, ids] of Object.entries(rows))
    await all.find((one) => one.name === name)?.move(context, from, to, ids);
}

/** The ids that a person has had: their own, and those of records that were merged into theirs. */
export async function idsOf(context: Context, person: string): Promise<string[]> {
  const ids = [person];
  for (const { knownAs } of context.world.modules) ids.push(...((await knownAs?.(context, person)) ?? []));
  return ids;
}
