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

test("both languages have the same words, with the same places to fill", () => {
  assert.ok(rooms.length >= 12, `${rooms.length} rooms`);
  const wrong: string[] = [];
  for (const [room, { id, en }] of words) {
    for (const key of new Set([...Object.keys(id), ...Object.keys(en)])) {
      const [a, b] = [id[key], en[key]];
      if (!a || !b) wrong.push(`${room}: ${key} is missing in ${a ? "en" : "id"}`);
      else if ([...new Set(places(a))].join() !== [...new Set(places(b))].join())
        wrong.push(`${room}: ${key} fills ${places(a)} in id and ${places(b)} in en`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("every key that the code names has words", () => {
  const missing: string[] = [];
  for (const { path, text } of sources) {
    for (const [, key = ""] of text.matchAll(/(?:say|refuse|Refusal)\(\s*(?:"[a-z-]+",\s*)?"([a-z]+\.[a-z0-9.-]+)"/g))
      if (!keys.has(key)) missing.push(`${path}: ${key}`);
    for (const [, key = ""] of text.matchAll(/messageKey: "([a-z]+\.[a-z0-9.-]+)"/g))
      if (!keys.has(key)) missing.push(`${path}: ${key}`);
  }
  assert.deepEqual(missing, []);
});

test("no words lie about unused", () => {
  const whole = sources.map(({ text }) => text).join("\n");
  // A key put together at run time, `cases.status.${status}`, uses all that begin with its fixed part.
  const begun = [...whole.matchAll(/`([a-z]+\.(?:[a-z0-9-]+\.)*[a-z0-9-]*)\$\{/g)].map(([, start = ""]) => start);
  const unused = [...keys].filter(
    (key) =>
      !whole.includes(`"${key}"`) && !begun.some((start) => start.split(".").length > 2 && key.startsWith(start)),
  );
  const templates = [...whole.matchAll(/`\$\{[^`]*?\}\.([a-z0-9.-]+)[`$]/g)].map(([, end = ""]) => end);
  assert.deepEqual(
    unused.filter((key) => !templates.some((end) => key.includes(`.${end}`))),
    [],
  );
});
