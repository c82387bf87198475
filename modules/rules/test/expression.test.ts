import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluate as oracle } from "feelin";
import { envOf } from "../expression/env.ts";
import { evaluate } from "../expression/evaluate.ts";
import { ExpressionFault, limits } from "../expression/fault.ts";
import { parseExpression, parseTests } from "../expression/parse.ts";
import { compileTests } from "../expression/tests.ts";
import type { Value } from "../value/datum.ts";

const scope: Record<string, Value> = {
  a: 7,
  b: -2.5,
  yes: true,
  text: "Warung 12",
  list: [1, 2.5, 40],
  codes: ["56103", "47821"],
  nothing: null,
  owner: { name: "Narti", age: 46 },
};

/** Random expressions of the subset, as text, each of a kind: what a designer may write, nulls included. */
const { number, truth, words } = fc.letrec<{
  number: string;
  truth: string;
  words: string;
  day: string;
  numbers: string;
}>((tie) => {
  const of = (strings: readonly string[], ...parts: string[]) =>
    fc
      .tuple(...parts.map((part) => tie(part as "number")))
      .map((said) => strings.reduce((text, string, i) => text + said[i - 1]! + string));
  const same = (kind: string, ops: readonly string[]) =>
    fc
      .tuple(tie(kind as "number"), fc.constantFrom(...ops), tie(kind as "number"))
      .map(([x, op, y]) => `(${x} ${op} ${y})`);
  const order = ["<", "<=", ">", ">="];
  return {
    number: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom("a", "b", "owner.age", "nothing", "missing", "null"),
      fc.integer({ min: -999, max: 9999 }).map((n) => String(n / 4)),
      same("number", ["+", "-", "*"]),
      // By halves only: where binary and decimal fractions part, the oracle is the one that is wrong.
      of`(${"number"} / 8)`,
      of`(${"number"} / nothing)`,
      of`-(${"number"})`,
      of`(if ${"truth"} then ${"number"} else ${"number"})`,
      of`count(${"numbers"})`,
      of`sum(${"numbers"})`,
      of`min(${"numbers"})`,
      of`max(${"number"}, ${"number"})`,
      of`floor(${"number"})`,
      of`ceiling(${"number"})`,
      of`abs(${"number"})`,
      of`string length(${"words"})`,
    ),
    numbers: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("list", "[]", "[null]"),
      of`[${"number"}, ${"number"}]`,
      of`concatenate(${"numbers"}, ${"numbers"})`,
    ),
    words: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("text", "owner.name", "nothing", '""', '"Warung"', '"é 😀"', '"a\\nb"'),
      same("words", ["+"]),
      of`lower case(${"words"})`,
      of`upper case(${"words"})`,
    ),
    day: fc
      .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => `date("${date.toISOString().slice(0, 10)}")`),
    truth: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom("yes", "true", "false", "nothing"),
      same("number", ["=", "!=", ...order]),
      same("words", ["=", "!=", ...order]),
      same("day", ["=", "!=", ...order]),
      same("truth", ["and", "or", "=", "!="]),
      of`not(${"truth"})`,
      of`(${"number"} between 1 and 50)`,
      of`(${"number"} in [1..50])`,
      of`(${"number"} in (<2, ]10..20[, >400))`,
      of`(${"words"} in ("Narti", "Warung 12"))`,
      of`contains(${"words"}, ${"words"})`,
      of`starts with(${"words"}, ${"words"})`,
      of`list contains(${"numbers"}, ${"number"})`,
      of`(some one in list satisfies (one > ${"number"}) = true)`,
      of`(every one in codes satisfies (starts with(one, "5") or ${"truth"}) = true)`,
    ),
  };
});

/** Binary fractions of the oracle are no difference; anything else is. */
function agrees(ours: unknown, theirs: unknown): boolean {
  if (typeof ours === "number" && typeof theirs === "number")
    return ours === theirs || Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(ours), Math.abs(theirs));
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.length === theirs.length && ours.every((one, i) => agrees(one, theirs[i]));
  return ours === theirs;
}

