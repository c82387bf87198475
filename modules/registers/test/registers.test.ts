import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { FileFault, type Government, Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { publishRegister } from "../commands/publish-register.ts";
import { registersOf } from "../definition/read.ts";
import { recordWhole } from "../queries/record.ts";
import { allRegisters, findRecords, myRecords } from "../queries/records.ts";
import { house, registers as opened, refused } from "./house.ts";

/** The same house, with officers of other agencies. */
async function registers(t: TestContext) {
  const s = await opened(t);
  return {
    ...s,
    otherAdministrator: s.officer("made", "diskominfo", "aplikasi", "administrator"),
    reviewer: s.officer("bayu", "dpmptsp", "perizinan", "reviewer"),
  };
}

test("a record is made once and changed after; each version says from when it is so and why", async (t) => {
  const s = await registers(t);
  const person = s.id("narti");
  const made = await s.write({ register: "biodata", person, sets: { education: "SMA" }, since: "2026-01-10" });
  const changed = await s.write({ register: "biodata", person, sets: { education: "S1" }, since: "2026-06-01" });
  assert.deepEqual([changed.id, changed.version], [made.id, 2]);
  const { record, versions } = await s.ask(s.citizen("narti"), recordWhole, { id: made.id });
  assert.deepEqual([record.data, record.valid_from], [{ education: "S1" }, "2026-06-01"]);
  assert.deepEqual(
    versions
      .map((one) => [one.data, one.valid_from, one.valid_until, one.recorded_until !== null])
      .sort(([, , until]) => (until === null ? -1 : 1)),
    [
      [{ education: "SMA" }, "2026-01-10", null, true],
      [{ education: "SMA" }, "2026-01-10", "2026-06-01", false],
    ],
  );
});

test("what is not said stays as it was; what is ended changes no more", async (t) => {
  const s = await registers(t);
  const person = s.id("narti");
  await s.write({ register: "biodata", person, sets: { education: "SMA", occupation: "Pedagang" } });
  await s.write({ register: "biodata", person, sets: { education: null, occupation: "Guru" } });
  const [mine] = await s.ask(s.citizen("narti"), myRecords, {});
  assert.deepEqual(
    mine!.values.map(({ name, value }) => [name, value]),
    [
      ["education", "SMA"],
      ["occupation", "Guru"],
    ],
  );
  await s.write({ register: "biodata", change: "end", person });
  await assert.rejects(
    s.write({ register: "biodata", person, sets: { education: "S1" } }),
    refused("conflict", "registers.refusal.ended"),
  );
});

test("what is sealed stands nowhere in the clear, and is gone when its key is destroyed", async (t) => {
  const s = await registers(t);
  const { id } = await s.write({
    register: "biodata",
    person: s.id("narti"),
    sets: { religion: "Kepercayaan", education: "S1" },
  });
  const [row] = await s.asOwner<{ data: object; sealed: Buffer; words: string }>(
    "select data, sealed, words from registers.record",
  );
  assert.deepEqual(row!.data, { education: "S1" });
  assert.ok(!row!.sealed.includes("Kepercayaan") && !row!.words.includes("kepercayaan"));
  const held = async () => (await s.ask(s.citizen("narti"), recordWhole, { id })).record.data;
  assert.deepEqual(await held(), { education: "S1", religion: "Kepercayaan" });
  await s.world.database.inTransaction(house, true, (tx) => s.world.secrets.shred(tx, id));
  assert.deepEqual(await held(), { education: "S1" });
});

test("numbers are given without gaps, each once, however many ask at the same moment", async (t) => {
  const s = await registers(t);
  const site = { street: "Jalan 1", rt: "001", rw: "001", village: "99.01.01.1001" };
  const made = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      s.write({
        register: "buildings",
        change: "create",
        person: s.id("narti"),
        sets: { approval: `PBG/${n}`, use: "house", site },
      }),
    ),
  );
  const year = s.world.calendar.today(s.world.clock.now()).slice(0, 4);
  assert.deepEqual(
    made.map(({ number }) => number).sort(),
    [1, 2, 3, 4].map((n) => `BG-${year}-00000${n}`),
  );
});

