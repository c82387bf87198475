import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { readYaml } from "../../../kernel/index.ts";
import { loadWords } from "../../../kernel/words.ts";
import { explainCondition } from "../decision/condition.ts";
import { decide } from "../decision/decide.ts";
import { TableFault } from "../decision/hits.ts";
import { parametersOn } from "../decision/parameter.ts";
import { Decisions } from "../decision/table.ts";
import { evaluate } from "../expression/evaluate.ts";
import type { Value } from "../value/datum.ts";

const read = (yaml: string) => Decisions.parse(parse(yaml));
const day = "2026-06-01";

/** Rules on a number x with two outputs: what each rule adds, and how urgent it is. */
const discounts = (hit: string) =>
  read(`t:
  title: t
  law: UU 1
  hit: ${hit}
  inputs: [{ expression: x, label: x }]
  outputs: [share, urgency]
  values: { share: [30, 20, 10], urgency: [high, low] }
  otherwise: ["0", "null"]
  periods:
    - from: "2026-01-01"
      rules:
        - { when: ["> 1"], then: [10, '"low"'] }
        - { when: ["> 2"], then: [30, '"low"'] }
        - { when: ["> 3"], then: [20, '"high"'] }`).t!;

test("every hit policy gives what DMN says of it, and which rules counted is told", () => {
  const expected: Record<string, [outputs: unknown, rules: number[]]> = {
    first: [{ share: 10, urgency: "low" }, [1]],
    priority: [{ share: 30, urgency: "low" }, [2]],
    "output-order": [{ share: [30, 20, 10], urgency: ["low", "high", "low"] }, [2, 3, 1]],
    "rule-order": [{ share: [10, 30, 20], urgency: ["low", "low", "high"] }, [1, 2, 3]],
    collect: [{ share: [10, 30, 20], urgency: ["low", "low", "high"] }, [1, 2, 3]],
    sum: [{ share: 60, urgency: null }, [1, 2, 3]],
    min: [{ share: 10, urgency: "high" }, [1, 2, 3]],
    max: [{ share: 30, urgency: "low" }, [1, 2, 3]],
    count: [{ share: 3, urgency: 3 }, [1, 2, 3]],
  };
  for (const [hit, [outputs, rules]] of Object.entries(expected)) {
    const found = decide(discounts(hit), { x: 4 }, day);
    assert.deepEqual([found.outputs, found.rules], [outputs, rules], hit);
  }
  for (const hit of ["unique", "any"]) assert.throws(() => decide(discounts(hit), { x: 4 }, day), TableFault);
});

test("when no rule fits, what stands under otherwise holds", () => {
  for (const hit of ["first", "unique", "any", "priority", "collect", "sum", "count"])
    assert.deepEqual(decide(discounts(hit), { x: 0 }, day).outputs, { share: 0, urgency: null }, hit);
});

const rates = readYaml(fileURLToPath(new URL("./minimum-wage.yaml", import.meta.url)), Decisions);

test("a parameter has the value of the day that counts, in cells, inputs and results alike", () => {
  const amount = (on: string) => decide(rates.help!, { income: 2_000_000, appliedOn: on }, on).outputs?.amount ?? null;
  assert.deepEqual(["2024-12-31", "2025-06-30", "2025-12-31", "2026-01-01", "2030-01-01"].map(amount), [
    null,
    null,
    300_000,
    500_000,
    500_000,
  ]);
  assert.equal(evaluate("minimumWage / 2", parametersOn(rates, "2025-03-03")), 1_150_000);
  const met = decide(rates.help!, { income: 1, appliedOn: day }, day).grounds[0]?.met;
  assert.deepEqual(met, [{ is: "under", bound: 2_500_000 }], "the reason keeps the limit of that day");
});

test("a parameter and a table cannot share a name, and names are one word", () => {
  const table =
    "{ title: t, law: l, inputs: [{ expression: x, label: x }], outputs: [y], periods: [{ from: '2026-01-01', rules: [{ when: ['-'], then: [1] }] }] }";
  assert.throws(
    () => read(`parameters: { a: { title: t, law: l, values: [{ from: "2026-01-01", value: 1 }] } }\na: ${table}`),
    /is a parameter, too/,
  );
  assert.throws(() => read(`"Two words": ${table}`), /one word in camelCase/);
  assert.throws(() => read(`a: { title: t, law: l, inputs: [], outputs: [], periods: [] }`));
  const large = `a: { title: t, law: l, inputs: [{ expression: x, label: x }], outputs: [y], periods: [{ from: "2026-01-01", rules: [${"{ when: ['-'], then: [1] },".repeat(501)}] }] }`;
  assert.throws(() => read(large), /500/);
});

const words = loadWords([fileURLToPath(new URL("..", import.meta.url))], "Asia/Jakarta");
const naming: Record<string, { label: { id: string; en: string }; unit?: string; words?: Record<string, string> }> = {
  floorArea: { label: { id: "luas", en: "floor area" }, unit: "m²" },
  birthDate: { label: { id: "tanggal lahir", en: "date of birth" } },
  cooksOnSite: { label: { id: "memasak di tempat", en: "cooking on site" } },
  kind: { label: { id: "jenis", en: "kind" }, words: { stall: "lapak", shop: "toko" } },
};
const account = (text: string, scope: Record<string, Value>, locale: "id" | "en" = "en") =>
  explainCondition(text, { today: "2026-11-25", ...scope }, (path) => naming[path], words.say(locale), locale);

test("why a condition does not hold is said by the parts on which it turned, and by no others", () => {
  const text = 'floorArea <= 50 and (kind = "stall" or kind = "kiosk") and birthDate <= today - duration("P17Y")';
  const fine = { floorArea: 40, kind: "stall", birthDate: "1990-02-03" };
  assert.deepEqual(account(text, fine), {
    holds: true,
    because: [
      "floor area 40 m², not more than 50 m²",
      "kind lapak",
      "date of birth 3 February 1990, not more than 25 November 2009",
    ],
  });
  assert.deepEqual(account(text, { ...fine, floorArea: 85 }), {
    holds: false,
    because: ["floor area 85 m², must be not more than 50 m²"],
  });
  assert.deepEqual(account(text, { ...fine, kind: "shop" }).because, [
    "kind toko, must be lapak",
    "kind toko, must be kiosk",
  ]);
  assert.deepEqual(account(text, { ...fine, birthDate: null }), {
    holds: null,
    because: ["date of birth is not known"],
  });
  assert.deepEqual(account(text, { ...fine, floorArea: 85 }, "id").because, [
    "luas 85 m², seharusnya tidak lebih dari 50 m²",
  ]);
});

test("other shapes of conditions are explained, too", () => {
  const because = (text: string, scope: Record<string, Value>) => account(text, scope).because.join("; ");
  assert.equal(because("not(cooksOnSite)", { cooksOnSite: true }), "cooking on site Yes");
  assert.equal(because("cooksOnSite", { cooksOnSite: false }), "cooking on site No, must be Yes");
  assert.equal(because('kind in ("stall", "kiosk")', { kind: "shop" }), "kind toko, must be one of lapak, kiosk");
  assert.equal(
    because("floorArea between 10 and 20", { floorArea: 5 }),
    "floor area 5 m², must be between 10 m² and 20 m²",
  );
  assert.equal(because("50 < floorArea", { floorArea: 5 }), "floor area 5 m², must be over 50 m²");
  assert.equal(because("floorArea * 2 > 100", { floorArea: 5 }), "floor area 5 m²");
});