test("any expression of the subset means what FEEL's own interpreter says, nulls included", () => {
  fc.assert(
    fc.property(fc.oneof(number, truth, words), (text) => {
      fc.pre(text.length <= limits.length);
      const { value } = oracle(text, scope);
      const ours = evaluate(text, scope);
      assert.ok(agrees(ours, value), `${text}\n  ours ${JSON.stringify(ours)}, FEEL ${JSON.stringify(value)}`);
    }),
    { numRuns: 3000 },
  );
});

/** A decimal as an integer of ten-thousandths: what exact means. */
const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });

test("decimals are exact: 0.1 + 0.2 is 0.3, and any sum, difference and product of prices", () => {
  assert.equal(evaluate("0.1 + 0.2 = 0.3", {}), true);
  assert.equal(evaluate("1.1 * 1.1", {}), 1.21);
  assert.deepEqual([evaluate("2 / 3", {}), evaluate("-2 / 3", {})], [0.666666666666667, -0.666666666666667]);
  fc.assert(
    fc.property(cents, cents, (x, y) => {
      const given = { x: x / 10_000, y: y / 10_000 };
      assert.equal(Math.round((evaluate("x + y", given) as number) * 10_000), x + y);
      assert.equal(evaluate("x - y = 0 - (y - x)", given), true);
      assert.equal(evaluate("x + y - y = x", given), true);
      const product = evaluate("x * y", given) as number;
      assert.equal(product, Number(`${BigInt(x) * BigInt(y)}e-8`));
      if (y !== 0)
        assert.ok(Math.abs((evaluate("x / y", given) as number) - x / y) < 1e-9 * Math.max(1, Math.abs(x / y)));
    }),
  );
});

test("no number breaks arithmetic: what is too large, or divided by nought, is unknown", () => {
  const any = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(1e21, 1e308, 5e-324, -0));
  fc.assert(
    fc.property(any, any, fc.constantFrom("+", "-", "*", "/"), (x, y, op) => {
      const value = evaluate(`x ${op} y`, { x, y });
      const held = value === null || Number.isFinite(value) || /^-?[\d.]+(E-?\d+)?$/.test(String(value));
      assert.ok(held, `${x} ${op} ${y} gives ${value}`);
    }),
  );
  assert.equal(evaluate("1 / 0", {}), null);
  assert.equal(String(evaluate("sum(x)", { x: [1e308, 1e308] })), "2E308");
  assert.equal(evaluate("10 ** 6144 * 10", {}), null, "larger than decimal128 holds");
});

test("logic has three values: what is unknown opens nothing, and shuts nothing that another part decides", () => {
  const values = ["true", "false", "null"];
  const table = (op: string) => values.map((x) => values.map((y) => evaluate(`${x} ${op} ${y}`, {})));
  assert.deepEqual(table("and"), [
    [true, false, null],
    [false, false, false],
    [null, false, null],
  ]);
  assert.deepEqual(table("or"), [
    [true, true, true],
    [true, false, null],
    [true, null, null],
  ]);
  assert.deepEqual(
    values.map((x) => evaluate(`not(${x})`, {})),
    [false, true, null],
  );
  for (const unknown of ["floorArea > 50", "missing.part = 1 and true", "1 + missing > 0", 'starts with(missing, "a")'])
    assert.notEqual(evaluate(unknown, {}), true, unknown);
});

const faults: [text: string, at: number, says: RegExp][] = [
  ["", 0, /empty/],
  ["1 +", 3, /cannot be read/],
  ["a..b", 1, /cannot be read/],
  ["((1)", 4, /cannot be read/],
  ["1 + squareroot(4)", 4, /no function "squareroot"/],
  ["1 + celing(4.5)", 4, /perhaps "ceiling"/],
  ["x + count()", 4, /"count" is given 0 arguments/],
  ["contains(text)", 0, /"contains" is given 1 argument$/],
  ["x = = true", 4, /"= true" cannot stand here/],
  ["{ a: 1, a: 2 }", 8, /"a" is there twice/],
  ['today > date("2026-02-31")', 8, /no such date: write date\("2026-01-31"\)/],
  ['today > @"2026-02-31"', 8, /a day is written @"2026-01-31"/],
  ["a = 12345678901234567890123456789012345", 4, /at most 34 digits/],
];
for (const [text, at, says] of faults)
  test(`the fault of ${JSON.stringify(text)} is told with its place`, () => {
    assert.throws(
      () => parseExpression(text),
      (error) => error instanceof ExpressionFault && says.test(error.message) && error.at === at,
    );
  });

