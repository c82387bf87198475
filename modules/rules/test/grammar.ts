import fc from "fast-check";
import type { Columns } from "../sql/term.ts";

/** What a row of the agreement holds: each may be unknown. */
export interface Row {
  id: number;
  a: number | null;
  b: number | null;
  t: string | null;
  u: string | null;
  p: boolean | null;
  q: boolean | null;
  d: string | null;
  e: string | null;
}

export const columns: Columns = {
  a: { sql: "r.a", type: "number" },
  b: { sql: "r.b", type: "number" },
  t: { sql: "r.t", type: "string" },
  u: { sql: "r.u", type: "string" },
  p: { sql: "r.p", type: "boolean" },
  q: { sql: "r.q", type: "boolean" },
  d: { sql: "r.d", type: "date" },
  e: { sql: "r.e", type: "date" },
};

const unknown = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 6 });
/** Quarters: binary and decimal fractions are the same there, so the peer's binary arithmetic is no difference. */
const quarter = fc.oneof(fc.integer({ min: -40, max: 4000 }), fc.constantFrom(0, 200, 7)).map((n) => n / 4);
const word = fc.constantFrom("", "Warung", "Warung 12", "é", "Ézra", "z", "😀", "\uffee", "a'b", "a\\b", "WARUNG");
const isoDay = fc
  .tuple(fc.integer({ min: 1999, max: 2027 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([y, m, d]) => new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10));

export const row = fc.record({
  a: unknown(quarter),
  b: unknown(quarter),
  t: unknown(word),
  u: unknown(word),
  p: unknown(fc.boolean()),
  q: unknown(fc.boolean()),
  d: unknown(isoDay),
  e: unknown(isoDay),
});

type Kinds = { number: string; truth: string; words: string; day: string };

/** Random expressions over such a row that all three back ends and the peer can say. `$a` stands for the name a. */
export const expressions = fc.letrec<Kinds>((tie) => {
  const of = (strings: readonly string[], ...parts: string[]) =>
    fc
      .tuple(...parts.map((part) => tie(part as "number")))
      .map((said) => strings.reduce((text, string, i) => text + said[i - 1]! + string));
  const pair = (kind: string, ops: readonly string[]) =>
    fc
      .tuple(tie(kind as "number"), fc.constantFrom(...ops), tie(kind as "number"))
      .map(([x, op, y]) => `(${x} ${op} ${y})`);
  const literal = word.filter((text) => /^[^'\\]*$/.test(text)).map((text) => JSON.stringify(text));
  const compare = ["=", "!=", "<", "<=", ">", ">="];
  const depth = { maxDepth: 2 };
  return {
    number: fc.oneof(
      depth,
      fc.constantFrom("$a", "$b", "$a", "50", "0"),
      quarter.map(String),
      pair("number", ["+", "-", "*"]),
      of`(${"number"} / 8)`,
      of`-(${"number"})`,
      of`(if ${"truth"} then ${"number"} else ${"number"})`,
      of`abs(${"number"})`,
      of`floor(${"number"})`,
      of`ceiling(${"number"})`,
      of`min(${"number"}, ${"number"})`,
      of`max([${"number"}, ${"number"}])`,
      of`sum([${"number"}, ${"number"}])`,
      of`string length(${"words"})`,
      of`(${"day"}).year`,
      of`(${"day"}).month`,
      of`modulo(${"number"}, 3)`,
      of`years and months duration(${"day"}, ${"day"}).years`,
    ),
    truth: fc.oneof(
      depth,
      fc.constantFrom("$p", "$q", "($a > 50)", "($d = $e)"),
      pair("number", compare),
      pair("words", ["=", "!="]),
      pair("day", compare),
      pair("truth", ["and", "or", "and", "or", "="]),
      of`not(${"truth"})`,
      of`(${"number"} between 1 and 50)`,
      of`(${"number"} in [1..50])`,
      of`(${"number"} in (<2, ]10..20[, >400))`,
      of`(${"words"} in ("Warung", "z"))`,
      of`(${"number"} = null)`,
      of`contains(${"words"}, ${"words"})`,
      of`starts with(${"words"}, ${"words"})`,
      of`ends with(${"words"}, ${"words"})`,
      of`list contains([${"number"}, 7], ${"number"})`,
      of`(some x in [1, 50, 200] satisfies x > ${"number"})`,
      of`(every x in [1, 50] satisfies (x < ${"number"} or ${"truth"}))`,
    ),
    words: fc.oneof(depth, fc.constantFrom("$t", "$u"), literal, pair("words", ["+"]), of`substring(${"words"}, 2)`),
    day: fc.oneof(
      depth,
      fc.constantFrom("date($d)", "date($e)"),
      isoDay.map((day) => `date("${day}")`),
      of`(${"day"} + duration("P14D"))`,
      of`(${"day"} - duration("P1M"))`,
    ),
  };
});
