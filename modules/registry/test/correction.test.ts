import assert from "node:assert/strict";
import { test } from "node:test";
import { correctPerson } from "../commands/correct-person.ts";
import { businessById } from "../queries/business-by-id.ts";
import { personById } from "../queries/person-by-id.ts";
import { personVersions } from "../queries/person-versions.ts";
import { refused, town } from "./town.ts";

const typo = { kind: "correction", reason: "Salah ketik pada akta" } as const;

test("a correction is a new version with a reason; what stood before can still be told", async (t) => {
  const s = await town(t);
  const narti = s.id("narti");
  const before = s.clock.now();
  s.clock.forward(60_000);
  const done = await s.act(s.keeper, correctPerson, {
    person: narti,
    version: 1,
    ...typo,
    changes: { name: "Narti Suryaningsih" },
  });
  assert.deepEqual(done, { version: 2 });
  assert.equal((await s.ask(s.citizen("narti"), personById, { id: narti })).name, "Narti Suryaningsih");
  const [now, old, ...more] = await s.ask(s.citizen("narti"), personVersions, { id: narti });
  assert.equal(more.length, 0);
  assert.deepEqual(
    [now!.name, now!.version, now!.reason, now!.recordedUntil],
    ["Narti Suryaningsih", 2, typo.reason, null],
  );
  assert.deepEqual([old!.name, old!.version, old!.recordedUntil], ["Narti Suryani", 1, s.clock.now()]);
  // It was never so: the new name holds for all the days that the old one held.
  assert.equal(now!.validFrom, old!.validFrom);
  const [then] = await s.ask(s.citizen("narti"), personVersions, {
    id: narti,
    on: "2020-01-01",
    knownAt: before.toISOString(),
  });
  assert.equal(then!.name, "Narti Suryani");
});

test("a change holds from its day: for every day and every moment of knowing exactly one version answers", async (t) => {
  const s = await town(t);
  const joko = s.id("joko");
  const before = s.clock.now();
  s.clock.forward(60_000);
  const moved = { street: "Jalan Baru No. 1", rt: "1", rw: "2", village: "99.01.05.2003" };
  await s.act(s.keeper, correctPerson, {
    person: joko,
    version: 1,
    kind: "change",
    since: "2026-10-01",
    reason: "Pindah rumah",
    changes: { address: moved },
  });
  const later = s.clock.now();
  const at = async (on: string, knownAt: Date) => {
    const versions = await s.ask(s.citizen("joko"), personVersions, { id: joko, on, knownAt: knownAt.toISOString() });
    assert.equal(versions.length, 1, `${on} as known at ${knownAt.toISOString()}`);
    return versions[0]!.address.street;
  };
  assert.equal(await at("2026-09-30", before), "Jalan Kenanga No. 21");
  assert.equal(await at("2026-10-01", before), "Jalan Kenanga No. 21");
  assert.equal(await at("2026-09-30", later), "Jalan Kenanga No. 21");
  assert.equal(await at("2026-10-01", later), "Jalan Baru No. 1");
  const { address } = await s.ask(s.citizen("joko"), personById, { id: joko });
  assert.deepEqual([address?.rt, address?.district], ["001", "Karangmulyo"]);
});

test("the journal names the fields that were mended and whom it was about, never what they hold", async (t) => {
  const s = await town(t);
  await s.act(s.keeper, correctPerson, {
    person: s.id("narti"),
    version: 1,
    ...typo,
    changes: { name: "Narti Suryaningsih" },
  });
  const [row] = await s.asOwner<{ about: string[]; purpose: string; body: { facts: unknown[] } }>(
    "select about, purpose, body from kernel.journal where name = 'registry.correct-person'",
  );
  assert.deepEqual([row!.about, row!.purpose], [[s.id("narti")], "register-upkeep"]);
  assert.deepEqual(row!.body.facts, [
    {
      name: "registry.person-corrected",
      subject: s.id("narti"),
      body: { kind: "correction", version: 2, fields: ["name"] },
    },
  ]);
});

