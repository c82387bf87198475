import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readYaml } from "../../../kernel/index.ts";
import { stage } from "../../../test/stage.ts";
import { decide } from "../decision/decide.ts";
import { Decisions } from "../decision/table.ts";
import { evaluate } from "../expression/evaluate.ts";
import { ExpressionFault } from "../expression/fault.ts";
import { parseExpression } from "../expression/parse.ts";
import { toSql } from "../sql/expression.ts";
import { decisionsToSql } from "../sql/table.ts";
import type { Columns } from "../sql/term.ts";

const columns: Columns = {
  area: { sql: "r.area", type: "number" },
  born: { sql: "r.born", type: "date" },
  name: { sql: "r.name", type: "string" },
  codes: { sql: "r.codes", type: "list", of: "string" },
  marks: { sql: "r.marks", type: "list", of: "number" },
};

const faults: [text: string, at: number, says: RegExp][] = [
  ["for x in marks return x", 0, /SQL cannot say for … return …/],
  ['area > 1 and matches(name, "a")', 13, /cannot say the function matches/],
  ["sum(marks[item > 1])", 4, /cannot say a filter of a list/],
  ["area + height", 7, /"height" is no column/],
  ["born < name", 0, /a text beside a day/],
  ["if area > 1 then name else area", 0, /one value that is string or number/],
];
for (const [text, at, says] of faults)
  test(`what SQL cannot say of ${text} is told, and where`, () => {
    assert.throws(
      () => toSql(parseExpression(text), columns),
      (error) => error instanceof ExpressionFault && says.test(error.message) && error.at === at,
    );
  });

test("lists in columns, and texts that would break out of SQL, mean the same in both", async (t) => {
  const { asOwner } = await stage(t);
  await asOwner("create table public.r (id int, area numeric, born date, name text, codes text[], marks numeric[])");
  const rows = [
    { id: 1, area: 85.5, born: "1990-02-28", name: "O'Brien", codes: ["a", "b"], marks: [1, 2.5] },
    { id: 2, area: null, born: null, name: null, codes: null, marks: null },
    { id: 3, area: 0, born: "2024-02-29", name: "a\\'; drop table r; --", codes: [], marks: [] },
    { id: 4, area: -3, born: "2000-12-31", name: "", codes: ["a", null], marks: [null, 4] },
  ];
  await asOwner(
    "insert into public.r select * from jsonb_to_recordset($1) as x(id int, area numeric, born date, name text, codes text[], marks numeric[])",
    [JSON.stringify(rows)],
  );
  const texts = [
    'list contains(codes, "a")',
    "list contains(codes, null)",
    'some c in codes satisfies c = "b"',
    "every m in marks satisfies m > 1",
    "some m in marks satisfies m > 2",
    "count(codes)",
    "sum(marks)",
    "max(marks)",
    '"a" in codes',
    String.raw`name = "O'Brien" or name = "a\\'; drop table r; --"`,
    'born + duration("P1Y") < date("2025-03-01")',
    'years and months duration(born, date("2026-02-27")).years >= 35',
    "modulo(area, 4)",
    "substring(name, 2, 3)",
    "-area / 3 + area ** 2",
    "min(area, 10) > 0",
    'born = "1990-02-28"',
    "is defined(name) and not(area = null)",
  ];
  const cells = texts.map((text, i) => `(${toSql(parseExpression(text), columns).sql})::text as c${i}`);
  const found = await asOwner<Record<string, string | null>>(`select ${cells.join(", ")} from public.r r order by id`);
  for (const [i, text] of texts.entries())
    for (const [j, row] of rows.entries()) {
      const ours = evaluate(text, row as never);
      const cell = found[j]![`c${i}`] ?? null;
      const same =
        typeof ours === "number"
          ? Math.abs(Number(cell) - ours) < 1e-12
          : cell === (ours === null ? null : String(ours));
      assert.ok(same, `${text} of row ${row.id}: JavaScript ${ours}, SQL ${cell}`);
    }
});

test("the example licence's tables decide the same over a whole source, one after the other", async (t) => {
  const { asOwner } = await stage(t);
  const tables = readYaml(
    fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro/decisions.yaml", import.meta.url)),
    Decisions,
  );
  const source = `(select area, cooks, hazard, risk from generate_series(0, 160, 8) area,
    unnest(array[true, false, null]) cooks, unnest(array[true, false, null]) hazard,
    unnest(array['low', 'medium-high', 'high', null]) risk) r`;
  const given: Columns = {
    floorArea: { sql: "r.area::numeric", type: "number" },
    cooksOnSite: { sql: "r.cooks", type: "boolean" },
    hazardous: { sql: "r.hazard", type: "boolean" },
    "business.risk": { sql: "r.risk", type: "string" },
  };
  const { joins, columns: known } = decisionsToSql(tables, "2026-11-24", given);
  assert.equal(known["risk.opinions"], undefined, "a list is left out");
  const rows = await asOwner<{
    area: number;
    cooks: boolean;
    hazard: boolean;
    risk: string;
    tier: string;
    amount: string;
  }>(
    `select r.*, ${known["risk.tier"]!.sql} as tier, ${known["fee.amount"]!.sql} as amount from ${source} ${joins.join(" ")}`,
  );
  assert.equal(rows.length, 21 * 36);
  for (const row of rows) {
    const scope = { floorArea: row.area, cooksOnSite: row.cooks, hazardous: row.hazard, business: { risk: row.risk } };
    const risk = decide(tables.risk!, scope, "2026-11-24").outputs;
    const fee = decide(tables.fee!, { risk }, "2026-11-24").outputs;
    assert.deepEqual(
      [row.tier, row.amount === null ? null : Number(row.amount)],
      [risk?.tier ?? null, fee?.amount ?? null],
    );
  }
});
