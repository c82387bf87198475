import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compile } from "../expression/compile.ts";
import { envOf } from "../expression/env.ts";
import { evaluate } from "../expression/evaluate.ts";
import { ExpressionFault } from "../expression/fault.ts";
import { parseExpression } from "../expression/parse.ts";
import { type Datum, text } from "../value/datum.ts";
import { Decimal, type Num, order, over, plus, readNumber, times, written } from "../value/number.ts";

const exact = (words: string): Datum => compile(parseExpression(words))(envOf({}));

test("numbers hold 34 digits: what JavaScript would round is kept", () => {
  assert.equal(text(exact("9007199254740993 + 0")), "9007199254740993");
  assert.equal(text(exact("0.1234567890123456789012345678901234 * 1")), "0.1234567890123456789012345678901234");
  assert.equal(text(exact("1 / 3")), `0.${"3".repeat(34)}`);
  assert.equal(text(exact("2 / 3")), `0.${"6".repeat(33)}7`);
  assert.equal(text(exact("99999999999999999999.99 + 0.01")), "100000000000000000000");
  assert.equal(text(exact("sqrt(2)")), "1.414213562373095048801688724209698");
  assert.equal(exact("12345678901234567890 = 12345678901234567891"), false);
});

test("outside, a fraction is a plain number of 15 digits; whole units are never rounded off", () => {
  assert.equal(evaluate("1 / 3", {}), 0.333333333333333);
  const large = evaluate("9007199254740993 * 1", {});
  assert.ok(large instanceof Decimal);
  assert.equal(JSON.stringify(large), '"9007199254740993"');
});

/** A decimal as text with up to 20 digits, and as a whole number of 10^-10. */
const decimal = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const asNum = (n: bigint): Num => {
  const digits = (n < 0n ? -n : n).toString().padStart(11, "0");
  return readNumber(`${n < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`)!;
};
const asInt = (n: Num, scale: number): bigint => {
  const [whole = "0", part = ""] = written(n).replace("-", "").split(".");
  const size = BigInt(whole + part.padEnd(scale, "0").slice(0, scale));
  return written(n).startsWith("-") ? -size : size;
};

test("sums, products and orders of decimals are those of whole numbers, and each value has one form", () => {
  fc.assert(
    fc.property(decimal, decimal, (x, y) => {
      const [a, b] = [asNum(x), asNum(y)];
      assert.equal(asInt(plus(a, b)!, 10), x + y);
      assert.equal(Math.sign(order(a, b)), x < y ? -1 : x > y ? 1 : 0);
      const product = times(a, b)!;
      const digits = (x * y).toString().replace("-", "").replace(/0+$/, "").length;
      if (digits <= 34) assert.equal(asInt(product, 20), x * y);
      // What comes back by another way is the same value in the same form.
      const back = plus(plus(a, b)!, asNum(-y))!;
      assert.equal(typeof back, typeof a);
      assert.equal(order(back, a), 0);
      if (y !== 0n)
        assert.ok(Math.abs(Number(over(a, b)) - Number(x) / Number(y)) <= 1e-12 * Math.abs(Number(x) / Number(y)));
    }),
    { numRuns: 2000 },
  );
});

test("an expression that would run for ever or fill the memory is refused", () => {
  const list = Array.from({ length: 1000 }, (_, i) => i);
  const bombs = [
    "for a in list, b in list, c in list return a",
    "some a in list, b in list, c in list satisfies a + b + c < 0",
    "for a in 1..1000000000 return a",
    "count(list[count(list[item > 1]) > 1])",
    "{ f: function(n) f(n + 1), r: f(1) }.r",
  ];
  for (const bomb of bombs) assert.throws(() => evaluate(bomb, { list }), ExpressionFault, bomb);
  assert.equal(evaluate('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', {}), null);
});

test("a day that an answer keeps as text is a day wherever one is wanted", () => {
  const scope = { birthDate: "2008-02-29", today: "2026-02-28", note: "2026-99-99" };
  const cases: [string, unknown][] = [
    ['birthDate + duration("P18Y") <= today', true],
    ['birthDate + duration("P18Y")', "2026-02-28"],
    ["years and months duration(birthDate, today).years", 17],
    ["years and months duration(date(birthDate), date(today)).years", 17],
    ['today - birthDate > duration("P17Y")', null],
    ["(today - birthDate).days", 6574],
    ["birthDate.year", 2008],
    ["today() = date(today)", true],
    ['birthDate < date("2010-01-01")', true],
    ["note.year", null],
    ["day of week(birthDate)", "Friday"],
  ];
  for (const [words, value] of cases) assert.deepEqual(evaluate(words, scope), value, words);
});