test("a new name is also the name on the owner's businesses", async (t) => {
  const s = await town(t);
  await s.act(s.keeper, correctPerson, {
    person: s.id("narti"),
    version: 1,
    ...typo,
    changes: { name: "Narti Suryaningsih" },
  });
  const business = await s.ask(s.citizen("narti"), businessById, { id: s.person("narti").businesses![0]!.id });
  assert.equal(business.owners[0]!.name, "Narti Suryaningsih");
});

test("two officers mend the same version at the same moment: one does, the other is told to look again", async (t) => {
  const s = await town(t);
  const mend = (name: string) =>
    s.act(s.keeper, correctPerson, { person: s.id("narti"), version: 1, ...typo, changes: { name } });
  const tries = await Promise.allSettled([mend("Narti Satu"), mend("Narti Dua"), mend("Narti Tiga")]);
  assert.equal(tries.filter((each) => each.status === "fulfilled").length, 1);
  for (const each of tries) if (each.status === "rejected") assert.ok(refused("conflict")(each.reason));
  assert.deepEqual(await s.count("registry.person_version"), [1]);
  await assert.rejects(mend("Narti Empat"), refused("conflict", "registry.refusal.mended-meanwhile"));
});

test("what cannot be is turned down field by field", async (t) => {
  const s = await town(t);
  const mend = (changes: object, more: object = {}) =>
    s.act(s.keeper, correctPerson, { person: s.id("narti"), version: 1, ...typo, changes, ...more });
  await assert.rejects(mend({}), refused("invalid", "registry.fault.nothing"));
  await assert.rejects(mend({ name: "Narti Suryani" }), refused("invalid", "registry.fault.nothing"));
  await assert.rejects(mend({ birthDate: "1980-08-06" }), refused("invalid", "registry.fault.unlike-nik"));
  await assert.rejects(mend({ sex: "male" }), refused("invalid", "registry.fault.unlike-nik"));
  await assert.rejects(mend({ diedOn: "2026-11-25" }), refused("invalid", "registry.fault.future"));
  await assert.rejects(mend({ diedOn: "1970-01-01" }), refused("invalid", "registry.fault.before-birth"));
  const far = { street: "Jalan X", rt: "1", rw: "1", village: "99.01.99.2001" };
  await assert.rejects(mend({ address: far }), refused("invalid", "registry.fault.village"));
  const change = { kind: "change" };
  await assert.rejects(mend({ name: "Narti" }, change), refused("invalid", "kernel.fault.empty"));
  await assert.rejects(
    mend({ name: "Narti" }, { ...change, since: "2026-11-25" }),
    refused("invalid", "registry.fault.future"),
  );
  await assert.rejects(
    mend({ name: "Narti" }, { ...change, since: "1980-08-05" }),
    refused("invalid", "registry.fault.before-last"),
  );
  assert.deepEqual(await s.count("registry.person_version"), [0]);
});

test("an entry of a death that was wrong is taken back", async (t) => {
  const s = await town(t);
  const mend = (version: number, diedOn: string | null) =>
    s.act(s.keeper, correctPerson, { person: s.id("tumini"), version, ...typo, changes: { diedOn } });
  await mend(1, "2026-11-01");
  s.clock.forward(1000);
  await mend(2, null);
  assert.equal((await s.ask(s.citizen("tumini"), personById, { id: s.id("tumini") })).diedOn, null);
});

test("only the administrator of the agency that keeps the register mends it, after giving the second factor again", async (t) => {
  const s = await town(t);
  const mend = (actor: typeof s.keeper) =>
    s.act(actor, correctPerson, { person: s.id("narti"), version: 1, ...typo, changes: { name: "X Y" } });
  await assert.rejects(mend({ ...s.keeper, assurance: 2 }), refused("step-up-needed"));
  await assert.rejects(mend(s.otherAdministrator), refused("not-found"));
  await assert.rejects(mend(s.citizen("narti")), refused("not-allowed"));
  await assert.rejects(mend({ ...s.frontDesk, assurance: 3 }), refused("not-allowed"));
});