test("a record is found by its words, in any order, and by part of its number; signs of a pattern are only signs", async (t) => {
  const s = await registers(t);
  const stall = (place: string, goods: string) =>
    s.write({ register: "market-stalls", person: s.id("narti"), sets: { place, goods } });
  await stall("tirtasari/A/1", "Sayur segar");
  await stall("tirtasari/A/2", "Pakaian_50%");
  const keeper = actors.officer(s.id("made"), "disdag", "pasar", ["administrator"]);
  const found = async (words: string) =>
    (await s.ask(keeper, findRecords, { register: "market-stalls", reason: "report", words })).rows.length;
  assert.deepEqual(
    await Promise.all(["segar SAYUR", "a/2", "tirtasari", "_50%", "%", "sayur pakaian"].map(found)),
    [1, 1, 2, 1, 1, 0],
  );
});

test("two who put the same new record make one, in two versions", async (t) => {
  const s = await registers(t);
  const person = s.id("narti");
  const both = await Promise.all(
    ["SMA", "S1"].map((education) => s.write({ register: "biodata", person, sets: { education } })),
  );
  assert.equal(new Set(both.map(({ id }) => id)).size, 1);
  assert.deepEqual(both.map(({ version }) => version).sort(), [1, 2]);
});

test("of two officers who looked at one version, the later is told and overwrites nothing", async (t) => {
  const s = await registers(t);
  const person = s.id("narti");
  await s.write({ register: "biodata", person, sets: { education: "SMA" } });
  const change = (education: string) =>
    s.write({ register: "biodata", change: "update", person, sets: { education }, version: 1 }, s.keeper);
  await change("S1");
  await assert.rejects(change("S2"), refused("conflict", "registers.refusal.changed-meanwhile"));
});

test("a place that changes hands is the same record with another holder; the old one no longer sees it", async (t) => {
  const s = await registers(t);
  const sets = { place: "tirtasari/A/1", kind: "kiosk" };
  const first = await s.write({ register: "market-stalls", person: s.id("narti"), sets });
  const second = await s.write({ register: "market-stalls", person: s.id("joko"), sets: { ...sets, goods: "fresh" } });
  assert.equal(second.id, first.id);
  assert.equal((await s.ask(s.citizen("joko"), myRecords, {})).length, 1);
  assert.deepEqual(await s.ask(s.citizen("narti"), myRecords, {}), []);
  await assert.rejects(s.ask(s.citizen("narti"), recordWhole, { id: first.id }), refused("not-found"));
});

test("what somebody brings for a business is about the business, and not about them", async (t) => {
  const s = await registers(t);
  const [business] = await s.asOwner<{ id: string }>("select id from registry.business limit 1");
  const both = { person: s.id("narti"), business: business!.id };
  await s.write({ register: "vendors", ...both, sets: { size: "micro" } });
  await s.write({ register: "taxpayers", ...both, sets: { taxNumber: "P.2026.000001.9901" } });
  await s.write({ register: "biodata", ...both, sets: { education: "SMA" } });
  const kept = await s.asOwner<{ register: string; person: string | null; business: string | null }>(
    "select register, person, business from registers.record order by register",
  );
  assert.deepEqual(kept, [
    { register: "biodata", person: both.person, business: null },
    { register: "taxpayers", person: null, business: both.business },
    { register: "vendors", person: null, business: both.business },
  ]);
});

test("values are held to their fields: each fault is told at its place, and nothing is written", async (t) => {
  const s = await registers(t);
  const bad = (sets: object, key: string, more: object = {}) =>
    assert.rejects(s.write({ register: "buildings", person: s.id("narti"), sets, ...more }), refused("invalid", key));
  const site = { street: "Jalan 1", rt: "001", rw: "001", village: "99.01.01.1001" };
  const good = { approval: "PBG/1", use: "house", site };
  await bad({ ...good, colour: "red" }, "registers.fault.unknown");
  await bad({ ...good, storeys: 0 }, "registers.fault.number");
  await bad({ ...good, storeys: "two" }, "registers.fault.number");
  await bad({ ...good, land: "x".repeat(501) }, "registers.fault.text");
  await bad({ approval: "PBG/1", site }, "kernel.fault.empty");
  await bad(good, "registers.fault.holder", { person: null });
  assert.deepEqual(await s.count("registers.record"), [0]);
});

