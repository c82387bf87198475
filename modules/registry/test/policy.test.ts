import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { Actor } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { businessById } from "../queries/business-by-id.ts";
import { businessesOfPerson } from "../queries/businesses-of-person.ts";
import { businessActivities, villages } from "../queries/codes.ts";
import { personById } from "../queries/person-by-id.ts";
import { matchPerson, personByNik } from "../queries/person-by-nik.ts";
import { personVersions } from "../queries/person-versions.ts";
import { refused, town } from "./town.ts";

test("a person sees their own record whole, as a citizen and when acting for a business, and leaves no receipt", async (t) => {
  const { ask, id, person, citizen, asOwner } = await town(t);
  const narti = await ask(citizen("narti"), personById, { id: id("narti") });
  assert.equal(narti.nik, person("narti").nik);
  assert.equal(narti.birthDate, "1980-08-05");
  assert.equal(narti.maritalStatus, "married");
  assert.deepEqual(narti.address, {
    street: "Jalan Melati No. 7",
    rt: "002",
    rw: "004",
    villageCode: "99.01.01.1001",
    village: "Tirtasari",
    district: "Tirtasari",
    regency: "Kabupaten Tirta",
    postal: "99011",
  });
  const asOwnerOfStall = actors.business(id("narti"), randomUUID());
  assert.equal((await ask(asOwnerOfStall, personById, { id: id("narti") })).nik, person("narti").nik);
  assert.deepEqual(
    await asOwner("select 1 from kernel.journal where kind = 'read' and about @> array[$1::uuid]", [id("narti")]),
    [],
  );
});

test("another person's record is not found, even within the family; strangers are asked to sign in", async (t) => {
  const { ask, id, citizen } = await town(t);
  const both: ((actor: Actor, id: string) => Promise<unknown>)[] = [
    (actor, person) => ask(actor, personById, { id: person }),
    (actor, person) => ask(actor, personVersions, { id: person }),
  ];
  for (const look of both) {
    await assert.rejects(look(citizen("joko"), id("narti")), refused("not-found"));
    await assert.rejects(look(citizen("sugeng"), id("narti")), refused("not-found"));
    await assert.rejects(look(actors.stranger, id("narti")), refused("sign-in-needed"));
    await assert.rejects(look(citizen("joko"), randomUUID()), refused("not-found"));
  }
  await assert.rejects(ask(citizen("joko"), businessesOfPerson, { person: id("narti") }), refused("not-found"));
});

test("each duty sees what it needs: the counter all, reviewers a masked NIK, opinion-givers little, auditors nothing", async (t) => {
  const s = await town(t);
  const narti = { id: s.id("narti"), reason: "letter" as const };
  const nik = s.person("narti").nik;
  assert.equal((await s.ask(s.frontDesk, personById, narti)).nik, nik);
  for (const officer of [s.reviewer, s.head]) {
    const seen = await s.ask(officer, personById, narti);
    assert.equal(seen.nik, `9901••••••••${nik.slice(-4)}`);
    assert.equal(seen.birthDate, "1980-08-05");
  }
  const little = await s.ask(s.opinionGiver, personById, narti);
  assert.equal(little.name, "Narti Suryani");
  assert.equal(little.nik, `9901••••••••${nik.slice(-4)}`);
  assert.deepEqual(
    [little.birthDate, little.birthPlace, little.maritalStatus, little.family],
    [null, null, null, null],
  );
  assert.equal(little.address?.village, "Tirtasari");
  await assert.rejects(s.ask(s.auditor, personById, narti), refused("not-allowed"));
  assert.equal((await s.ask(s.keeper, personById, narti)).nik, nik);
  await assert.rejects(s.ask(s.otherAdministrator, personById, narti), refused("not-found"));
  await assert.rejects(s.ask(s.otherAdministrator, personVersions, narti), refused("not-found"));
});

