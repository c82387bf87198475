import type { Tx, World } from "../../../kernel/index.ts";
import { soundsOf } from "../names/sound.ts";

/** A name's words as `plainName` makes them, in SQL. */
const plain = `regexp_split_to_table(regexp_replace(normalize(lower(p.name), NFD), '[\\u0300-\\u036f]', '', 'g'), '[^[:alnum:]]+')`;

/** More records than this of one day and one sound are a clerk's habit, such as 1 January, and not doubles of each other. */
const mostAlike = 6;

/**
 * Pairs of living records with one birth date whose names sound alike, in whatever order their words stand; only days on
 * which somebody was recorded since then are looked at, by the index of birth dates. Says how many are new.
 */
export async function findLookAlikes(
  { government, newId }: Pick<World, "government" | "newId">,
  tx: Tx,
  since: Date,
  now: Date,
): Promise<number> {
  const pairs = await tx.query<{ one: string; other: string }>(
    `with fresh as (select distinct birth_date from registry.person where recorded_at >= $1 and merged_into is null),
     sound as (
       select p.id, p.birth_date, p.died_on, string_agg(distinct w.key, ' ' order by w.key) as sounds
       from registry.person p, ${plain} as said (word), registry.name_word w
       where p.birth_date in (select birth_date from fresh) and p.merged_into is null
         and w.word = said.word and not said.word = any($2::text[])
       group by p.id),
     alike as (
       select array_agg(id order by id) as ids, array_agg(id order by id) filter (where died_on is null) as living
       from sound group by birth_date, sounds having count(*) between 2 and $3)
     select a.id as one, b.id as other from alike, unnest(ids) a (id), unnest(ids) b (id)
     where a.id < b.id and (a.id = any(living) or b.id = any(living))
       and not exists (select from registry.double d where d.one = a.id and d.other = b.id)`,
    [since, soundsOf(government).titles, mostAlike],
  );
  if (pairs.length === 0) return 0;
  await tx.query(
    `insert into registry.double (id, one, other, found_at) select d.id, d.one, d.other, $2
     from jsonb_to_recordset($1) as d (id uuid, one uuid, other uuid) on conflict (one, other) do nothing`,
    [JSON.stringify(pairs.map((pair) => ({ id: newId(), ...pair }))), now],
  );
  return pairs.length;
}