test("a definition is no bomb: length, depth and parts have limits", () => {
  const refused = (text: string, says: RegExp) =>
    assert.throws(
      () => parseExpression(text),
      (error) => error instanceof ExpressionFault && says.test(error.message),
    );
  refused("1".padEnd(limits.length + 1, " "), /longer than/);
  refused(`${"(".repeat(900)}1${")".repeat(900)}`, /nested too deeply/);
  refused(`${"-".repeat(1500)}1`, /nested too deeply/);
  refused(`[${"1,".repeat(700)}1]`, /too many parts/);
  assert.throws(() => parseTests("1,".repeat(900)), ExpressionFault);
});

test("any text at all is read or refused with a place inside it; it runs no host code and touches nothing", () => {
  const alphabet = [
    "a",
    "(",
    ")",
    "[",
    "]",
    "..",
    " in ",
    " and ",
    "not(",
    '"',
    "1",
    ".",
    "if ",
    "?",
    "constructor",
    "😀",
    "\0",
  ];
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.array(fc.constantFrom(...alphabet), { maxLength: 30 }).map((all) => all.join("")),
  );
  const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  fc.assert(
    fc.property(text, (said) => {
      for (const read of [parseExpression, parseTests]) {
        try {
          read(said);
        } catch (error) {
          assert.ok(error instanceof ExpressionFault, `${said}: ${error}`);
          assert.ok(error.at >= 0 && error.at <= Math.max(said.length, 0));
        }
      }
    }),
    { numRuns: 1000 },
  );
  assert.equal(JSON.stringify(Object.getOwnPropertyNames(Object.prototype)), before);
  for (const inherited of ["constructor", "toString", "__proto__", "owner.constructor", "text.length", "list.map"])
    assert.ok([null, undefined].includes(safely(inherited) as null), inherited);
  for (const call of ["process.exit()", "constructor(text)", 'import("node:fs")', "globalThis.fetch(text)"])
    assert.throws(() => parseExpression(call), ExpressionFault);
});

/** A list's member is each item's member: of numbers, all unknown. */
function safely(text: string): Value {
  const value = evaluate(text, scope);
  return Array.isArray(value) && value.every((one) => one === null) ? null : value;
}

test("a cell of a table judges an input: any, equal, one of, compared, within, not", () => {
  const fits = (cell: string, input: Value, more = scope) =>
    compileTests(parseTests(cell))(input as never, envOf(more));
  assert.equal(fits("-", null), true);
  assert.equal(fits('"low"', "low"), true);
  assert.equal(fits('"low", "medium"', "medium"), true);
  assert.equal(fits('not("low", "medium")', "high"), true);
  assert.equal(fits('not("low")', null), true, "null is not low");
  assert.equal(fits("not(> 50)", null), null, "whether it is above 50 nobody knows");
  assert.deepEqual(
    [50, 50.01, null].map((area) => fits("> 50", area)),
    [false, true, null],
  );
  assert.deepEqual(
    [1, 5, 9].map((n) => [fits("[1..5]", n), fits("]1..5[", n), fits("(1..5]", n)]),
    [
      [true, false, false],
      [true, false, true],
      [false, false, false],
    ],
  );
  assert.equal(fits("? > a and ? < 100", 8), true);
  assert.equal(fits("codes", "56103"), true, "a list fits when it holds the input");
  assert.equal(fits('>= date("2026-01-01")', "2026-01-01"), true);
});