test("an officer who opens a record outside any case says why, also through the API; everybody else need not", async (t) => {
  const s = await town(t);
  const [person, business] = [s.id("narti"), s.person("narti").businesses![0]!.id];
  const looks: ((actor: Actor, why: object) => Promise<unknown>)[] = [
    (actor, why) => s.ask(actor, personById, { id: person, ...why }),
    (actor, why) => s.ask(actor, businessById, { id: business, ...why }),
    (actor, why) => s.ask(actor, businessesOfPerson, { person, ...why }),
  ];
  for (const look of looks) {
    await assert.rejects(look(s.frontDesk, {}), refused("invalid", "registry.fault.reason"));
    for (const why of [{ reason: "letter" }, { within: randomUUID() }]) await look(s.frontDesk, why);
    await look(s.citizen("narti"), {});
    await look(actors.system("cases"), {});
  }
  const versions = (why: object) => s.ask(s.keeper, personVersions, { id: person, ...why });
  await assert.rejects(versions({}), refused("invalid", "registry.fault.reason"));
  await versions({ reason: "correction" });
});

test("an officer's read leaves one receipt that says who, which fields, why, and within which case", async (t) => {
  const s = await town(t);
  const within = randomUUID();
  await s.ask(s.opinionGiver, personById, { id: s.id("narti"), within });
  const rows = await s.asOwner(
    "select name, agency, office, purpose, fields, subject, person, about from kernel.journal where kind = 'read' and hat = 'officer'",
  );
  assert.deepEqual(rows, [
    {
      name: "registry.person",
      agency: "dinkes",
      office: "kesehatan-lingkungan",
      purpose: "service",
      fields: ["nik:mask", "name", "sex", "address", "diedOn"],
      subject: within,
      person: null,
      about: [s.id("narti")],
    },
  ]);
});

test("look-up by NIK and matching are for rooms only; a match needs NIK, name and birth date together", async (t) => {
  const s = await town(t);
  const { nik } = s.person("narti");
  const fits = { nik, name: "Narti Suryani", birthDate: "1980-08-05" };
  for (const actor of [s.citizen("narti"), s.frontDesk, s.keeper]) {
    await assert.rejects(s.ask(actor, personByNik, { nik }), refused("not-allowed"));
    await assert.rejects(s.ask(actor, matchPerson, fits), refused("not-allowed"));
  }
  const house = actors.system("identity");
  assert.equal((await s.ask(house, personByNik, { nik }))?.id, s.id("narti"));
  assert.equal(await s.ask(house, personByNik, { nik: "9901010101010101" }), null);
  const match = (raw: Partial<typeof fits>) => s.ask(house, matchPerson, { ...fits, ...raw });
  assert.deepEqual(await match({}), { id: s.id("narti"), name: "Narti Suryani" });
  assert.deepEqual(
    (await match({ name: "  NARTI   suryani. ", nik: nik.replace(/(.{4})/g, "$1 ") }))?.id,
    s.id("narti"),
  );
  assert.equal(await match({ name: "Narti" }), null);
  assert.equal(await match({ birthDate: "1980-08-06" }), null);
  assert.equal(await match({ nik: s.person("joko").nik }), null);
  await assert.rejects(match({ nik: "12" }), refused("invalid", "registry.fault.nik"));
});

test("a business is seen by its owner, by who acts for it and by officers; others do not find it", async (t) => {
  const s = await town(t);
  const business = s.person("narti").businesses![0]!;
  const mine = await s.ask(s.citizen("narti"), businessById, { id: business.id });
  assert.equal(mine.name, "Warung Bu Narti");
  assert.equal(mine.kbli[0]?.risk, "low");
  assert.deepEqual(
    mine.owners.map(({ person, role, name }) => [person, role, name]),
    [[s.id("narti"), "owner", "Narti Suryani"]],
  );
  const staff = actors.business(s.id("sekar"), business.id);
  assert.equal((await s.ask(staff, businessById, { id: business.id })).nib, business.nib);
  for (const officer of [s.frontDesk, s.reviewer, s.opinionGiver, s.head])
    assert.equal((await s.ask(officer, businessById, { id: business.id, reason: "letter" })).nib, business.nib);
  await assert.rejects(s.ask(s.citizen("joko"), businessById, { id: business.id }), refused("not-found"));
  await assert.rejects(
    s.ask(actors.business(s.id("joko"), randomUUID()), businessById, { id: business.id }),
    refused("not-found"),
  );
  await assert.rejects(s.ask(s.auditor, businessById, { id: business.id }), refused("not-allowed"));
  const own = await s.ask(s.citizen("narti"), businessesOfPerson, { person: s.id("narti") });
  assert.deepEqual(
    own.map(({ id }) => id),
    [business.id],
  );
  assert.deepEqual(await s.ask(s.citizen("joko"), businessesOfPerson, { person: s.id("joko") }), []);
});

