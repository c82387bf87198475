import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { FileFault } from "../../../kernel/index.ts";
import { actors, type Stage, stage } from "../../../test/stage.ts";
import type { RowFault } from "../enrolment/batches.ts";
import { RegisterRow } from "../enrolment/columns.ts";
import { registerFile } from "../enrolment/register-file.ts";
import { splitCells } from "../enrolment/rows.ts";
import { Seen } from "../enrolment/seen.ts";
import { manifest } from "../module.ts";
import { personByNik } from "../queries/person-by-nik.ts";
import { asCsv, asJsonLines, fileRows } from "./register-file.ts";

const quiet = { say: () => {} };

async function office(t: TestContext) {
  const s = await stage(t, { modules: [manifest] });
  const folder = mkdtempSync(join(tmpdir(), "pendopo-register-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const check = async (path: string) => {
    const faults: RowFault[] = [];
    return { ...(await registerFile.check(s.world, path, { ...quiet, onFault: (one) => faults.push(one) })), faults };
  };
  const enrol = async (path: string) => registerFile.enrol(s.world, path, await check(path), quiet);
  return { ...s, rows: (count: number) => fileRows(s.world.government, count), file, check, enrol };
}

/** Every person with family and businesses, as they stand, without ids. */
const held = (s: Stage) =>
  s.asOwner(`select encode(p.nik_index, 'hex') as nik, p.name, p.birth_date, p.sex, p.family_role, p.street, p.village,
      encode(f.number_index, 'hex') as card, b.nib, b.kbli, b.founded_on
    from registry.person p left join registry.family f on f.id = p.family
    left join registry.business_role r on r.person = p.id left join registry.business b on b.id = r.business order by 1, b.nib`);

test("CSV and JSON Lines bring in the same people, families and businesses; the second run of any changes nothing", async (t) => {
  const s = await office(t);
  const jsonl = s.file("people.jsonl", asJsonLines(s.rows(300)));
  assert.deepEqual(
    (({ rows, fresh, known, bad }) => [rows, fresh, known, bad])(await s.check(jsonl)),
    [300, 300, 0, 0],
  );
  assert.deepEqual(await s.count("registry.person", "kernel.journal"), [0, 0], "to check is not to enter");
  assert.equal(await s.enrol(jsonl), 300);
  const entered = await held(s);
  assert.ok(
    entered.every((row) => row.card),
    "each belongs to a family with its card",
  );
  const narti = [...s.rows(9)].find(({ name }) => String(name) === "Narti Suryani")!;
  const found = await s.ask(actors.system("identity"), personByNik, { nik: String(narti.nik) });
  assert.equal(found?.name, "Narti Suryani");
  const others = [
    jsonl,
    s.file("comma.csv", asCsv(s.rows(300))),
    s.file("semicolon.csv", `\uFEFF${asCsv(s.rows(300), ";", "\n")}`),
    s.file("tab.CSV", asCsv(s.rows(300), "\t").trimEnd()),
    s.file("spaced.ndjson", asJsonLines(s.rows(300)).replaceAll("\n", "\r\n\r\n")),
  ];
  for (const path of others) {
    const { known, bad } = await s.check(path);
    assert.deepEqual([path, known, bad, await s.enrol(path)], [path, 300, 0, 0]);
  }
  assert.deepEqual(await held(s), entered);
  assert.equal((await s.count("registry.enrolment"))[0], 1);

  const own = await office(t);
  await own.enrol(own.file("comma.csv", asCsv(own.rows(300))));
  assert.deepEqual(await held(own), entered, "the same out of CSV");
});

test("who is in stays as they are; a later file brings the rest, a newborn to a family that is there", async (t) => {
  const s = await office(t);
  await s.enrol(s.file("first.jsonl", asJsonLines(s.rows(100))));
  const rows = [...s.rows(130)];
  const child = { ...rows[0]!, nik: "9901010101260001", birthDate: "2026-01-01", sex: "male", familyRole: "child" };
  const again = rows.map((row) => ({ ...row, name: `${row.name} Baru` }));
  const second = s.file("second.jsonl", asJsonLines([{ ...child, businesses: [] }, ...again]));
  assert.equal(await s.enrol(second), 31);
  const families = await s.asOwner(
    "select family from registry.person where family = (select family from registry.person where birth_date = '2026-01-01')",
  );
  assert.ok(families.length > 1, "with its family");
  assert.equal((await s.asOwner("select 1 from registry.person where name like '% Baru'")).length, 30);
});

/** What is changed in a row, in which field the fault is, and what is said. */
const faults: [change: Record<string, unknown>, field: string, says: RegExp][] = [
  [{ nik: "123" }, "nik", /16 digits/],
  [{ nik: "9901019901800001" }, "nik", /no birth day/],
  [{ nik: undefined }, "nik", /is missing/],
  [{ nik: 9901 }, "nik", /is missing/],
  [{ name: "" }, "name", /is missing/],
  [{ name: "A\u0000B" }, "name", /control character/],
  [{ name: "A".repeat(151) }, "name", /longer than 150/],
  [{ birthDate: "1980-02-30" }, "birthDate", /no day/],
  [{ birthDate: "0001-01-01" }, "birthDate", /before 1850/],
  [{ birthDate: "2080-01-01" }, "birthDate", /future/],
  [{ birthDate: "1981-01-01" }, "nik", /does not fit/],
  [{ sex: "perempuan" }, "sex", /one of: female, male/],
  [{ maritalStatus: "kawin" }, "maritalStatus", /one of: single/],
  [{ familyRole: "uncle" }, "familyRole", /one of: head/],
  [{ familyNumber: "1" }, "familyNumber", /16 digits/],
  [{ rt: "four" }, "rt", /number/],
  [{ village: "99.99.99.9999" }, "village", /codes\/regions\.yaml/],
  [{ village: "Tirtasari" }, "village", /code such as/],
  [{ salary: "1" }, "row", /no register has/],
  [{ businesses: "none" }, "businesses", /list/],
  [{ businesses: [{ nib: "1" }] }, "businesses.0.nib", /13 digits/],
];

test("each row at fault is told with line, field and fault, and nothing of what it says; the sound ones are counted", async (t) => {
  const s = await office(t);
  const rows = [...s.rows(80)];
  const planted = rows.map((row, i) => ({ ...row, ...(i >= 40 && faults[i - 40]?.[0]) }));
  const path = s.file("people.jsonl", asJsonLines(planted));
  const { bad, fresh, faults: found } = await s.check(path);
  assert.deepEqual([fresh, bad], [80 - faults.length, faults.length]);
  for (const [i, [change, field, says]] of faults.entries()) {
    const told = found.filter((one) => one.line === 41 + i && one.field === field);
    assert.ok(
      told.some((one) => says.test(one.says)),
      `${JSON.stringify(change)}: ${JSON.stringify(found.filter((one) => one.line === 41 + i))}`,
    );
  }
  const all = JSON.stringify(found);
  for (const row of planted)
    for (const secret of [row.name, row.nik]) if (secret) assert.ok(!all.includes(String(secret)));
});

test("a NIK, a head or a business number that stands there twice is told with the line it stood on first", async (t) => {
  const s = await office(t);
  const rows = [...s.rows(60)];
  const owner = rows.findIndex((row) => row.businesses);
  const head = rows.findIndex((row, i) => i > owner && String(row.familyRole) === "head");
  rows.push(
    { ...rows[5]! },
    {
      ...rows[head + 1]!,
      nik: "9901010101800007",
      birthDate: "1980-01-01",
      sex: "male",
      familyNumber: rows[head]!.familyNumber!,
      familyRole: "head",
    },
  );
  rows.push({
    ...rows[2]!,
    nik: "9901010101800008",
    birthDate: "1980-01-01",
    sex: "male",
    familyRole: "other",
    businesses: rows[owner]!.businesses!,
  });
  const { faults: found } = await s.check(s.file("people.jsonl", asJsonLines(rows)));
  assert.deepEqual(found, [
    { line: 61, field: "nik", says: "stands on line 6 already" },
    { line: 62, field: "familyRole", says: `this family has its head on line ${head + 1} already` },
    { line: 63, field: "businesses.0.nib", says: `stands on line ${owner + 1} already` },
  ]);
  // Whatever stands twice in the registers themselves, too.
  await s.enrol(s.file("first.jsonl", asJsonLines(rows.slice(0, 60))));
  const { faults: taken } = await s.check(s.file("third.jsonl", asJsonLines(rows.slice(62))));
  assert.deepEqual(taken, [{ line: 1, field: "businesses.0.nib", says: "is another's in the register" }]);
});

test("sound rows go in without the others; once mended, the others follow, also when only the government's lists changed", async (t) => {
  const s = await office(t);
  const rows = [...s.rows(50)];
  const wrong = rows.map((row, i) => (i === 10 ? { ...row, sex: "?" } : row));
  assert.equal(await s.enrol(s.file("people.jsonl", asJsonLines(wrong))), 49);
  assert.equal(await s.enrol(s.file("people.jsonl", asJsonLines(rows))), 1);
  assert.deepEqual(await s.count("registry.person"), [50]);
  const [{ known }, enrolments] = [
    await s.check(s.file("people.jsonl", asJsonLines(rows))),
    await s.asOwner("select first, last from registry.enrolment order by at, first"),
  ];
  assert.equal(known, 50);
  assert.deepEqual(enrolments, [
    { first: 1, last: 50 },
    { first: 11, last: 50 },
  ]);
});

test("a run that was cut off goes on where it stopped; two runs at once enter everybody once", async (t) => {
  const s = await office(t);
  const path = s.file("people.jsonl", asJsonLines(s.rows(6_000)));
  let batches = 0;
  const cut = registerFile.enrol(s.world, path, await s.check(path), {
    say: () => {
      batches += 1;
      if (batches === 2) throw new Error("the lamp went out");
    },
  });
  await assert.rejects(cut, /lamp/);
  // The second batch was on its way: it lands whole or not at all.
  const [before] = await s.count("registry.person");
  assert.ok([2_500, 5_000].includes(before!), `${before}`);
  const both = await Promise.allSettled([s.enrol(path), s.enrol(path)]);
  assert.ok(both.some(({ status }) => status === "fulfilled"));
  assert.equal(await s.enrol(path), 0);
  assert.deepEqual(await s.count("registry.person"), [6_000]);
});

test("each batch is an act in the journal, from the command line, without a name or number", async (t) => {
  const s = await office(t);
  await s.enrol(s.file("people.csv", asCsv(s.rows(20))));
  const rows = await s.asOwner<{ via: string; all: string }>(
    "select via, j::text as all from kernel.journal j where name = 'registry.enrol-people'",
  );
  assert.deepEqual(
    rows.map(({ via }) => via),
    ["cli"],
  );
  for (const row of s.rows(20))
    assert.ok(!rows[0]!.all.includes(String(row.nik)) && !rows[0]!.all.includes(String(row.name)));
  const [enrolment] = await s.asOwner("select first, last from registry.enrolment");
  assert.deepEqual(enrolment, { first: 1, last: 20 });
});

test("what is no such file is told with its line: no header, a strange column, one missing, one too long, an open quotation mark, bytes that are no text", async (t) => {
  const s = await office(t);
  const good = asCsv(s.rows(3));
  const whole: [name: string, text: string | Buffer, says: RegExp][] = [
    ["people.xlsx", good, /comes as CSV/],
    ["people.csv", good.slice(good.indexOf("\n") + 1), /:1: column 1 has a name that no register has/],
    [
      "people.csv",
      good.replace("birthPlace", "sex"),
      /:1: column 5 stands there twice\n.*:1: the column birthPlace is missing/,
    ],
    ["people.jsonl", `{"name":"${"a".repeat(70_000)}"}`, /:1: the row is longer/],
    ["people.csv", `${good}"${"a\n".repeat(40_000)}`, /:5: the row opens a quotation mark/],
  ];
  for (const [name, text, says] of whole)
    await assert.rejects(s.check(s.file(name, text)), (error) => {
      assert.ok(error instanceof FileFault, String(error));
      assert.match(error.message, says);
      return !/9901\d{12}|Narti|Sugeng/.test(error.message);
    });
  const single: [text: Buffer | string, name: string, fault: RowFault][] = [
    [
      Buffer.concat([Buffer.from(good), Buffer.from([0xff, 10])]),
      "people.csv",
      { line: 5, field: "row", says: "is not UTF-8" },
    ],
    [`${good}a,b\n`, "people.csv", { line: 5, field: "row", says: "has 2 cells for 20 columns" }],
    [`${good}a"b,c\n"`, "people.csv", { line: 5, field: "row", says: "has a quotation mark in the wrong place" }],
    [`${good}"a`, "people.csv", { line: 5, field: "row", says: "opens a quotation mark that is never closed" }],
    ["{]\n", "people.jsonl", { line: 1, field: "row", says: "is no JSON" }],
    ["[]\n", "people.jsonl", { line: 1, field: "row", says: "is no row" }],
    ["null\n", "people.jsonl", { line: 1, field: "row", says: "is no row" }],
  ];
  for (const [text, name, fault] of single) assert.deepEqual((await s.check(s.file(name, text))).faults, [fault]);
});

test("the row that the operator's page shows is one", () => {
  const page = readFileSync(new URL("../../../docs/operate/register-file.md", import.meta.url), "utf8");
  const [shown] = /^\{"nik".*$/m.exec(page) ?? [];
  assert.equal(RegisterRow.parse(JSON.parse(shown!)).name, "Narti Suryani");
});

test("cells come back from CSV as they were, whatever they hold", () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", " ", "é") }), { minLength: 1 }),
      (cells) => {
        assert.deepEqual(splitCells(cells.map(quoted).join(";"), ";"), cells);
        const plain = cells.map((cell) => cell.replace(/[",\n]/g, ""));
        assert.deepEqual(splitCells(plain.join(","), ","), plain);
      },
    ),
  );
});

test("numbers are remembered with the line they first stood on, as a map would", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^99\d{12}0[0-3]$/), { maxLength: 300 }), (numbers) => {
      const [seen, map] = [new Seen(), new Map<string, number>()];
      numbers.forEach((number, i) => {
        assert.equal(seen.note(number, i + 1), map.get(number) ?? 0);
        if (!map.has(number)) map.set(number, i + 1);
      });
    }),
  );
  const seen = new Seen();
  for (let i = 0; i < 200_000; i += 1)
    assert.equal(seen.note(String(9_901_000_000_000_000n + BigInt(i) * 7n), i + 1), 0);
  assert.equal(seen.note("9901000000000007", 9), 2);
});