test("only the agency that keeps a register writes and finds its records, with a reason; the holder sees that they did", async (t) => {
  const s = await registers(t);
  const { id } = await s.write({ register: "biodata", person: s.id("narti"), sets: { education: "S1" } });
  for (const other of [s.otherAdministrator, s.reviewer, s.citizen("joko"), actors.stranger]) {
    await assert.rejects(s.ask(other, recordWhole, { id }), Refusal);
    await assert.rejects(s.ask(other, findRecords, { register: "biodata", reason: "report" }), Refusal);
    await assert.rejects(
      s.write({ register: "biodata", person: s.id("narti"), sets: { education: "S2" } }, other),
      Refusal,
    );
  }
  await assert.rejects(
    s.ask(s.keeper, findRecords, { register: "biodata", reason: "none" as never }),
    refused("invalid", "registry.fault.reason"),
  );
  const found = await s.ask(s.keeper, findRecords, { register: "biodata", reason: "report" });
  assert.deepEqual(
    found.rows.map((row) => row.id),
    [id],
  );
  for (const [words, n] of [
    ["s1", 0],
    ["%", 0],
    [id.slice(0, 8), 0],
  ] as const)
    assert.equal((await s.ask(s.keeper, findRecords, { register: "biodata", reason: "report", words })).rows.length, n);
  const receipts = await s.asOwner<{ n: number }>(
    "select count(*)::int as n from kernel.journal where name = 'registers.records' and kind = 'read' and $1 = any(about)",
    [s.id("narti")],
  );
  assert.equal(receipts[0]!.n, 1);
});

test("a published version never changes: other content under its number is refused", async (t) => {
  const s = await registers(t);
  const [register] = registersOf(s.world.government);
  const publish = (changed: object) =>
    s.act(actors.system("registers"), publishRegister, { register: { ...register!, ...changed } });
  assert.deepEqual(await publish({}), { published: false });
  await assert.rejects(publish({ hash: "0".repeat(64) }), refused("conflict", "registers.refusal.immutable"));
});

test("fields keep the order of their file, as people read them", async (t) => {
  const s = await registers(t);
  const kept = await s.ask(actors.stranger, allRegisters, {});
  for (const register of registersOf(s.world.government))
    assert.deepEqual(
      Object.keys(kept.find(({ code }) => code === register.code)!.fields),
      Object.keys(register.fields),
      register.code,
    );
});

test("faults of a register's file are told with file and line, all at once", () => {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-registers-"));
  try {
    mkdirSync(join(folder, "registers", "ponds"), { recursive: true });
    const file = (extra: string) =>
      writeFileSync(
        join(folder, "registers", "ponds", "register.yaml"),
        `version: 1
title: Ponds
about: Ponds of the regency
keeper: nobody
law: Perda 1/2026
holder: none
number: { field: code }
fields:
  code: { label: Code, type: text, required: true }
${extra}`,
      );
    const faults = () => {
      try {
        registersOf({ folder, agencies: [{ code: "pupr" }] } as unknown as Government);
        return [];
      } catch (error) {
        assert.ok(error instanceof FileFault);
        return error.faults.map((fault) => fault.replace(/^.*register\.yaml/, ""));
      }
    };
    file("  depth: { label: Depth, type: choice }\nsearch: [colour]\n");
    assert.deepEqual(faults(), [
      ':11: search.0: there is no field "colour"',
      ":10: fields.depth: a choice has options, and nothing else has",
    ]);
    file("  depth: { label: Depth, type: number }\n");
    assert.deepEqual(faults(), [":4: keeper: the government has no agency nobody"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("row security: with another's or no scope the room's tables are empty", async (t) => {
  const s = await registers(t);
  const person = s.id("narti");
  await s.write({ register: "biodata", person, sets: { education: "SMA" } });
  await s.write({ register: "biodata", person, sets: { education: "S1" } });
  for (const table of ["record", "record_version"]) {
    const seen = (actor: Parameters<typeof s.ask>[0]) =>
      s.world.database.inTransaction(
        actor,
        false,
        async (tx) => (await tx.query<{ n: number }>(`select count(*)::int as n from registers.${table}`))[0]!.n,
      );
    assert.deepEqual([await seen(actors.stranger), await seen(s.citizen("joko"))], [0, 0], table);
    assert.equal(await seen(s.citizen("narti")), 1, table);
  }
});
