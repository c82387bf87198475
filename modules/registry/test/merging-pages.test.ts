import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { systemActor } from "../../../kernel/index.ts";
import { findDoubles } from "../commands/doubles.ts";
import { composeNik } from "../nik.ts";
import { personByNik } from "../queries/person-by-nik.ts";
import { mergingTown } from "./merging.ts";
import { bareKey, served } from "./served.ts";

const house = systemActor("registry");
const ganda = "/petugas/penduduk/ganda";
const open = (t: TestContext) =>
  served(
    t,
    (door) => mergingTown(t, [door]),
    (s) => ({ dimas: s.keeper, second: s.second, tired: { ...s.keeper, assurance: 2 as const }, wulan: s.frontDesk }),
  );
const unescaped = (html: string) => html.replaceAll("&amp;", "&");

test("a keeper goes from the list to the pair, chooses field by field, and proposes; another approves on the page", async (t) => {
  const s = await open(t);
  const narti = s.id("narti");
  const twice = await s.again("narti", { name: "Narti Soeryani", birthPlace: "Banyuasri" });
  await s.act(house, findDoubles, {});
  const list = await s.get(ganda, "dimas");
  assert.doesNotMatch(list.body, bareKey);
  const pair = /href="(\/petugas\/penduduk\/ganda\/[0-9a-f-]{36}\/[0-9a-f-]{36})"/.exec(list.body)![1]!;
  assert.match((await s.get(pair, "tired")).headers.location as string, /^\/masuk\/lagi/);
  assert.equal((await s.get(pair, "wulan")).statusCode, 303);
  const shown = unescaped((await s.get(pair, "dimas")).body);
  assert.doesNotMatch(shown, bareKey);
  for (const text of [twice.nik, s.person("narti").nik, "Narti Soeryani", "Banyuasri", "berbeda"])
    assert.ok(shown.includes(text), text);
  // Which of the two comes first is a matter of their ids.
  const [mine, theirs] = pair.split("/").at(-2) === narti ? ["0", "1"] : ["1", "0"];
  const form = { decision: "merge", "version.0": "1", "version.1": "1", "takes.birth": theirs!, "takes.name": mine! };
  const unsaid = await s.post(pair, { ...form, reason: "Dua kali terdaftar" }, "dimas");
  assert.equal(unsaid.statusCode, 422);
  assert.match(unsaid.body, /href="#stays"/);
  const short = await s.post(pair, { ...form, stays: mine!, reason: "x" }, "dimas");
  assert.match(short.body, /href="#reason"/);
  const done = await s.post(pair, { ...form, stays: mine!, reason: "Dua kali terdaftar" }, "dimas");
  const proposal = String(done.headers.location);
  assert.match(proposal, /^\/petugas\/penduduk\/usulan\//);
  assert.doesNotMatch((await s.get(proposal, "dimas")).body, /value="approve"/, "who proposed it cannot approve it");
  assert.doesNotMatch((await s.get(ganda, "dimas")).body, /href="\/petugas\/penduduk\/ganda\//, "it is under way");
  assert.match((await s.get(proposal, "second")).body, /value="approve"/);
  await s.post(proposal, { decision: "approve" }, "second");
  const row = await s.row(narti);
  assert.deepEqual([row.name, row.birth_place], ["Narti Suryani", "Banyuasri"]);
  const undo = await s.post(proposal, { decision: "undo", reason: "Ternyata dua orang" }, "second");
  await s.post(String(undo.headers.location), { decision: "approve" }, "dimas");
  assert.equal((await s.row(narti)).birth_place, s.person("narti").birthPlace);
});

test("two numbers lead to a pair, one number to the form that parts it; numbers stand in no address", async (t) => {
  const s = await open(t);
  const [narti, joko] = [s.person("narti"), s.person("joko")];
  const two = await s.post(ganda, { "niks.0": narti.nik, "niks.1": joko.nik }, "dimas");
  assert.equal(two.headers.location, `${ganda}/${narti.id}/${joko.id}`);
  const different = await s.post(String(two.headers.location), { decision: "different", reason: "Dua orang" }, "dimas");
  assert.equal(different.headers.location, ganda);
  const unknown = await s.post(ganda, { "niks.0": "9901010101010001" }, "dimas");
  assert.match(unknown.body, /href="#niks-0"/);
  const one = String((await s.post(ganda, { "niks.0": narti.nik, "niks.1": "" }, "dimas")).headers.location);
  assert.equal(one, `/petugas/penduduk/${narti.id}/pisah`);
  const shown = (await s.get(one, "dimas")).body;
  assert.doesNotMatch(shown, bareKey);
  const move = unescaped(/name="moves"[^>]*value="([^"]+)"/.exec(shown)![1]!);
  const nik = composeNik("99.01.01", "1980-08-05", "female", 888);
  const form = {
    _once: "a-word-for-this-form",
    version: "1",
    nik,
    name: "Nartini",
    birthPlace: "Tirtasari",
    "birthDate.day": "5",
    "birthDate.month": "8",
    "birthDate.year": "1980",
    sex: "female",
    maritalStatus: "single",
    familyRole: "own",
    "address.street": "Jalan Melati No. 9",
    "address.rt": "2",
    "address.rw": "4",
    "address.village": "99.01.01.1001",
    moves: move,
    reason: "Kembar tercatat sebagai satu orang",
  };
  const dayless = { "birthDate.day": "", "birthDate.month": "", "birthDate.year": "" };
  const wrong = await s.post(one, { ...form, ...dayless, nik: "12" }, "dimas");
  for (const path of ["part-birthDate", "part-nik"]) assert.match(wrong.body, new RegExp(`href="#${path}"`));
  assert.match(wrong.body, /value="Nartini"/, "what was typed stays");
  const proposal = String((await s.post(one, form, "dimas")).headers.location);
  assert.match((await s.get(proposal, "second")).body, /Nartini/);
  await s.post(proposal, { decision: "approve" }, "second");
  const made = await s.ask(house, personByNik, { nik });
  assert.deepEqual([made?.name, made?.family?.role], ["Nartini", "head"]);
  const [role] = await s.asOwner<{ name: string }>("select name from registry.business_role where person = $1", [
    made!.id,
  ]);
  assert.equal(role!.name, "Nartini");
});
