import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type Actor, Refusal, systemActor } from "../kernel/index.ts";
import { recordPayment } from "../modules/cases/commands/record-payment.ts";
import { agencies } from "../modules/exchange/test/agencies.ts";
import { credentialsOf } from "../modules/identity/queries/house.ts";
import { myMessages } from "../modules/messages/index.ts";
import { sayConsent } from "../modules/privacy/commands/say-consent.ts";
import { consentedPurposes, textHash } from "../modules/privacy/consent.ts";
import { consentHolds, myEntries } from "../modules/privacy/index.ts";
import { proposeSplit } from "../modules/registry/commands/propose-merge.ts";
import { demoPeople, personById } from "../modules/registry/index.ts";
import { splitChoices } from "../modules/registry/queries/proposals.ts";
import { mergers } from "../modules/registry/test/merging.ts";
import { askRight } from "../modules/rights/commands/ask.ts";
import { shredPerson } from "../modules/rights/commands/destroy-key.ts";
import { myCopy } from "../modules/rights/queries/copy.ts";
import { proofOf } from "../modules/transparency/index.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

const house = systemActor("test");

/** The whole house, two keepers of the population register, and somebody with a bit of everything. */
async function lived(t: TestContext) {
  const s = await scene(t);
  const known = demoPeople(s.world.government);
  const keeper = (key: string): Actor =>
    actors.officer(s.id(key), "disdukcapil", "loket", ["administrator"], { assurance: 3 });
  const hands = mergers(s, (key) => known.get(key)!, keeper("dimas"), keeper("bayu"));
  const account = async (person: string) =>
    (
      await s.asOwner<{ id: string; state: string }>("select id, state from identity.account where person = $1", [
        person,
      ])
    )[0];
  return { ...s, ...hands, keeper: keeper("dimas"), account, nik: (key: string) => known.get(key)!.nik };
}

/** Tables that say whose a row is, and do not follow when records are merged: each with the reason. */
const stay: Record<string, string> = {
  "kernel.journal": "never rewritten; whoever reads it asks for all ids of a person",
  "registry.person_version": "the history of a record stays that record's",
  "registry.proposal": "says what was merged with what",
  "privacy.consent": "only added to: a no is carried over by a line of its own",
  "registers.load_change": "a look at what a load would change, gone when it is over",
};

