import assert from "node:assert/strict";
import { test } from "node:test";
import { type Manifest, systemActor } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { correctPerson } from "../commands/correct-person.ts";
import { findDoubles, judgeDouble } from "../commands/doubles.ts";
import { proposeMerge } from "../commands/propose-merge.ts";
import { recordLifeEvent } from "../commands/record-life-event.ts";
import { businessesOfPerson } from "../queries/businesses-of-person.ts";
import { openDoubles } from "../queries/doubles.ts";
import { personById } from "../queries/person-by-id.ts";
import { personByNik } from "../queries/person-by-nik.ts";
import { personVersions } from "../queries/person-versions.ts";
import { searchPeople } from "../queries/search-people.ts";
import { tallyEligible } from "../queries/tally-eligible.ts";
import { figures } from "../tally/figures.ts";
import { quality } from "../tally/quality.ts";
import { mergingTown } from "./merging.ts";
import { refused } from "./town.ts";

const house = systemActor("registry");

test("records with one birth date whose names sound alike are found once, and not again when somebody said that they are two people", async (t) => {
  const s = await mergingTown(t);
  const twice = await s.again("narti", { name: "Soeryani Nartie" });
  await s.again("joko", { birthDate: "1991-01-02" });
  const look = async () => (await s.ask(s.keeper, openDoubles, {})).rows.map(({ one, other }) => [one, other].sort());
  assert.deepEqual(await s.act(house, findDoubles, {}), { found: 1 });
  const pair = [s.id("narti"), twice.id].sort();
  assert.deepEqual(await look(), [pair]);
  await s.asOwner("update registry.person set sex = 'male' where id = $1", [twice.id]);
  assert.deepEqual((await s.ask(s.keeper, openDoubles, { sameSex: true })).rows, []);
  await s.asOwner("update registry.person set sex = 'female' where id = $1", [twice.id]);
  assert.equal((await s.ask(s.keeper, openDoubles, { sameSex: true })).rows.length, 1);
  s.clock.forward(3_600_000);
  assert.deepEqual(await s.act(house, findDoubles, {}), { found: 0 });
  const third = await s.again("narti");
  assert.deepEqual(await s.act(house, findDoubles, {}), { found: 2 }, "only what came since is compared");
  await s.act(s.keeper, judgeDouble, { one: pair[1]!, other: pair[0]!, reason: "Kembar, dua akta" });
  assert.equal((await look()).length, 2);
  for (const one of pair) await s.act(s.keeper, judgeDouble, { one, other: third.id, reason: "Kembar, dua akta" });
  assert.deepEqual(await look(), []);
  s.clock.forward(3_600_000);
  await s.again("narti", { name: "Budi" });
  assert.deepEqual(await s.act(house, findDoubles, {}), { found: 0 });
});

test("one keeper proposes, another decides: then both numbers and both ids lead to the record that stays", async (t) => {
  const s = await mergingTown(t);
  const twice = await s.again("narti", { name: "Narti Suriani", birthPlace: "Banyuasri" });
  const narti = s.id("narti");
  const proposal = await s.propose(narti, twice.id, ["birth"]);
  assert.equal((await s.row(narti)).version, 1, "nothing is done before somebody else agreed");
  await assert.rejects(s.decide(proposal, true, s.keeper), refused("not-found"));
  await s.decide(proposal);
  const [into, from] = [await s.row(narti), await s.row(twice.id)];
  assert.deepEqual(
    [into.name, into.birth_place, into.version, into.reason],
    ["Narti Suryani", "Banyuasri", 2, "Dua kali terdaftar"],
  );
  assert.deepEqual([from.name, from.birth_place, from.merged_into], ["Narti Suriani", "Banyuasri", narti]);
  const old = await s.ask(house, personByNik, { nik: twice.nik });
  assert.deepEqual([old?.id, old?.merged, old?.nik], [narti, true, s.person("narti").nik]);
  assert.equal((await s.ask(house, personByNik, { nik: s.person("narti").nik }))?.merged, undefined);
  assert.equal((await s.ask(s.citizen("narti"), personById, { id: twice.id })).id, narti);
  const { people } = await s.ask(s.frontDesk, searchPeople, { nik: twice.nik, reason: "counter-visit" });
  assert.deepEqual(
    people.map(({ id, merged }) => [id, merged]),
    [[narti, true]],
  );
  const named = await s.ask(s.frontDesk, searchPeople, { name: "Narti Suriani", reason: "counter-visit" });
  assert.deepEqual(
    named.people.map(({ id }) => id),
    [narti],
    "the merged record is nobody of its own",
  );
});

