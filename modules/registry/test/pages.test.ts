import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { personById } from "../queries/person-by-id.ts";
import { bareKey, served } from "./served.ts";
import { town } from "./town.ts";

const open = (t: TestContext) =>
  served(
    t,
    (door) => town(t, 60, [door]),
    (s) => ({
      narti: s.citizen("narti"),
      wulan: s.frontDesk,
      bayu: s.reviewer,
      dimas: s.keeper,
      tired: { ...s.keeper, assurance: 2 as const },
    }),
  );

test("the counter searches by a posted form, opens the record, and the person has a trace of both", async (t) => {
  const s = await open(t);
  for (const lang of ["id", "en"])
    assert.doesNotMatch((await s.get(`/petugas/penduduk?lang=${lang}`, "wulan")).body, bareKey);
  const found = await s.post(
    "/petugas/penduduk",
    { name: "Narti", reason: "counter-visit", reference: "A-012" },
    "wulan",
  );
  assert.equal(found.statusCode, 200);
  assert.match(found.body, /1 orang ditemukan/);
  const record = /href="(\/petugas\/penduduk\/[0-9a-f-]{36}\?alasan=[^"]+)"/
    .exec(found.body)![1]!
    .replaceAll("&amp;", "&");
  const shown = await s.get(record, "wulan");
  for (const text of [s.person("narti").nik, "Tirtasari, 5 Agustus 1980", "Warung Bu Narti", "Kawin"])
    assert.ok(shown.body.includes(text), text);
  assert.doesNotMatch(shown.body, bareKey);
  const reads = await s.asOwner<{ name: string }>(
    "select name from kernel.journal where kind = 'read' and hat = 'officer' order by id",
  );
  assert.deepEqual(
    reads.map(({ name }) => name),
    ["registry.people-search", "registry.person", "registry.businesses"],
  );
});

test("a search that is turned down keeps what was typed and leads to the field", async (t) => {
  const s = await open(t);
  const refused = await s.post("/petugas/penduduk", { name: "<Narti>", reason: "" }, "wulan");
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /href="#reason"/);
  assert.match(refused.body, /value="&lt;Narti>"/);
  const day = await s.post(
    "/petugas/penduduk",
    { name: "Narti", "birthDate.day": "31", "birthDate.month": "2", "birthDate.year": "1980", reason: "letter" },
    "wulan",
  );
  assert.match(day.body, /href="#birthDate"/);
});

test("citizens and other officers do not reach the search; strangers sign in first", async (t) => {
  const s = await open(t);
  assert.equal((await s.get("/petugas/penduduk", "narti")).statusCode, 403);
  assert.equal((await s.get("/petugas/penduduk", "bayu")).statusCode, 403);
  assert.match((await s.get("/petugas/penduduk")).headers.location as string, /^\/masuk\?lanjut=/);
  assert.equal((await s.get(`/petugas/penduduk/${s.id("joko")}`, "narti")).statusCode, 404);
});

test("the keeper of the register mends a record by the form; unchanged fields stay unchanged", async (t) => {
  const s = await open(t);
  const url = `/petugas/penduduk/${s.id("joko")}/perbaiki`;
  assert.match((await s.get(url, "tired")).headers.location as string, /^\/masuk\/lagi/);
  assert.equal((await s.get(url, "wulan")).statusCode, 302 + 1);
  const shown = await s.get(url, "dimas");
  assert.doesNotMatch(shown.body, bareKey);
  assert.match(shown.body, /value="Joko Prasetyo"/);
  const form = {
    _once: "a-word-for-this-form",
    version: "1",
    name: "Joko Prasetya",
    birthPlace: s.person("joko").birthPlace,
    maritalStatus: "married",
    "address.street": "Jalan Kenanga No. 21",
    "address.rt": "005",
    "address.rw": "002",
    "address.village": "99.01.01.1002",
    kind: "correction",
    reason: "Salah ketik pada akta nomor 12/2026",
  };
  const short = await s.post(url, { ...form, reason: "x" }, "dimas");
  assert.equal(short.statusCode, 422);
  assert.match(short.body, /value="Joko Prasetya"/);
  const done = await s.post(url, form, "dimas");
  assert.equal(done.headers.location, `/petugas/penduduk/${s.id("joko")}?alasan=correction`);
  const [row] = await s.asOwner<{ body: { facts: { body: { fields: string[] } }[] } }>(
    "select body from kernel.journal where name = 'registry.correct-person'",
  );
  assert.deepEqual(row!.body.facts[0]!.body.fields, ["name"]);
  assert.equal((await s.ask(s.citizen("joko"), personById, { id: s.id("joko") })).name, "Joko Prasetya");
});