test("code lists are open to everybody", async (t) => {
  const s = await town(t, 1);
  assert.ok((await s.ask(actors.stranger, businessActivities, {})).some(({ code }) => code === "56103"));
  assert.equal((await s.ask(actors.stranger, villages, {})).length, 120);
});

test("row security: with another's or no scope every table of the room is empty; one's own rows are there", async (t) => {
  const s = await town(t);
  const personal = ["person", "family", "business", "business_role"];
  await s.asOwner(`insert into registry.person_version (person, version, name, birth_date, birth_place, sex, marital_status, family,
      family_role, street, rt, rw, village, valid_from, recorded_at, recorded_until, reason)
    select id, 1, name, birth_date, birth_place, sex, marital_status, family, family_role, street, rt, rw, village,
      valid_from, recorded_at, recorded_at + interval '1 day', 'test' from registry.person`);
  await s.asOwner(`insert into registry.life_event (id, kind, happened_on, people, source, recorded_at)
    select gen_random_uuid(), 'move', current_date, array[id], 'test', now() from registry.person`);
  // What keepers work on is no record of anybody's: not even those whom it is about see it here.
  const keepersOwn = ["double", "double_search", "proposal"];
  const both = [s.id("narti"), s.id("joko")].sort();
  await s.asOwner("insert into registry.double (id, one, other, found_at) values ($1, $1, $2, now())", both);
  await s.asOwner("insert into registry.double_search (done_until) values (now())");
  await s.asOwner(
    `insert into registry.proposal (id, kind, person, other, version, other_version, reason, proposed_by, agency, office, proposed_at)
     values ($1, 'merge', $1, $2, 1, 1, 'karena uji', $1, 'disdukcapil', 'loket', now())`,
    both,
  );
  const tables = await s.asOwner<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'registry'::regnamespace and relkind = 'r' and relname not in ('enrolment', 'code_list', 'code_entry', 'name_word', 'resident_count')`,
  );
  assert.deepEqual(
    tables.map(({ name }) => name).sort(),
    [...personal, ...keepersOwn, "life_event", "person_version"].sort(),
  );
  const seen = (actor: Actor, table: string) =>
    s.world.database.inTransaction(
      actor,
      false,
      async (tx) => (await tx.query<{ n: number }>(`select count(*)::int as n from registry.${table}`))[0]!.n,
    );
  for (const { name } of tables) {
    assert.equal(await seen(actors.stranger, name), 0, `strangers see ${name}`);
    assert.equal(await seen(actors.citizen(randomUUID()), name), 0, `another citizen sees ${name}`);
    assert.equal(await seen(actors.business(randomUUID(), randomUUID()), name), 0, `another business sees ${name}`);
    assert.equal(await seen(s.citizen("narti"), name), keepersOwn.includes(name) ? 0 : 1, `one's own ${name}`);
    assert.ok((await seen(actors.system("registry"), name)) >= 1, `the house sees ${name}`);
  }
});

test("row security: a citizen can neither change their record nor enter a business for somebody else", async (t) => {
  const s = await town(t);
  const as = (actor: Actor, text: string, values: unknown[]) =>
    s.world.database.inTransaction(actor, true, (tx) => tx.query(text, values));
  const changed = await as(s.citizen("narti"), "update registry.person set name = 'X' where id = $1 returning id", [
    s.id("narti"),
  ]);
  assert.deepEqual(changed, []);
  await assert.rejects(
    as(
      s.citizen("joko"),
      "insert into registry.business_role (business, person, role, name, since) values ($1, $2, 'owner', 'X', '2026-01-01')",
      [s.person("narti").businesses![0]!.id, s.id("narti")],
    ),
    /row-level security/,
  );
  await assert.rejects(as(s.keeper, "delete from registry.person_version", []), /permission denied/);
});
