import type { Tx, World } from "../../../kernel/index.ts";
import { soundsOf, wordsOfName } from "./sound.ts";

/** Keeps the words of some names, so that they are found by their sound. */
export async function keepWords(
  { government }: Pick<World, "government">,
  tx: Tx,
  names: readonly string[],
): Promise<void> {
  const words = [...new Set(names.flatMap(wordsOfName))].sort();
  await insertWords(tx, soundsOf(government), words);
}

const insertWords = (tx: Tx, { keyOf, hash }: ReturnType<typeof soundsOf>, words: readonly string[]) =>
  tx.query(
    `insert into registry.name_word (word, key, rules) select *, $3 from unnest($1::text[], $2::text[])
     on conflict (word) do update set key = excluded.key, rules = excluded.rules where name_word.rules <> excluded.rules`,
    [words, words.map(keyOf), hash],
  );

/** Makes all keys anew when the rules have changed; fills the table when there are people and no words yet. */
export async function knowWords({ government }: Pick<World, "government">, tx: Tx): Promise<void> {
  const sounds = soundsOf(government);
  const [old] = await tx.query<{ words: string[] | null; any: boolean }>(
    `select array_agg(word order by word) filter (where rules <> $1) as words, count(*) > 0 as any from registry.name_word`,
    [sounds.hash],
  );
  if (old!.words) await insertWords(tx, sounds, old!.words);
  if (old!.any) return;
  const names = await tx.query<{ name: string }>(
    "select distinct unnest(string_to_array(name, ' ')) as name from registry.person",
  );
  if (names.length > 0)
    await keepWords(
      { government },
      tx,
      names.map(({ name }) => name),
    );
}

/** How many real words one asked word may stand for. */
const mostWays = 12;

/**
 * For each asked word the words of names that sound like it, itself first; with `near` also those that are nearly alike.
 * Titles are no part of a name, unless nothing else was asked.
 */
export async function waysOf(
  { government }: Pick<World, "government">,
  tx: Tx,
  asked: string,
  near: boolean,
): Promise<string[][]> {
  const { isTitle, keyOf } = soundsOf(government);
  const all = wordsOfName(asked);
  const words = all.some((one) => !isTitle(one)) ? all.filter((one) => !isTitle(one)) : all;
  const keys = words.map(keyOf);
  const rows = await tx.query<{ asked: string; word: string }>(
    near
      ? `select k.key as asked, w.word from unnest($1::text[]) k (key),
         lateral (select word from registry.name_word where length(k.key) > 2 and key % k.key
                  order by similarity(key, k.key) desc, word limit $2) w`
      : `select k.key as asked, w.word from unnest($1::text[]) k (key),
         lateral (select word from registry.name_word where key = k.key order by word limit $2) w`,
    [keys, mostWays],
  );
  return words.map((word, i) => {
    const alike = rows.filter((row) => row.asked === keys[i]).map((row) => row.word);
    // What holds the asked letters is found by them already.
    return [word, ...alike.filter((one) => one !== word && (word.length <= 2 || !one.includes(word)))];
  });
}
