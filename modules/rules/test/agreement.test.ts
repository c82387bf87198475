import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluate as oracle } from "feelin";
import { stage } from "../../../test/stage.ts";
import { compile } from "../expression/compile.ts";
import { envOf } from "../expression/env.ts";
import { parseExpression } from "../expression/parse.ts";
import { toSql } from "../sql/expression.ts";
import { type Datum, plain } from "../value/datum.ts";
import { readNumber } from "../value/number.ts";
import { columns, expressions, type Row, row } from "./grammar.ts";

const rowCount = 2500;
/** So many with the peer, and so many more without. */
const peerCount = 400;
const ownCount = 80;

/** Where the peer is wrong by the DMN kit: an unknown within some and every is no false, nor text from beyond its end empty. */
const wrongInPeer = /\b(some|every) x|substring\(/;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** What the database says, as the rules hold it. */
function fromSql(cell: string | null, type: string): unknown {
  if (cell === null) return null;
  if (type === "number") return plain(readNumber(cell) as Datum);
  return type === "boolean" ? cell === "true" : cell;
}
/** What the peer says: its days are objects, its numbers binary. */
const fromPeer = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? String(value).slice(0, 10) : value;

const alike = (a: unknown, b: unknown): boolean =>
  typeof a === "number" && typeof b === "number" ? near(a, b) : a === b;

test("JavaScript, PostgreSQL and FEEL's own interpreter agree on a million cases, nulls and dates included", async (t) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const rows: Row[] = fc.sample(row, { numRuns: rowCount, seed }).map((one, id) => ({ id, ...one }));
  const arbitrary = fc.oneof(expressions.truth, expressions.truth, expressions.number, expressions.words);
  const all = [...new Set(fc.sample(arbitrary, { numRuns: 2500, seed }))].filter(
    (text) => text.includes("$") && text.length < 200,
  );
  const texts = [
    ...all.filter((text) => !wrongInPeer.test(text)).slice(0, peerCount),
    ...all.filter((text) => wrongInPeer.test(text)).slice(0, ownCount),
  ];
  assert.equal(texts.length, peerCount + ownCount);

  const { asOwner } = await stage(t);
  await asOwner(
    "create table public.agreement (id int, a numeric, b numeric, t text, u text, p boolean, q boolean, d date, e date)",
  );
  await asOwner(
    `insert into public.agreement select * from jsonb_to_recordset($1)
       as x(id int, a numeric, b numeric, t text, u text, p boolean, q boolean, d date, e date)`,
    [JSON.stringify(rows)],
  );
  const trees = texts.map((text) => parseExpression(text.replaceAll("$", "")));
  const said = trees.map((tree) => toSql(tree, columns));
  const cells = said.map(({ sql }, i) => `(${sql})::text as c${i}`).join(",\n");
  const found = await asOwner<Record<string, string | null>>(`select ${cells} from public.agreement r order by r.id`);

  let compared = 0;
  for (const [i, text] of texts.entries()) {
    const run = compile(trees[i]!);
    const { type } = said[i]!;
    const asked = !wrongInPeer.test(text);
    const { value } = asked ? oracle(`for r in rows return ${text.replaceAll("$", "r.")}`, { rows }) : { value: null };
    for (const [j, one] of rows.entries()) {
      const ours = plain(run(envOf(one as never)));
      const sql = fromSql(found[j]![`c${i}`] ?? null, type);
      const peer = asked ? fromPeer((value as unknown[])[j] ?? null) : ours;
      if (!alike(ours, sql) || !alike(ours, peer))
        assert.fail(
          `${text}\n  of ${JSON.stringify(one)}\n  JavaScript ${ours}, SQL ${sql}, FEEL ${peer}\n  ${said[i]!.sql}`,
        );
      if (asked) compared += 1;
    }
  }
  assert.ok(compared >= 1_000_000, `${compared} cases`);
});