test("every table that says whose a row is follows a merge, or says why not", async (t) => {
  const s = await scene(t);
  const tables = await s.asOwner<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.columns
     where column_name = 'person' and data_type = 'uuid' and table_schema = any($1) order by 1`,
    [["kernel", ...s.world.modules.map(({ name }) => name)]],
  );
  const follow = new Set(s.world.modules.flatMap(({ follows = [] }) => follows.map(({ name }) => name)));
  assert.ok(tables.length > 25, `${tables.length} tables`);
  assert.deepEqual(
    tables.map(({ name }) => name).filter((name) => !follow.has(name) && !(name in stay)),
    [],
  );
  assert.equal(follow.size, s.world.modules.flatMap(({ follows = [] }) => follows).length, "names are unique");
});

/** Every row of the house that says whose it is; what was sealed anew is the same row still. */
async function rowsOf(s: Awaited<ReturnType<typeof lived>>): Promise<string[]> {
  const tables = s.world.modules.flatMap(({ follows = [] }) =>
    follows.map(({ name }) => name.split(".").slice(0, 2).join(".")),
  );
  const rows: string[] = [];
  for (const table of new Set(tables))
    for (const { row } of await s.asOwner<{ row: Record<string, unknown> }>(
      `select to_jsonb(r) as row from ${table} r`,
    ))
      if (!["record-merged", "record-parted", "suspended"].includes(String(row.kind)))
        rows.push(`${table} ${JSON.stringify({ ...row, sealed: null })}`);
  return rows.sort();
}

test("all that hangs on a person goes along with a merge, and comes back whole when it is undone", async (t) => {
  const s = await lived(t);
  const narti = s.id("narti");
  await s.filled();
  const paid = await s.submitted({ floorArea: "12", cooks: false });
  await s.act(house, recordPayment, { case: paid });
  await s.submitted();
  await s.booked();
  await s.helped();
  await s.act(s.owner, askRight, { kind: "access", told: "Data apa yang disimpan?" });
  await s.work();
  await s.asOwner(
    `insert into registers.record (id, register, number, person, definition, data, words, valid_from, recorded_at, reason)
     values (gen_random_uuid(), 'biodata', $1::uuid::text, $1::uuid, 1, '{}', '', '2026-01-01', now(), 'uji')`,
    [narti],
  );
  const twice = await s.again("narti", { name: "Narti Suriani" });
  const before = await rowsOf(s);
  const merge = await s.merged(twice.id, narti);
  const after = await rowsOf(s);
  assert.deepEqual(
    after.filter((row) => row.includes(`"person":"${narti}"`)),
    [],
    "nothing is left with the record that is nobody of its own",
  );
  const moved = after.filter((row) => row.includes(`"person":"${twice.id}"`)).map((row) => row.split(" ")[0]);
  for (const table of [
    "cases.case",
    "cases.draft",
    "cases.file",
    "cases.kept_answer",
    "appointments.ticket",
    "counter.visit",
    "documents.document",
    "payments.bill",
    "permits.permit",
    "messages.message",
    "rights.request",
    "registers.record",
    "registry.business_role",
    "identity.account",
  ])
    assert.ok(moved.includes(table), `${table} went along`);
  assert.ok(after.some((row) => row.startsWith("registers.record") && row.includes(`"number":"${twice.id}"`)));
  await s.parted(merge);
  assert.deepEqual(await rowsOf(s), before);
});

test("whoever has one account signs in as the record that stays; of two, one is suspended, and its owner is told", async (t) => {
  const s = await lived(t);
  const [narti, joko] = [s.id("narti"), s.id("joko")];
  const [hers, his] = [(await s.account(narti))!, (await s.account(joko))!];
  const twice = await s.again("narti");
  const first = await s.merged(twice.id, narti);
  assert.deepEqual(await s.account(twice.id), hers);
  const opens = async (identifier: string) => (await s.ask(house, credentialsOf, { identifier }))?.id;
  assert.deepEqual([await opens(s.nik("narti")), await opens(twice.nik)], [hers.id, hers.id]);
  await s.parted(first);
  assert.deepEqual(await s.account(narti), hers);
  assert.equal(await opens(twice.nik), undefined);
  const merge = await s.merged(joko, narti);
  assert.deepEqual([await s.account(joko), await s.account(narti)], [his, { ...hers, state: "suspended" }]);
  assert.deepEqual([await opens(s.nik("narti")), await opens(s.nik("joko"))], [his.id, his.id]);
  await s.work();
  const kinds = (await s.ask(s.joko, myMessages, {})).rows.map(({ kind }) => kind);
  assert.ok(kinds.includes("suspended") && kinds.includes("record-merged"), kinds.join());
  await s.parted(merge);
  assert.deepEqual(await s.account(narti), hers);
  await s.work();
  for (const actor of [s.joko, s.owner])
    assert.ok((await s.ask(actor, myMessages, {})).rows.some(({ kind }) => kind === "record-parted"));
});

test("whoever reads who read their data sees also what was read under the old record, with its proof, and nobody else does", async (t) => {
  const s = await lived(t);
  const twice = await s.again("narti");
  const citizen = actors.citizen(twice.id);
  const desk = actors.officer(s.id("wulan"), "dpmptsp", "loket", ["front-desk"]);
  await s.ask(desk, personById, { id: s.id("narti"), reason: "counter-visit" });
  const [read] = await s.asOwner<{ id: string }>(
    "select id from kernel.journal where name = 'registry.person' and hat = 'officer'",
  );
  const sees = async (actor: Actor) =>
    (await s.ask(actor, myEntries, { by: "officer" })).rows.some(({ id }) => id === read!.id);
  const proves = (actor: Actor) =>
    s.ask(actor, proofOf, { id: read!.id }).then(
      () => true,
      (error: unknown) => {
        assert.ok(error instanceof Refusal);
        return false;
      },
    );
  assert.deepEqual([await sees(citizen), await proves(citizen)], [false, false]);
  const merge = await s.merged(twice.id, s.id("narti"));
  assert.deepEqual([await sees(citizen), await proves(citizen)], [true, true]);
  assert.deepEqual([await sees(s.joko), await proves(s.joko)], [false, false]);
  const person = (await s.ask(citizen, myCopy, {})).find(({ name }) => name === "registry.person");
  assert.deepEqual(person?.records.map(({ id }) => id).sort(), [twice.id, s.id("narti")].sort());
  await s.parted(merge);
  assert.deepEqual([await sees(citizen), await proves(citizen)], [false, false]);
});

test("a no to a purpose goes along with a merge, a yes is asked for again", async (t) => {
  const s = await lived(t);
  const purposes = consentedPurposes(s.world.government);
  const [purpose] = purposes;
  const say = (verdict: "given" | "withdrawn") =>
    s.act(s.owner, sayConsent, { purpose: purpose!.code, verdict, text: textHash(purpose!) });
  const holds = (person: string) => s.ask(house, consentHolds, { people: [person], purpose: purpose!.code });
  await say("given");
  const twice = await s.again("narti");
  const asked = await holds(twice.id);
  const merge = await s.merged(twice.id, s.id("narti"));
  assert.equal(await holds(twice.id), asked);
  await s.parted(merge);
  await say("withdrawn");
  await s.merged(twice.id, s.id("narti"));
  assert.equal(await holds(twice.id), false);
});

test("a system that names the number of a record that was merged reads the one that stands, that it was merged, and its number", async (t) => {
  const s = await agencies(t);
  const known = demoPeople(s.world.government);
  const narti = known.get("narti")!;
  const web = await s.web();
  const system = await s.system();
  await s.agreed(system.id, "population");
  const path = "/r1/TIRTA/GOV/disdukcapil/register/population/find";
  const find = async (nik: string) => {
    const answer = await web.inject(s.signed(system.key, { path, body: JSON.stringify({ nik }) }) as never);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json().record;
  };
  const keeper = (key: string) =>
    actors.officer(known.get(key)!.id, "disdukcapil", "loket", ["steward"], { assurance: 3 });
  const hands = mergers(s, (key) => known.get(key)!, keeper("dimas"), keeper("bayu"));
  const twice = await hands.again("narti", { name: "Narti Suriani" });
  await hands.merged(twice.id, narti.id);
  const old = await find(narti.nik);
  assert.deepEqual([old.merged, old.nik, old.name], [true, twice.nik, "Narti Suriani"]);
  const [line] = await s.asOwner<{ about: string[]; fields: string[] }>(
    "select about, fields from kernel.journal where name = 'registry.agreed-person'",
  );
  assert.deepEqual([line!.about, [...line!.fields].sort()], [[twice.id], ["address", "name", "nik"]]);
  assert.deepEqual(Object.keys(await find(twice.nik)).sort(), ["address", "name"]);
});

test("the key of a person who had two records is destroyed with what both had sealed", async (t) => {
  const s = await lived(t);
  const twice = await s.again("narti");
  const narti = s.id("narti");
  await s.merged(twice.id, narti);
  const keys = () => s.asOwner("select subject from kernel.subject_key where subject = any($1)", [[narti, twice.id]]);
  assert.equal((await keys()).length, 2);
  // Long enough ago that no law keeps it any more.
  await s.asOwner("update registry.person set died_on = '1990-01-01' where id = any($1)", [[narti, twice.id]]);
  await s.asOwner("delete from cases.kept_answer");
  const shred = { person: twice.id, ground: "Permintaan ahli waris", agency: "diskominfo", office: "aplikasi" };
  await s.act(systemActor("rights"), shredPerson, shred);
  assert.deepEqual(await keys(), []);
});

test("records of registers can be chosen when a record is parted, by their names in both languages", async (t) => {
  const s = await lived(t);
  const narti = s.id("narti");
  const [record] = await s.asOwner<{ id: string }>(
    `insert into registers.record (id, register, number, person, definition, data, words, valid_from, recorded_at, reason)
     values (gen_random_uuid(), 'biodata', $1::uuid::text, $1::uuid, 1, '{}', '', '2026-01-01', now(), 'uji') returning id`,
    [narti],
  );
  const { offers } = await s.ask(s.keeper, splitChoices, { person: narti });
  const [offered] = offers.filter(({ follows }) => follows === "registers.record");
  assert.equal(offered!.id, record!.id);
  const { id, en } = offered!.label as { id: string; en: string };
  assert.ok(id && en && id !== en && !id.includes(narti), "the holder's id is no name");
  const { proposal } = await s.act(s.keeper, proposeSplit, {
    person: narti,
    version: 1,
    part: {
      nik: "9901014508809999",
      name: "Nartini",
      birthDate: "1980-08-05",
      birthPlace: "Tirtasari",
      sex: "female",
      maritalStatus: "single",
      familyRole: "own",
      address: { street: "Jalan 1", rt: "001", rw: "001", village: "99.01.01.1001" },
    },
    moves: { [offered!.follows]: [offered!.id] },
    reason: "Dua orang dalam satu catatan",
  });
  await s.decide(proposal);
  const [made] = await s.asOwner<{ other: string }>("select other from registry.proposal");
  const rows = await s.asOwner("select person, number from registers.record where id = $1", [record!.id]);
  assert.deepEqual(rows, [{ person: made!.other, number: made!.other }]);
});
