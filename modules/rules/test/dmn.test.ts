import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { DmnModdle } from "dmn-moddle";
import fc from "fast-check";
import { readYaml } from "../../../kernel/index.ts";
import { decide } from "../decision/decide.ts";
import { hitPolicies } from "../decision/hits.ts";
import { Decisions, type DecisionTable } from "../decision/table.ts";
import { fromDmn } from "../dmn/in.ts";
import { Model } from "../dmn/model.ts";
import { toDmn } from "../dmn/out.ts";
import { XmlFault } from "../dmn/xml.ts";
import { type Datum, plain, type Value } from "../value/datum.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const example = readYaml(here("../../../government/example/services/izin-usaha-mikro/decisions.yaml"), Decisions);
const day = "2026-11-24";
const asIs = { from: day, law: "-" };

test("the example licence's tables leave as DMN, are read by the kit's reader and decide the same", () => {
  const model = new Model(toDmn(example, day, { name: "izin" }));
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 0, max: 300 })),
      fc.option(fc.boolean()),
      fc.option(fc.boolean()),
      fc.constantFrom("low", "medium-low", "medium-high", "high", null),
      (floorArea, cooksOnSite, hazardous, activity) => {
        const scope: Record<string, Value> = { floorArea, cooksOnSite, hazardous, business: { risk: activity } };
        const risk = decide(example.risk!, scope, day).outputs;
        assert.deepEqual(plain(model.evaluate("risk", scope as Record<string, Datum>)), risk);
        const fee = decide(example.fee!, { risk }, day).outputs;
        assert.deepEqual(plain(model.evaluate("fee", scope as Record<string, Datum>)), fee ?? { amount: null });
      },
    ),
  );
  assert.deepEqual(model.faults, []);
});

test("a reader that others made understands the export, without a warning", async () => {
  const { rootElement, warnings } = await new DmnModdle().fromXML(toDmn(example, day, { name: "izin" }));
  assert.deepEqual(warnings, []);
  const elements = rootElement.drgElement as { $type: string; name: string }[];
  assert.deepEqual(
    elements.filter(({ $type }) => $type === "dmn:Decision").map(({ name }) => name),
    ["risk", "fee"],
  );
});

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((one) => one.trim() === one && !/\p{Cc}|[\ufffe\uffff]/u.test(one));
const word = fc.constantFrom("area", "kind", "rate", "tier", "amount", "share");
const cell = fc.oneof(
  fc.constantFrom("-", "> 50", "[1..5]", 'not("a", "b")', "null", "< limit"),
  text.map((one) => JSON.stringify(one)),
);
const result = fc.oneof(
  fc.constantFrom("1", "2.5", "area * 2", "[1, 2]", "true"),
  text.map((one) => JSON.stringify(one)),
);
const both = fc.record({ id: text, en: text });
const table = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([outputs, inputs]) =>
    fc.record(
      {
        title: both,
        hit: fc.constantFrom(...hitPolicies),
        law: text,
        inputs: fc.array(
          fc.record(
            { expression: fc.constantFrom("area", "kind", "area + 1", "business.risk"), label: both, unit: text },
            { requiredKeys: ["expression", "label"] },
          ),
          { minLength: inputs, maxLength: inputs },
        ),
        outputs: fc.constant(outputs),
        values: fc.constant(Object.fromEntries(outputs.map((name) => [name, ["a", 1, true]]))),
        otherwise: fc.array(result, { minLength: outputs.length, maxLength: outputs.length }),
        words: fc.constant({ low: { id: "rendah", en: "low" } }),
        periods: fc.array(
          fc.record(
            {
              from: fc.constantFrom("2026-01-01", "2020-05-05"),
              law: text,
              rules: fc.array(
                fc.record({
                  when: fc.array(cell, { minLength: inputs, maxLength: inputs }),
                  // biome-ignore lint/suspicious/noThenProperty: the word of a decision rule, never awaited
                  then: fc.array(result, { minLength: outputs.length, maxLength: outputs.length }),
                }),
                { minLength: 1, maxLength: 4 },
              ),
            },
            { requiredKeys: ["from", "rules"] },
          ),
          { minLength: 1, maxLength: 1 },
        ),
      },
      { requiredKeys: ["title", "hit", "law", "inputs", "outputs", "periods"] },
    ),
  ) as fc.Arbitrary<DecisionTable>;
const parameter = fc.record({
  title: both,
  law: text,
  values: fc
    .tuple(fc.record({ from: fc.constant("2026-01-01"), value: fc.oneof(fc.integer(), fc.boolean(), text) }))
    .map((all) => [...all]),
});

test("out and in again is the same, whatever the table says", () => {
  fc.assert(
    fc.property(
      table,
      fc.option(table, { nil: undefined }),
      fc.option(parameter, { nil: undefined }),
      (one, other, limit) => {
        const file = { ...(limit && { parameters: { limit } }), one, ...(other && { other }) };
        const tables = Decisions.parse(file);
        const back = fromDmn(toDmn(tables, day, { name: "x" }), asIs);
        assert.deepEqual(back.tables, tables);
        assert.deepEqual(back.left, []);
      },
    ),
    { numRuns: 400 },
  );
});

test("a stranger's table comes in: names become one word, and what is no table is told", () => {
  const kit = (path: string) => readFileSync(here(`tck/compliance-level-2/${path}`), "utf8");
  const { tables, left } = fromDmn(kit("0004-simpletable-U/0004-simpletable-U.dmn"), {
    from: "2026-01-01",
    law: "UU 1",
  });
  assert.deepEqual(left, []);
  const [name] = Object.keys(tables);
  const scope = { age: 19, riskCategory: "Low", isAffordable: true };
  assert.equal(Object.values(decide(tables[name!]!, scope, day).outputs ?? {})[0], "Approved");
  assert.equal(tables[name!]!.law, "UU 1");
  assert.ok(fromDmn(kit("0009-invocation-arithmetic/0009-invocation-arithmetic.dmn"), asIs).left.includes("PMT"));
});

test("a document that is none, or that unfolds itself, is refused", () => {
  const bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><definitions>&b;</definitions>';
  for (const xml of [
    "",
    "<a>",
    "<a/>",
    bomb,
    `${"<a>".repeat(500)}${"</a>".repeat(500)}`,
    "<definitions xmlns='http://x'/>",
  ])
    assert.throws(() => new Model(xml), XmlFault);
});

test("decisions that require each other are refused, not followed for ever", () => {
  const model = (one: string, other: string) =>
    `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="n">${[
      [one, other],
      [other, one],
    ]
      .map(
        ([name, needs]) =>
          `<decision id="${name}" name="${name}"><variable name="${name}"/><informationRequirement><requiredDecision href="#${needs}"/></informationRequirement><literalExpression><text>${needs} + 1</text></literalExpression></decision>`,
      )
      .join("")}</definitions>`;
  assert.throws(() => new Model(model("a", "b")).evaluate("a", {}), /requires itself/);
});
