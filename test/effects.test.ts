import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDay, Refusal } from "../kernel/index.ts";
import { recordEffect, retryEffect, settleEffect } from "../modules/cases/commands/record-effect.ts";
import { effectsJob } from "../modules/cases/jobs/index.ts";
import { effectsOf, heldEffects } from "../modules/cases/queries/effects.ts";
import { workContext } from "../modules/cases/work.ts";
import { myRecords } from "../modules/registers/queries/records.ts";
import { loadCodeLists } from "../modules/registry/commands/load-code-lists.ts";
import { personById } from "../modules/registry/queries/person-by-id.ts";
import { scene } from "./scene.ts";
import { at, handedIn, picture, type Scene, sealed } from "./services/walk.ts";
import { actors } from "./stage.ts";

const house = actors.system("test");
const onDay = (field: string, day: string) => {
  const [year = "", month = "", date = ""] = day.split("-");
  return { [`${field}.day`]: date, [`${field}.month`]: month, [`${field}.year`]: year };
};
const stranger = (field: string, nik: string) => ({ [field]: "Orang Contoh", [`${field}.nik`]: nik });
const two = (group: string) => ({
  ...stranger(`${group}.0.witness`, "9901011203750001"),
  ...stranger(`${group}.1.witness`, "9901015203760001"),
});

/** Somebody of the register as a form asks for them: by name and number. */
async function named(s: Scene, field: string, id: string) {
  const { name, nik } = await s.ask(house, personById, { id });
  return { [field]: name, [`${field}.nik`]: nik! };
}
const effects = async (s: Scene, id: string) =>
  (await s.ask(actors.system("cases"), effectsOf, { case: id })).map(({ place, register, state, why }) => ({
    place,
    register,
    state,
    ...(why && { why }),
  }));
const keeperOf = (agency: string) =>
  actors.officer("01890000-0000-7000-8000-00000000aaaa", agency, "loket", ["administrator"]);

async function deathOf(s: Scene, deceased: Record<string, string>): Promise<string> {
  await s.act(actors.system("registry"), loadCodeLists, {});
  const id = await handedIn(s, "akta-kematian", [
    ["pelapor", { phone: "081234567890", relation: "child" }],
    ["almarhum", { identified: "yes", sex: "female" }],
    ["identitas", deceased],
    ["pasangan", {}],
    ["kematian", { ...onDay("diedOn", s.world.calendar.today(s.world.clock.now())), diedAt: "home", cause: "illness" }],
    ["cara", { circumstance: "ordinary" }],
    ["tempat", { diedRegion: "33.01" }],
    ["surat-kematian", {}, { deathLetter: [picture(s)] }],
    ["saksi", two("witnesses")],
  ]);
  await s.does(at(s, "disdukcapil/pencatatan-sipil", "reviewer"), id, "forward");
  const { row } = await s.look(id);
  if (row.decisions.proof?.outputs && (row.decisions.proof.outputs as { depth: string }).depth === "deep")
    await s.does(at(s, "disdukcapil/sekretariat", "reviewer"), id, "forward");
  await sealed(s, id, at(s, "disdukcapil/pimpinan", "head"));
  await s.work();
  return id;
}

/** A birth reported by Joko, who is a relative, of a mother who is named; sealed, and the house has done its work. */
async function birthOf(s: Scene, mother: Record<string, string>): Promise<string> {
  await s.act(actors.system("registry"), loadCodeLists, {});
  const signature = { ...picture(s), name: "Joko Prasetyo.png", type: "image/png" };
  const id = await handedIn(s, "akta-kelahiran", [
    ["pelapor", { phone: "081234567890", relation: "relative" }],
    ["anak", { childName: "Bagas Contoh", childSex: "male", childOrder: "1", childBirths: "single" }],
    ["kelahiran", { ...onDay("bornOn", "2026-11-20"), bornAt: "home", bornRegion: "33.01", attendant: "traditional" }],
    ["orang-tua", { parents: "mother" }],
    ["ibu", mother],
    ["bukti", { proof: "none" }],
    ["pernyataan-lahir", { birthStatement: "yes", "statementSignature.by": "Joko" }, { statementSignature: signature }],
    ["saksi", two("witnesses")],
    ["kia", { wantsCard: "yes" }],
  ]);
  await s.does(at(s, "disdukcapil/pencatatan-sipil", "reviewer"), id, "forward");
  if ((await s.look(id)).tasks.some((one) => !one.closed_at && one.office === "sekretariat"))
    await s.does(at(s, "disdukcapil/sekretariat", "reviewer"), id, "forward");
  await sealed(s, id, at(s, "disdukcapil/pimpinan", "head"));
  await s.work();
  return id;
}

test("a birth certificate enters the child in its mother's family, and its particulars under its new number", async (t) => {
  const s = await scene(t);
  const [mother] = await s.asOwner<{ id: string; family: string }>(
    "select id, family from registry.person where sex = 'female' and marital_status = 'married' and died_on is null limit 1",
  );
  const id = await birthOf(s, await named(s, "mother", mother!.id));
  assert.deepEqual(await effects(s, id), [
    { place: "0", register: "population", state: "done" },
    { place: "1", register: "biodata", state: "done" },
  ]);
  const child = async () =>
    s.asOwner<{ id: string; family: string; family_role: string }>(
      "select id, family, family_role from registry.person where name = 'Bagas Contoh'",
    );
  const [born, ...twice] = await child();
  assert.deepEqual([born!.family, born!.family_role, twice], [mother!.family, "child", []]);
  const own = await s.ask(actors.citizen(born!.id), myRecords, {});
  assert.deepEqual(
    own.map(({ register, values }) => [register.code, values.map(({ name }) => name)]),
    [["biodata", ["parents"]]],
  );
  // What is sealed stands nowhere in the clear.
  const [kept] = await s.asOwner<{ data: object; words: string }>("select data, words from registers.record");
  assert.deepEqual(kept, { data: {}, words: "" });
  // Told twice, as a listener may be, nothing more is written.
  await effectsJob.handle({ world: s.world, ...workContext(s.world) }, { case: id });
  assert.equal((await child()).length, 1);
  const { acts } = await s.look(id);
  assert.equal(acts.filter(({ kind }) => kind === "registered").length, 2);
});

