import assert from "node:assert/strict";
import { test } from "node:test";
import type { Government } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { enrolPeople } from "../commands/enrol-people.ts";
import { type ExamplePerson, examplePeople } from "../generate/people.ts";
import { manifest } from "../module.ts";
import { personById } from "../queries/person-by-id.ts";
import { seedRegistry } from "../seed.ts";
import { refused, town } from "./town.ts";

function first(government: Government, count: number): ExamplePerson[] {
  const people: ExamplePerson[] = [];
  for (const person of examplePeople(government)) if (people.push(person) === count) break;
  return people;
}

test("seeding twice adds nothing; a larger number adds the missing ones; all goes through act", async (t) => {
  const s = await stage(t, { modules: [manifest] });
  const said: string[] = [];
  assert.equal((await seedRegistry(s.world, { people: 300, say: (line) => said.push(line) })).added, 300);
  assert.match(said.at(-1)!, /^300 \/ 300 \(\d+\/s\)$/);
  assert.equal((await seedRegistry(s.world, { people: 300 })).added, 0);
  assert.equal((await seedRegistry(s.world, { people: 200 })).added, 0);
  assert.equal((await seedRegistry(s.world, { people: 3_100 })).added, 2_800);
  assert.deepEqual(await s.count("registry.person", "registry.enrolment"), [3_100, 3]);
  const acts = await s.asOwner("select 1 from kernel.journal where name = 'registry.enrol-people' and hat = 'system'");
  assert.equal(acts.length, 3);
});

test("growing step by step gives the same people as all at once", async (t) => {
  const s = await stage(t, { modules: [manifest] });
  await seedRegistry(s.world, { people: 61 });
  await seedRegistry(s.world, { people: 400 });
  const rows = await s.asOwner<{ id: string; nik_index: Buffer }>(
    "select id, nik_index from registry.person order by id",
  );
  const expected = first(s.world.government, 400);
  assert.deepEqual(
    rows.map(({ id }) => id),
    expected.map(({ id }) => id),
  );
  for (const [i, row] of rows.entries())
    assert.ok(row.nik_index.equals(s.world.secrets.blindIndex("registry.person.nik", expected[i]!.nik)));
});

test("a NIK is nowhere in the database as it is; destroying a person's key hides it for ever", async (t) => {
  const s = await town(t);
  const { nik } = s.person("narti");
  const [dump] = await s.asOwner<{ all: string }>(
    `select (select string_agg(p::text, ' ') from registry.person p) || (select string_agg(f::text, ' ') from registry.family f)
       || (select string_agg(j::text, ' ') from kernel.journal j) as all`,
  );
  assert.ok(!dump!.all.includes(nik) && !dump!.all.includes(Buffer.from(nik).toString("hex")));
  await s.world.database.inTransaction(actors.system("registry"), true, (tx) =>
    s.world.secrets.shred(tx, s.id("narti")),
  );
  assert.equal((await s.ask(s.citizen("narti"), personById, { id: s.id("narti") })).nik, null);
  assert.equal((await s.ask(s.citizen("joko"), personById, { id: s.id("joko") })).nik, s.person("joko").nik);
});

test("a batch with a fault enters nobody; nobody but the house enters people", async (t) => {
  const s = await stage(t, { modules: [manifest] });
  const people = first(s.world.government, 50).map(({ key: _key, ...person }) => person);
  const batch = { source: "test", first: 1, people };
  const wrong = people.map((person, i) => (i === 40 ? { ...person, birthDate: "1999-09-09" } : person));
  await assert.rejects(
    s.act(actors.system("registry"), enrolPeople, { ...batch, people: wrong }),
    refused("invalid", "registry.fault.nik"),
  );
  const twice = people.map((person, i) => (i === 40 ? { ...people[3]!, id: person.id } : person));
  await assert.rejects(s.act(actors.system("registry"), enrolPeople, { ...batch, people: twice }), refused("conflict"));
  await assert.rejects(s.act(actors.citizen(people[0]!.id), enrolPeople, batch), refused("not-allowed"));
  assert.deepEqual(await s.count("registry.person", "registry.family", "registry.enrolment"), [0, 0, 0]);
  assert.deepEqual(await s.act(actors.system("registry"), enrolPeople, batch), { entered: 50 });
  assert.deepEqual(await s.act(actors.system("registry"), enrolPeople, batch), { entered: 0 });
});
