import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { parse } from "yaml";
import { z } from "zod";
import { money, readYaml } from "../../../kernel/index.ts";
import { loadWords } from "../../../kernel/words.ts";
import { decide } from "../decision/decide.ts";
import { explain } from "../decision/explanation.ts";
import { DecisionTable } from "../decision/table.ts";
import type { Value } from "../value/datum.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const words = loadWords([here("..")], "Asia/Jakarta");
const decisions = readYaml(
  here("../../../government/example/services/izin-usaha-mikro/decisions.yaml"),
  z.record(z.string(), DecisionTable),
);
const { risk, fee } = decisions;

const table = (hit: string, rules: [when: string, then: string | number][]) =>
  DecisionTable.parse(
    parse(`{ title: t, hit: ${hit}, law: UU 1, outputs: [y],
      inputs: [{ expression: x, label: { id: luas, en: area }, unit: m² }],
      periods: [{ from: "2026-01-01", rules: [${rules.map(([when, then]) => `{ when: ['${when}'], then: ['${then}'] }`).join()}] }] }`),
  );
const y = (t: DecisionTable, x: Value, day = "2026-06-01") => decide(t, { x }, day).outputs?.y ?? null;

test("first: the order of the rules decides, and which rule it was is told", () => {
  const t = table("first", [
    ["> 100", '"big"'],
    ["> 10", '"middling"'],
    ["-", '"small"'],
  ]);
  assert.deepEqual(
    [200, 50, 10, null].map((x) => y(t, x)),
    ["big", "middling", "small", "small"],
  );
  assert.equal(decide(t, { x: 50 }, "2026-06-01").rule, 2);
});

test("unique: two rules that both fit are a mistake of the file and are told, never guessed about", () => {
  const t = table("unique", [
    ["> 10", 1],
    ["> 100", 2],
  ]);
  assert.equal(y(t, 50), 1);
  assert.throws(() => y(t, 200), /Rules 1 and 2 both fit/);
});

test("any: rules may overlap as long as they agree", () => {
  const t = table("any", [
    ["> 10", 1],
    ["> 100", 1],
    ["> 1000", 2],
  ]);
  assert.equal(y(t, 200), 1);
  assert.throws(() => y(t, 2000), /disagree/);
});

test("collect: every rule that fits gives its part, in the order of the file; none gives an empty list", () => {
  const t = table("collect", [
    ["> 10", '"a"'],
    ["> 100", '"b"'],
  ]);
  assert.deepEqual(y(t, 200), ["a", "b"]);
  assert.deepEqual(y(t, 1), []);
});

test("an unknown input fits no condition: no rule, no guess", () => {
  assert.equal(decide(table("first", [["> 10", 1]]), { x: null }, "2026-06-01").outputs, null);
  assert.equal(decide(table("first", [["not(5)", 1]]), {}, "2026-06-01").outputs?.y, 1, "null is surely not 5");
});

test("the rates in force on the day are used, whatever their order in the file; before the first there are none", () => {
  for (const periods of [fee!.periods, [...fee!.periods].reverse()]) {
    const dated = { ...fee!, periods };
    const amount = (day: string) => decide(dated, { risk: { tier: "low" } }, day).outputs?.amount ?? null;
    assert.deepEqual(["2023-12-31", "2024-01-01", "2025-12-31", "2026-01-01", "2031-05-05"].map(amount), [
      null,
      20_000,
      20_000,
      25_000,
      25_000,
    ]);
  }
});

test("for any place and kitchen the licence has exactly one risk and one fee, in whole sen", () => {
  const amounts: Record<string, bigint> = { low: 2_500_000n, medium: 7_500_000n, high: 15_000_000n };
  const kinds = ["low", "medium-low", "medium-high", "high", null];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.option(fc.boolean()),
      fc.boolean(),
      fc.constantFrom(...kinds),
      (floorArea, cooksOnSite, hazardous, activity) => {
        const scope: Record<string, Value> = { floorArea, cooksOnSite, hazardous, business: { risk: activity } };
        const outputs = decide(risk!, scope, "2026-11-24").outputs!;
        // The regulation said again as one sentence.
        const tier =
          hazardous || activity === "high"
            ? "high"
            : activity === "medium-high" || floorArea > 100 || (cooksOnSite === true && floorArea > 50)
              ? "medium"
              : "low";
        assert.equal(outputs.tier, tier);
        assert.equal((outputs.opinions as string[]).length, tier === "low" ? 0 : 2);
        const { amount } = decide(fee!, { ...scope, risk: outputs }, "2026-11-24").outputs!;
        assert.equal(money(amount as number, "IDR").minor, amounts[tier]);
      },
    ),
  );
});

test("why it was decided so is said in both languages, with the limit that was met and its unit", () => {
  const scope = { floorArea: 85, cooksOnSite: true, hazardous: false, business: { risk: "low" } };
  const decision = decide(risk!, scope, "2026-11-24");
  assert.equal(
    explain(decisions, "risk", decision, words.say("id"), "id"),
    "memasak di tempat Ya; luas tempat usaha 85 m², di atas 50 m²",
  );
  assert.equal(
    explain(decisions, "risk", decision, words.say("en"), "en"),
    "cooking on site Yes; floor area 85 m², over 50 m²",
  );
  const billed = decide(fee!, { risk: decision.outputs }, "2026-11-24");
  assert.equal(explain(decisions, "fee", billed, words.say("id"), "id"), "tingkat risiko menengah");
  assert.equal(explain(decisions, "fee", billed, words.say("en"), "en"), "risk tier medium");
  const cases: [cell: string, id: string, en: string][] = [
    ["< 90", "luas 85 m², di bawah 90 m²", "area 85 m², under 90 m²"],
    ["<= 85", "luas 85 m², tidak lebih dari 85 m²", "area 85 m², not more than 85 m²"],
    [">= 85", "luas 85 m², 85 m² atau lebih", "area 85 m², 85 m² or more"],
    ["[80..90]", "luas 85 m², antara 80 m² dan 90 m²", "area 85 m², between 80 m² and 90 m²"],
    ["< 2, > 80", "luas 85 m², di bawah 2 m² atau di atas 80 m²", "area 85 m², under 2 m² or over 80 m²"],
    ["85", "luas 85 m²", "area 85 m²"],
    ["-", "", ""],
  ];
  for (const [cell, id, en] of cases) {
    const t = table("first", [[cell, 1]]);
    const met = decide(t, { x: 85 }, "2026-06-01");
    assert.equal(explain({ t }, "t", met, words.say("id"), "id"), id);
    assert.equal(explain({ t }, "t", met, words.say("en"), "en"), en);
  }
});
