import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { parse } from "yaml";
import { readYaml, textIn } from "../../../kernel/index.ts";
import { checkDecisions, checkExpression, checkTests } from "../check/check.ts";
import type { Names } from "../check/kinds.ts";
import { decide } from "../decision/decide.ts";
import { TableFault } from "../decision/hits.ts";
import { Decisions } from "../decision/table.ts";

const names: Names = {
  floorArea: { is: "number", min: 1, max: 5000 },
  cooksOnSite: { is: "boolean" },
  hazardous: { is: "boolean" },
  kind: { is: "string", options: ["stall", "kiosk", "shop"] },
  birthDate: { is: "date" },
  today: { is: "date" },
  people: { is: "list", of: { is: "context", fields: { age: { is: "number" }, name: { is: "string" } } } },
  business: { is: "context", fields: { name: { is: "string" }, risk: { is: "string" } } },
};

const wrong: [text: string, at: number, says: RegExp][] = [
  ["floorAera > 50", 0, /"floorAera" is not known here; perhaps "floorArea"/],
  ["nothing > 50", 0, /known are floorArea, cooksOnSite/],
  ["birthDate > 50", 10, /you compare a day with a number/],
  ["today - birthDate > 18", 18, /a duration in days with a number/],
  ["floorArea + birthDate", 10, /a number \+ a day has no meaning/],
  ["cooksOnSite > false", 12, /a yes or no has no order/],
  ['kind = "stal"', 7, /never chosen; the choices are stall, kiosk, shop. Perhaps "stall"/],
  ['kind in ("stall", "house")', 18, /"house" is never chosen/],
  ["if floorArea then 1 else 2", 3, /"if" wants a yes or no, and this is a number/],
  ["cooksOnSite and floorArea", 16, /"and" wants a yes or no/],
  ["business.rsk", 8, /has no part "rsk"; it has name, risk/],
  ["birthDate.years > 3", 9, /a day has no part "years"; it has year, month, day, weekday/],
  ["string length(floorArea)", 14, /"string length" wants a text in place 1, and is given a number/],
  ["some x in floorArea satisfies x > 1", 10, /goes through a list, and here is a number/],
  ["some p in people satisfies p.aeg > 17", 28, /no part "aeg"/],
  ["people[aeg > 17]", 7, /"aeg" is not known here/],
  ["1 +", 3, /cannot be read/],
];
for (const [text, at, says] of wrong)
  test(`what is wrong with ${text} is told at its character, in both languages`, () => {
    const [first, ...more] = checkExpression(text, names);
    assert.ok(first, "nothing was found");
    assert.match(textIn(first.says, "en"), says);
    assert.notEqual(textIn(first.says, "id"), textIn(first.says, "en"));
    assert.ok(Math.abs(first.at - at) <= 2, `at ${first.at}, not ${at}`);
    assert.deepEqual(more, []);
  });

test("what is right is left alone", () => {
  for (const text of [
    "floorArea > 50 and cooksOnSite",
    "floorArea * 2.5 + count(people) >= 3",
    'kind != "stall" or birthDate < "2001-01-31"',
    'birthDate + duration("P17Y") <= today',
    "years and months duration(birthDate, today).years >= 17",
    "some p in people satisfies p.age > 17",
    'people[age > 17 and item.name != "x"][1].name',
    "sum(for p in people return p.age) / 2 > 10",
    "max(people.age) > 60",
    "is defined(birthDate) and not(hazardous)",
    "kind = null",
    'if cooksOnSite then "a" else null',
  ])
    assert.deepEqual(checkExpression(text, names), [], text);
  assert.match(
    textIn(checkExpression("floorArea", names, { is: "boolean" })[0]!.says, "en"),
    /here a yes or no is wanted/,
  );
});

test("a cell is checked against its input", () => {
  const says = (cell: string, input: Names[string]) =>
    checkTests(cell, input, names).map((one) => textIn(one.says, "en"));
  assert.deepEqual(says("> 50", { is: "number" }), []);
  assert.match(says('"big"', { is: "number" })[0]!, /a number with a text/);
  assert.match(says('"stal"', names.kind!)[0]!, /never chosen/);
  assert.deepEqual(says('not("stall", "shop")', names.kind!), []);
  assert.match(
    says('not("stall"), "shop"', names.kind!)[0]!,
    /a text with a yes or no/,
    "not( ) stands alone in a cell",
  );
  assert.deepEqual(says('>= date("2026-01-01")', names.birthDate!), []);
  assert.match(says("[1..5]", names.birthDate!)[0]!, /a day with a number/);
});