test("what the merged record owned goes along under the name that stays, and it is nobody's family any more", async (t) => {
  const s = await mergingTown(t);
  const twice = await s.again("joko", { name: "Djoko Prasetyo" });
  const [business] = await s.ask(s.citizen("narti"), businessesOfPerson, { person: s.id("narti") });
  await s.asOwner(
    "insert into registry.business_role (business, person, role, name, since) values ($1, $2, 'director', 'Djoko Prasetyo', '2020-01-01')",
    [business!.id, twice.id],
  );
  await s.merged(s.id("joko"), twice.id, ["family"]);
  const roles = await s.asOwner("select person, name from registry.business_role where role = 'director'");
  assert.deepEqual(roles, [{ person: s.id("joko"), name: s.person("joko").name }]);
  const [joko, gone] = [await s.row(s.id("joko")), await s.row(twice.id)];
  assert.deepEqual([joko.family, joko.family_role], [gone.family, "head"]);
  const heads = await s.asOwner<{ id: string; head: string; members: string[] }>(
    `select f.id, f.head, array_agg(p.id) as members from registry.family f join registry.person p on p.family = f.id and p.merged_into is null
     where f.id = any($1) group by f.id`,
    [[gone.family, s.person("joko").family]],
  );
  for (const { head, members } of heads) assert.ok(members.includes(head), "each family has a head of its own");
  assert.equal(heads.find(({ id }) => id === gone.family)?.head, joko.id);
});

test("an event that names the old number happens to the record that stays", async (t) => {
  const s = await mergingTown(t);
  const twice = await s.again("tumini");
  await s.merged(s.id("tumini"), twice.id);
  await s.act(house, recordLifeEvent, {
    event: "death",
    details: { nik: twice.nik, diedOn: "2026-11-20" },
    source: "uji",
    reason: "Akta kematian",
  });
  assert.deepEqual([(await s.row(s.id("tumini"))).died_on, (await s.row(twice.id)).died_on], ["2026-11-20", null]);
});

test("who is asked as known before the merge is told what stood there then; after it both answer alike", async (t) => {
  const s = await mergingTown(t);
  const twice = await s.again("narti", { name: "Narti Suriani" });
  const narti = s.id("narti");
  const before = s.clock.now();
  s.clock.forward(60_000);
  const merge = await s.merged(narti, twice.id);
  const merged = s.clock.now();
  s.clock.forward(60_000);
  await s.parted(merge);
  const parted = s.clock.now();
  const at = async (id: string, known: Date) => {
    const found = await s.ask(s.keeper, personVersions, {
      id,
      reason: "correction",
      on: "2026-11-01",
      knownAt: known.toISOString(),
    });
    assert.equal(found.length, 1);
    return [found[0]!.person, found[0]!.name];
  };
  const one = [narti, "Narti Suryani"];
  const other = [twice.id, "Narti Suriani"];
  assert.deepEqual([await at(narti, before), await at(twice.id, before)], [one, other]);
  assert.deepEqual([await at(narti, merged), await at(twice.id, merged)], [one, one]);
  assert.deepEqual([await at(narti, parted), await at(twice.id, parted)], [one, other]);
});

