import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { readGovernment } from "../../../kernel/government.ts";
import { fraction, readFraction, rounded } from "../fraction.ts";
import { figureOf, sampleFor, type Tallies, together } from "../index-figure.ts";
import { instrumentOn, periodOf } from "../instrument.ts";

const { government } = readGovernment(fileURLToPath(new URL("../../../government/example", import.meta.url)));
const instrument = instrumentOn(government, "2026-11-24");
const codes = instrument.elements.map(({ code }) => code);
type Answer = Record<string, number | null>;

/** Sums of answers, as the room keeps them. */
const tallied = (answers: readonly Answer[]): Tallies => {
  const all: Record<string, Record<number, number>> = {};
  for (const answer of answers)
    for (const code of codes) {
      const score = answer[code];
      if (score) all[code] = { ...all[code], [score]: (all[code]?.[score] ?? 0) + 1 };
    }
  return all;
};

test("a worked example: nine averages, each a ninth, times 25", () => {
  // Averages 3.5, 3, 4, 4, 3, 3.5, 3, 2.5 and 3 come to 29.5; a ninth of it is 3.2778, times 25 is 81.94.
  const answers = [
    [4, 3, 4, 4, 3, 4, 3, 3, 3],
    [3, 3, 4, 4, 3, 3, 3, 2, 3],
  ].map((scores) => Object.fromEntries(codes.map((code, i) => [code, scores[i]!])));
  const figure = figureOf(instrument, tallied(answers));
  assert.deepEqual([figure.index, figure.grade, figure.lowest], ["81.94", "B", "complaints"]);
  assert.deepEqual(figure.elements[0], { code: "requirements", answers: 2, average: "3.50" });
});

test("the bands are those of the regulation, to the hundredth", () => {
  const grades = (index: number) => {
    const over = Math.round(index * 100);
    // One element with an average that gives exactly this index.
    const [a, b] = [Math.floor(over / 2500), over % 2500];
    return figureOf(instrument, { time: { [a]: 2500 - b, [a + 1]: b } });
  };
  for (const [index, grade] of [
    [100, "A"],
    [88.31, "A"],
    [88.3, "B"],
    [76.61, "B"],
    [76.6, "C"],
    [65, "C"],
    [64.99, "D"],
    [25, "D"],
  ] as const)
    assert.deepEqual([grades(index).index, grades(index).grade], [index.toFixed(2), grade]);
});

test("what nobody answered is left out and does not count as nothing", () => {
  const figure = figureOf(instrument, { time: { 4: 3 } });
  assert.deepEqual([figure.index, figure.elements.filter(({ average }) => average === null).length], ["100.00", 8]);
  assert.equal(figureOf(instrument, {}).index, null);
});

test("summed answer by answer, in any order and in any parts, the index is what the whole list gives at once", () => {
  const score = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4 });
  const answer = fc.record(Object.fromEntries(codes.map((code) => [code, score]))) as fc.Arbitrary<Answer>;
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 60 }), fc.nat(60), (answers, cut) => {
      const parts = together([tallied(answers.slice(cut)), tallied(answers.slice(0, cut))]);
      const figure = figureOf(instrument, parts);
      // The formula as it is printed, over the list itself.
      const averages = codes.flatMap((code) => {
        const given = answers.flatMap((one) => (one[code] ? [one[code]] : []));
        return given.length > 0 ? [given.reduce((sum, one) => sum + one, 0) / given.length] : [];
      });
      if (averages.length === 0) return assert.equal(figure.index, null);
      const batch = (averages.reduce((sum, one) => sum + one, 0) / averages.length) * 25;
      assert.ok(Math.abs(Number(figure.index) - batch) <= 0.005 + 1e-9, `${figure.index} and ${batch}`);
    }),
  );
});

test("the sample of a thousand is 278, as in the regulation's table; of none, none", () => {
  assert.deepEqual(
    [1000, 100, 10, 1, 0].map((served) => sampleFor(instrument, served)),
    [278, 80, 10, 1, 0],
  );
});

test("fractions are read and rounded half up", () => {
  assert.deepEqual(readFraction("0.05"), fraction(5, 100));
  assert.deepEqual(
    [rounded(fraction(1, 8), 2), rounded(fraction(199, 200), 2), rounded(fraction(7), 0)],
    ["0.13", "1.00", "7"],
  );
});

test("a day falls into its quarter, half-year or year", () => {
  assert.deepEqual(
    [periodOf("2026-11-24", "quarter"), periodOf("2026-06-30", "half-year"), periodOf("2026-01-01", "year")],
    ["2026-Q4", "2026-H1", "2026"],
  );
});
