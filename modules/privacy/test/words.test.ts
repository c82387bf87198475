import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadModules } from "../../../app/modules.ts";
import { readGovernment } from "../../../kernel/government.ts";
import { locales } from "../../../kernel/index.ts";
import { loadWords } from "../../../kernel/words.ts";
import { policyTable } from "../processing.ts";
import { purposesOf } from "../purposes.ts";
import { slug } from "../words.ts";

const { government } = readGovernment(fileURLToPath(new URL("../../../government/example", import.meta.url)));
const rooms = await loadModules();
const table = policyTable(rooms);
const words = loadWords([fileURLToPath(new URL("..", import.meta.url))], "Asia/Jakarta");
const unsaid = (keys: Iterable<string>) =>
  [...new Set(keys)].filter((key) => !locales.every((locale) => words.has(key, locale))).sort();

test("the policy table is taken from every query with personal data of every room", () => {
  assert.ok(table.length >= 20);
  const person = table.filter((line) => line.query === "registry.person" && line.roles.includes("opinion-giver"));
  assert.deepEqual(person, [
    {
      query: "registry.person",
      purpose: "service",
      hat: "officer",
      roles: ["opinion-giver"],
      relation: null,
      assurance: 0,
      whole: ["name", "sex", "address", "diedOn"],
      masked: ["nik"],
    },
  ]);
});

test("every purpose in the house stands in the record of processing", () => {
  const known = purposesOf(government);
  const commands = rooms
    .flatMap((room) => room.commands ?? [])
    .flatMap(({ allow }) => allow.map(({ purpose }) => purpose));
  const used = [...table.map(({ purpose }) => purpose), ...commands.filter((purpose) => purpose !== undefined)];
  assert.deepEqual(
    [...new Set(used)].filter((purpose) => !known.has(purpose)),
    [],
  );
});

test("every query, field, duty and tie of the policy table has words in both languages", () => {
  assert.deepEqual(unsaid(table.map(({ query }) => `privacy.what.${query}`)), []);
  assert.deepEqual(
    unsaid(table.flatMap(({ whole, masked }) => [...whole, ...masked].map((field) => `privacy.field.${field}`))),
    [],
  );
  assert.deepEqual(unsaid(table.flatMap(({ roles }) => roles.map((role) => `privacy.role.${role}`))), []);
  assert.deepEqual(
    unsaid(table.flatMap(({ relation }) => (relation ? [`privacy.relation.${slug(relation)}`] : []))),
    [],
  );
  assert.deepEqual(unsaid(table.map(({ hat }) => `privacy.hat.${hat}`)), []);
});