test("a merge that was wrong is undone: both are as they were, but what was changed since stays", async (t) => {
  const s = await mergingTown(t);
  const narti = s.id("narti");
  const twice = await s.again("narti", { name: "Narti Suriani", birthPlace: "Banyuasri" });
  const [business] = await s.ask(s.citizen("narti"), businessesOfPerson, { person: narti });
  await s.asOwner(
    "insert into registry.business_role (business, person, role, name, since) values ($1, $2, 'director', 'Narti Suriani', '2020-01-01')",
    [business!.id, twice.id],
  );
  const was = [await s.row(narti), await s.row(twice.id)];
  const merge = await s.merged(narti, twice.id, ["name", "birth", "family"]);
  const held = await s.row(narti);
  assert.deepEqual([held.name, held.birth_place, held.family_role], ["Narti Suriani", "Banyuasri", "head"]);
  s.clock.forward(60_000);
  await s.act(s.keeper, correctPerson, {
    person: narti,
    version: held.version,
    kind: "correction",
    reason: "Salah tulis",
    changes: { name: "Narti Suryaningsih" },
  });
  await s.parted(merge);
  const facts = ({ version: _v, recorded_at: _r, reason: _why, ...row }: (typeof was)[0]) => row;
  assert.deepEqual(facts(await s.row(narti)), { ...facts(was[0]!), name: "Narti Suryaningsih" });
  assert.deepEqual(facts(await s.row(twice.id)), facts(was[1]!));
  assert.equal((await s.row(twice.id)).reason, "Ternyata dua orang");
  const roles = await s.asOwner("select person, name from registry.business_role where role = 'director'");
  assert.deepEqual(roles, [{ person: twice.id, name: "Narti Suriani" }]);
  const heads = await s.asOwner<{ head: string }>("select head from registry.family where id = $1", [was[1]!.family]);
  assert.deepEqual(heads, [{ head: twice.id }]);
  await assert.rejects(s.parted(merge), refused("conflict", "registry.refusal.nothing-to-undo"));
});

test("nobody but a keeper with the second factor proposes, and nobody about themselves or their household", async (t) => {
  const s = await mergingTown(t);
  const twice = await s.again("narti");
  const merge = (by: typeof s.keeper) => s.propose(s.id("narti"), twice.id, [], by);
  await assert.rejects(merge({ ...s.keeper, assurance: 2 }), refused("step-up-needed"));
  await assert.rejects(merge(s.otherAdministrator), refused("not-found"));
  await assert.rejects(merge(s.frontDesk), refused("not-allowed"));
  await assert.rejects(merge(s.citizen("narti")), refused("not-allowed"));
  const relative = (
    await s.asOwner<{ id: string }>("select id from registry.person where family = $1 and id <> $2 limit 1", [
      s.person("narti").family,
      s.id("narti"),
    ])
  )[0]!.id;
  for (const own of [s.id("narti"), relative]) {
    const officer = actors.officer(own, "disdukcapil", "loket", ["steward"], { assurance: 3 });
    await assert.rejects(merge(officer), refused("not-allowed", "registry.refusal.own-record"));
    const proposal = await merge(s.keeper);
    await assert.rejects(s.decide(proposal, true, officer), refused("not-allowed", "registry.refusal.own-record"));
    await s.decide(proposal, false);
  }
});

test("the head of the agency decides what a keeper proposed, and proposes nothing", async (t) => {
  const s = await mergingTown(t);
  const twice = await s.again("narti");
  const head = actors.officer(s.id("maharani"), "disdukcapil", "pimpinan", ["head"], { assurance: 3 });
  await assert.rejects(s.propose(s.id("narti"), twice.id, [], head), refused("not-allowed"));
  const proposal = await s.propose(s.id("narti"), twice.id);
  await assert.rejects(s.decide(proposal, true, { ...head, assurance: 2 }), refused("step-up-needed"));
  await assert.rejects(s.decide(proposal, true, { ...s.head, assurance: 3 }), refused("not-found"));
  await s.decide(proposal, true, head);
  assert.equal((await s.row(twice.id)).merged_into, s.id("narti"));
});

test("what cannot be is refused: itself, two dead, one that was merged, what was mended meanwhile, the same twice", async (t) => {
  const s = await mergingTown(t);
  const narti = s.id("narti");
  const twice = await s.again("narti");
  await assert.rejects(s.propose(narti, narti), refused("conflict", "registry.fault.same-person"));
  const other = await s.again("joko", { birthDate: "1991-01-02" });
  await assert.rejects(s.propose(s.id("joko"), other.id, ["birth"]), refused("invalid", "registry.fault.unlike-nik"));
  const looked = { person: narti, version: 9, other: twice.id, otherVersion: 1, takes: [], reason: "Dua kali" };
  await assert.rejects(s.act(s.keeper, proposeMerge, looked), refused("conflict", "registry.refusal.mended-meanwhile"));
  const proposal = await s.propose(narti, twice.id);
  await assert.rejects(s.propose(twice.id, narti), refused("conflict", "registry.refusal.proposed-already"));
  await s.act(s.keeper, correctPerson, {
    person: twice.id,
    version: 1,
    kind: "correction",
    reason: "Salah tulis",
    changes: { name: "Narti" },
  });
  await assert.rejects(s.decide(proposal), refused("conflict", "registry.refusal.mended-meanwhile"));
  await s.decide(proposal, false);
  await assert.rejects(s.decide(proposal), refused("conflict", "registry.refusal.proposal-settled"));
  await s.merged(narti, twice.id);
  const third = await s.again("narti");
  await assert.rejects(s.propose(third.id, twice.id), refused("conflict", "registry.refusal.merged"));
  await assert.rejects(
    s.act(s.keeper, correctPerson, {
      person: twice.id,
      version: 2,
      kind: "correction",
      reason: "Salah tulis",
      changes: { name: "X Y" },
    }),
    refused("conflict", "registry.refusal.merged"),
  );
  await s.asOwner("update registry.person set died_on = '2026-11-01' where id = any($1)", [[narti, third.id]]);
  await assert.rejects(s.propose(narti, third.id), refused("conflict", "registry.refusal.not-living"));
});

