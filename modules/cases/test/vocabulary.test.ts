import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deeds } from "../deeds.ts";
import { vocabulary } from "../vocabulary.ts";

const words = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../messages/${locale}.json`, import.meta.url), "utf8"));

test("the words a process may say are those that this room does, and each outcome and end can be told in both languages", () => {
  assert.deepEqual(Object.keys(vocabulary.deeds).sort(), Object.keys(deeds).sort());
  for (const locale of ["id", "en"]) {
    const said = words(locale);
    for (const outcome of Object.keys(vocabulary.outcomes)) assert.ok(said[`cases.outcome.${outcome}`], outcome);
    for (const deed of Object.keys(vocabulary.deeds)) assert.ok(said[`cases.deed.${deed}`], deed);
    for (const wait of Object.keys(vocabulary.waits)) assert.ok(said[`cases.wait.${wait}`], wait);
    for (const end of Object.keys(vocabulary.ends)) assert.ok(said[`cases.status.${end}`], end);
  }
});

test("every message that this room sends is one that the linter looks for", () => {
  const sent = [
    "deeds",
    "returning",
    "commands/acknowledge",
    "commands/complete-task",
    "commands/correct-field",
    "commands/record-document",
    "commands/record-revocation",
  ]
    .map((file) => readFileSync(new URL(`../${file}.ts`, import.meta.url), "utf8"))
    .flatMap((text) => [...text.matchAll(/tellApplicant\(\s*context,\s*service,\s*[\w.]+,\s*"([a-z]+)"/g)])
    .map(([, kind]) => kind!);
  const { always, deeds: does, waits, outcomes } = vocabulary;
  const looked = [always, ...[does, waits, outcomes].flatMap((one) => Object.values(one))].flat();
  assert.ok(sent.length >= 9, `${sent.length}`);
  assert.deepEqual([...new Set(sent)].sort(), [...new Set<string>(looked)].sort());
});