test("what follows from an entry that was not made is not made either: never is it the applicant's instead", async (t) => {
  const s = await scene(t);
  const id = await birthOf(s, stranger("mother", "9901015507930001"));
  assert.deepEqual(await effects(s, id), [
    { place: "0", register: "population", state: "held", why: "registry.refusal.unknown-person" },
    { place: "1", register: "biodata", state: "held", why: "cases.refusal.nobody-named" },
  ]);
  assert.deepEqual(await s.count("registers.record"), [0]);
});

test("what the register does not take waits for its keeper, who tries it again or settles it; others never see it", async (t) => {
  const s = await scene(t);
  const id = await deathOf(s, stranger("deceased", "9901015507930001"));
  assert.deepEqual(await effects(s, id), [
    { place: "0", register: "population", state: "held", why: "registry.refusal.unknown-person" },
  ]);
  const keeper = keeperOf("disdukcapil");
  const held = await s.ask(keeper, heldEffects, {});
  assert.deepEqual(
    held.rows.map((row) => [row.case_id, row.why]),
    [[id, "registry.refusal.unknown-person"]],
  );
  const [effect] = held.rows.map((row) => row.id);
  const other = keeperOf("bapenda");
  assert.deepEqual((await s.ask(other, heldEffects, {})).rows, []);
  for (const act of [
    () => s.act(other, retryEffect, { effect: effect! }),
    () => s.act(other, settleEffect, { effect: effect!, note: "Tidak ada" }),
    () => s.act(s.joko, settleEffect, { effect: effect!, note: "Tidak ada" }),
  ])
    await assert.rejects(act(), (error) => error instanceof Refusal);
  await s.act(keeper, retryEffect, { effect: effect! });
  await s.work();
  assert.equal((await s.ask(keeper, heldEffects, {})).rows[0]?.tries, 2);
  await s.act(keeper, settleEffect, { effect: effect!, note: "Penduduk kabupaten lain, diberitahukan dengan surat." });
  assert.deepEqual((await s.ask(keeper, heldEffects, {})).rows, []);
  await effectsJob.handle({ world: s.world, ...workContext(s.world) }, { case: id });
  assert.equal((await effects(s, id))[0]?.state, "settled");
});

test("the keeper of a register sees what another agency's application could not write", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.act(actors.system("cases"), recordEffect, {
    case: id,
    place: "0",
    register: "buildings",
    state: "held",
    why: "registers.refusal.there-already",
  });
  const keeper = actors.officer(s.id("joko"), "pupr", "tata-ruang", ["reviewer"]);
  const { rows } = await s.ask(keeper, heldEffects, {});
  assert.deepEqual(
    rows.map((row) => [row.case_id, row.register]),
    [[id, "buildings"]],
  );
  await s.act(keeper, settleEffect, { effect: rows[0]!.id, note: "Dicatat sendiri" });
  assert.deepEqual((await s.ask(keeper, heldEffects, {})).rows, []);
});

test("a death that the register knows ends the record and widows the spouse", async (t) => {
  const s = await scene(t);
  const [wife] = await s.asOwner<{ id: string; family: string }>(
    "select id, family from registry.person where family_role = 'spouse' and marital_status = 'married' limit 1",
  );
  const id = await deathOf(s, await named(s, "deceased", wife!.id));
  assert.deepEqual(await effects(s, id), [{ place: "0", register: "population", state: "done" }]);
  const [husband] = await s.asOwner<{ marital_status: string }>(
    "select marital_status from registry.person where family = $1 and family_role = 'head'",
    [wife!.family],
  );
  assert.equal(husband!.marital_status, "widowed");
  assert.notEqual((await s.ask(house, personById, { id: wife!.id })).diedOn, null);
});

test("a planned move is entered on its day, not before", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const day = nextDay(s.world.calendar.today(s.world.clock.now()), 20);
  const id = await handedIn(s, "surat-pindah", [
    ["pemohon", { phone: "081234567890" }],
    ["arah", { direction: "within", why: "housing", ...onDay("moveDay", day) }],
    ["siapa", { movers: "all", childAlone: "no" }],
    [
      "alamat",
      {
        "addressHere.street": "Jalan Baru 7",
        "addressHere.rt": "001",
        "addressHere.rw": "002",
        "addressHere.postal": "99021",
        "addressHere.village": "99.01.02.2001",
        tenure: "own",
      },
    ],
  ]);
  await s.does(at(s, "disdukcapil/pendaftaran-penduduk", "reviewer"), id, "forward");
  await sealed(s, id, at(s, "disdukcapil/pimpinan", "head"));
  await s.work();
  const village = async () => (await s.ask(house, personById, { id: s.id("joko") })).address?.villageCode;
  const before = await village();
  assert.deepEqual(await effects(s, id), [{ place: "0", register: "population", state: "waiting" }]);
  assert.notEqual(before, "99.01.02.2001");
  s.clock.forward(21 * 86_400_000);
  await s.work();
  assert.deepEqual(await effects(s, id), [{ place: "0", register: "population", state: "done" }]);
  assert.equal(await village(), "99.01.02.2001");
});