test("of several who decide one proposal at once, one does; of two merges that meet in one record, one does", async (t) => {
  const s = await mergingTown(t);
  const narti = s.id("narti");
  const [one, two] = [await s.again("narti"), await s.again("narti")];
  const proposal = await s.propose(narti, one.id);
  const crossing = await s.propose(one.id, two.id);
  const tries = await Promise.allSettled([s.decide(proposal), s.decide(proposal), s.decide(crossing)]);
  assert.equal(tries.filter((each) => each.status === "fulfilled").length, 1);
  for (const each of tries) if (each.status === "rejected") assert.ok(refused("conflict")(each.reason));
  const merged = await s.asOwner("select id from registry.person where merged_into is not null");
  assert.equal(merged.length, 1);
});

test("when one room cannot follow, nothing of the merge remains anywhere", async (t) => {
  const broken: Manifest = {
    name: "broken",
    folder: import.meta.dirname,
    follows: [
      {
        name: "broken.row",
        async move({ tx }) {
          await tx.query("select 1 / 0");
          return [];
        },
      },
    ],
  };
  const s = await mergingTown(t, [broken]);
  const twice = await s.again("narti", { name: "Narti Suriani" });
  const proposal = await s.propose(s.id("narti"), twice.id, ["name", "family"]);
  const all = () =>
    s.asOwner(
      `select to_jsonb(p) as row from registry.person p union all select to_jsonb(v) from registry.person_version v
       union all select to_jsonb(r) from registry.business_role r union all select to_jsonb(f) from registry.family f
       union all select to_jsonb(o) from registry.proposal o order by 1`,
    );
  const before = await all();
  const journal = await s.count("kernel.journal", "kernel.outbox");
  await assert.rejects(s.decide(proposal), /division by zero/);
  assert.deepEqual(await all(), before);
  assert.deepEqual(await s.count("kernel.journal", "kernel.outbox"), journal);
});

test("a merged record is counted nowhere and moves with nobody", async (t) => {
  const s = await mergingTown(t);
  const sugeng = await s.row(s.id("sugeng"));
  const counts = async () => {
    const [figure] = await s.ask(house, figures, { register: "population", by: [] });
    const { total } = await s.ask(house, quality, { register: "population", freshSince: "2026-01-01" });
    const tally = await s.ask(house, tallyEligible, {
      before: null,
      after: { conditions: [], forBusiness: false, decisions: {}, fee: null },
      day: "2026-11-24",
    });
    assert.ok("people" in tally);
    const [living] = await s.asOwner<{ n: number }>("select sum(people)::int as n from registry.resident_count");
    return [figure!.n, total, tally.people, living!.n];
  };
  const before = await counts();
  const twice = await s.again("sugeng", { family: sugeng.family });
  assert.deepEqual(
    await counts(),
    before.map((n) => n + 1),
  );
  await s.merged(sugeng.id, twice.id);
  assert.deepEqual(await counts(), before);
  await s.act(house, recordLifeEvent, {
    event: "move",
    details: {
      people: [s.person("sugeng").nik],
      whole: true,
      on: "2026-11-20",
      address: { street: "Jalan Baru No. 1", rt: "1", rw: "1", village: "99.01.05.2003" },
    },
    source: "uji",
    reason: "Pindah",
  });
  assert.deepEqual(
    [(await s.row(sugeng.id)).street, (await s.row(twice.id)).street],
    ["Jalan Baru No. 1", sugeng.street],
  );
});