const file = (hit: string, rules: string[], more = "") =>
  Decisions.parse(
    parse(`t: { title: t, hit: ${hit}, law: UU 1, outputs: [y], ${more}
      inputs: [{ expression: floorArea, label: { id: luas, en: area } }, { expression: kind, label: { id: jenis, en: kind } }],
      periods: [{ from: "2026-01-01", rules: [${rules.map((cells, i) => `{ when: [${cells}], then: [${i}] }`).join()}] }] }`),
  );
const told = (...given: Parameters<typeof file>) =>
  checkDecisions(file(...given), names).map(
    ({ path, says, grade }) => `${grade} ${path.slice(4).join(".")}: ${textIn(says, "en")}`,
  );

test("unique: an overlap is a fault, with an example", () => {
  const found = told("unique", ['"<= 50", "-"', '">= 50", "-"']);
  assert.deepEqual(found, [
    "wrong 1: rules 1 and 2 both fit, for example when area is 50; the table says unique. Make the cells narrower, or let the table say first",
  ]);
  assert.deepEqual(told("unique", ['"<= 50", "-"', '"> 50", "-"']), []);
});

test("a gap is told, with the values for which no rule fits", () => {
  assert.deepEqual(told("first", [`"<= 50", "-"`, `"> 50", '"stall", "kiosk"'`]), [
    "doubt : no rule fits when area is between 50 and 5000 and kind is shop; add a rule, or say with otherwise what then holds",
  ]);
  assert.deepEqual(told("first", [`"<= 50", "-"`], "otherwise: [0],"), [], "otherwise is for the rest");
});

test("a rule that never decides is found, also when several above it share what it would take", () => {
  assert.deepEqual(told("first", ['"> 10", "-"', '"<= 10", "-"', `"> 100", '"shop"'`]), [
    "wrong 2: rule 3 never decides: rules above it take everything that it would. Move it up or leave it out",
  ]);
});

test("priority wants values, rows want as many cells as there are inputs, a table cannot read one below it", () => {
  assert.match(told("priority", ['"-", "-"'])[0]!, /needs "values" for the output "y"/);
  assert.match(told("first", ['"-"'])[0]!, /1 cells for 2 inputs/);
  const tables = Decisions.parse(
    parse(`first: { title: t, law: l, outputs: [y], inputs: [{ expression: second.y, label: x }], periods: [{ from: "2026-01-01", rules: [{ when: ["-"], then: [1] }] }] }
second: { title: t, law: l, outputs: [y], inputs: [{ expression: floorArea, label: x }], periods: [{ from: "2026-01-01", rules: [{ when: ["-"], then: [1] }] }] }`),
  );
  assert.match(textIn(checkDecisions(tables, names)[0]!.says, "en"), /decision that is made later/);
});

test("the example licence's tables are sound", () => {
  const example = readYaml(
    fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro/decisions.yaml", import.meta.url)),
    Decisions,
  );
  const business: Names[string] = { is: "context", fields: { risk: { is: "string" } } };
  assert.deepEqual(checkDecisions(example, { ...names, business }), []);
});

test("what the checker says of overlaps and gaps is what deciding finds", () => {
  const bound = fc.integer({ min: 0, max: 12 });
  const cell = fc.oneof(
    fc.constant("-"),
    fc.tuple(fc.constantFrom("<", "<=", ">", ">="), bound).map(([op, n]) => `${op} ${n}`),
    fc.tuple(bound, bound).map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b) + 1}]`),
    bound.map((n) => `not(${n})`),
  );
  const kind = fc.constantFrom("-", '"stall"', '"kiosk", "shop"', 'not("shop")');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, kind), { minLength: 1, maxLength: 5 }), (rules) => {
      const tables = file(
        "unique",
        rules.map((row) => row.map((text) => JSON.stringify(text)).join()),
      );
      const inside = { ...names, floorArea: { is: "number", min: 0, max: 13 } } as Names;
      const found = checkDecisions(tables, inside);
      const [overlap, gap] = [/both fit/, /no rule fits/].map((says) =>
        found.some((one) => says.test(textIn(one.says, "en"))),
      );
      let [twice, none] = [false, false];
      for (let area = 0; area <= 13; area += 0.5)
        for (const one of ["stall", "kiosk", "shop"]) {
          try {
            if (decide(tables.t!, { floorArea: area, kind: one }, "2026-06-01").outputs === null) none = true;
          } catch (error) {
            assert.ok(error instanceof TableFault);
            twice = true;
          }
        }
      // An unknown input may meet two rules, too: that overlap is found beyond those of the grid.
      assert.ok(overlap || !twice);
      assert.equal(gap, none);
    }),
    { numRuns: 300 },
  );
});
