import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const rooms = globSync("{kernel,design,app,modules/*}/messages/id.json", { cwd: root }).map((path) =>
  path.replace("/messages/id.json", ""),
);
const read = (room: string, locale: string): Record<string, string> =>
  JSON.parse(readFileSync(`${root}${room}/messages/${locale}.json`, "utf8"));
const words = new Map(rooms.map((room) => [room, { id: read(room, "id"), en: read(room, "en") }]));
const keys = new Set([...words.values()].flatMap(({ id }) => Object.keys(id)));
const sources = globSync("{kernel,design,app,modules}/**/*.{ts,tsx}", { cwd: root })
  .filter((path) => !/\/test\//.test(path))
  .map((path) => ({ path, text: readFileSync(root + path, "utf8") }));

/** "{name}" places of an ICU message, without those inside plural and select arms. */
const places = (message: string): string[] =>
  [...message.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map(([, name = ""]) => name).sort();

type Both = { id: Record<string, string>; en: Record<string, string> };

/** Words that one language lacks, or that fill other places than the other's. */
function mismatches(words: ReadonlyMap<string, Both>): string[] {
  const wrong: string[] = [];
  for (const [room, { id, en }] of words) {
    for (const key of new Set([...Object.keys(id), ...Object.keys(en)])) {
      const [a, b] = [id[key], en[key]];
      if (!a || !b) wrong.push(`${room}: ${key} is missing in ${a ? "en" : "id"}`);
      else if ([...new Set(places(a))].join() !== [...new Set(places(b))].join())
        wrong.push(`${room}: ${key} fills ${places(a)} in id and ${places(b)} in en`);
    }
  }
  return wrong;
}

/** Keys that a source names and nobody has words for. */
function unspoken({ path, text }: { path: string; text: string }, known: ReadonlySet<string>): string[] {
  const named = [
    ...text.matchAll(/(?:say|refuse|Refusal)\(\s*(?:"[a-z-]+",\s*)?"([a-z]+\.[a-z0-9.-]+)"/g),
    ...text.matchAll(/messageKey: "([a-z]+\.[a-z0-9.-]+)"/g),
  ];
  return named.flatMap(([, key = ""]) => (known.has(key) ? [] : [`${path}: ${key}`]));
}

/** Words that no source names, whole or by a beginning or an end that is put together at run time. */
function unused(known: Iterable<string>, whole: string): string[] {
  // A key put together at run time, `cases.status.${status}`, uses all that begin with its fixed part.
  const begun = [...whole.matchAll(/`([a-z]+\.(?:[a-z0-9-]+\.)*[a-z0-9-]*)\$\{/g)].map(([, start = ""]) => start);
  const ends = [...whole.matchAll(/`\$\{[^`]*?\}\.([a-z0-9.-]+)[`$]/g)].map(([, end = ""]) => end);
  return [...known].filter(
    (key) =>
      !whole.includes(`"${key}"`) &&
      !begun.some((start) => start.split(".").length > 2 && key.startsWith(start)) &&
      !ends.some((end) => key.includes(`.${end}`)),
  );
}

test("both languages have the same words, with the same places to fill", () => {
  assert.ok(rooms.length >= 12, `${rooms.length} rooms`);
  assert.deepEqual(mismatches(words), []);
});

test("every key that the code names has words", () => {
  assert.deepEqual(
    sources.flatMap((source) => unspoken(source, keys)),
    [],
  );
});

test("no words lie about unused", () => {
  assert.deepEqual(unused(keys, sources.map(({ text }) => text).join("\n")), []);
});

test("the checks of the words find what is planted: a word that is missing, one with another place, one nobody says, one nobody wrote", () => {
  const planted = new Map<string, Both>([
    ["shed", { id: { "shed.a": "Halo {name}", "shed.b": "Dua" }, en: { "shed.a": "Hello {person}" } }],
  ]);
  assert.deepEqual(mismatches(planted), [
    "shed: shed.a fills name in id and person in en",
    "shed: shed.b is missing in en",
  ]);
  const source = { path: "shed.ts", text: `say("shed.a"); refuse("conflict", "shed.c"); \`shed.state.\${state}\`` };
  assert.deepEqual(unspoken(source, new Set(["shed.a"])), ["shed.ts: shed.c"]);
  assert.deepEqual(unused(["shed.a", "shed.b", "shed.state.open"], source.text), ["shed.b"]);
});
