import assert from "node:assert/strict";
import { test } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import { stage } from "../../../test/stage.ts";
import { seedRegistry } from "../../registry/index.ts";
import { seedRegisters } from "../seed.ts";

const counts = "select register, count(*)::int as n from registers.record group by 1 order by 1";

test("the example's registers fit its people: servants are adults, land has owners, aid goes to those who have little", async (t) => {
  const s = await stage(t, { modules: await loadModules(), people: 60 });
  await seedRegistry(s.world, { people: 1500 });
  await seedRegisters(s.world, { people: 1500 });
  const found = new Map(
    (await s.asOwner<{ register: string; n: number }>(counts)).map(({ register, n }) => [register, n]),
  );
  for (const register of [
    "addresses",
    "land-parcels",
    "vehicles",
    "civil-servants",
    "social-aid",
    "schools",
    "offices",
    "assets",
    "regions",
    "health-facilities",
  ])
    assert.ok((found.get(register) ?? 0) > 5, `${register}: ${found.get(register)}`);
  const left = await s.asOwner<{ body: { facts: { body: { left: number } }[] } }>(
    "select body from kernel.journal where name = 'registers.write-batch'",
  );
  assert.deepEqual(
    left.filter(({ body }) => body.facts[0]!.body.left !== 0),
    [],
    "no row of the example is at fault",
  );
  const wrong = await s.asOwner(
    `select r.register, r.number from registers.record r left join registry.person p on p.id = r.person
     where (r.register = 'civil-servants' and (p.id is null or p.died_on is not null
         or p.birth_date > date '2026-01-01' - interval '22 years'
         or replace(p.birth_date::text, '-', '') <> left(r.number, 8)))
       or (r.register in ('land-parcels', 'vehicles') and num_nonnulls(r.person, r.business) <> 1)
       or (r.register = 'social-aid' and (p.id is null or (r.data->>'decile')::int > 4))`,
  );
  assert.deepEqual(wrong, []);
  const both = await s.asOwner(
    `select 1 from registers.record a join registry.person p on p.id = a.person
     join registry.person q on q.family = p.family join registers.record c on c.person = q.id
     where a.register = 'social-aid' and c.register in ('civil-servants', 'vehicles')`,
  );
  assert.deepEqual(both, [], "no household has aid and a servant or a vehicle");
  const [gone] = await s.asOwner<{ ended_on: string; valid_from: string }>(
    "select ended_on, valid_from from registers.record where register = 'regions' and number = '99.01.02.2090'",
  );
  assert.equal(gone!.ended_on, "2019-01-01");
});

test("filling the example's registers twice adds nothing; a larger number adds the missing ones", async (t) => {
  const s = await stage(t, { modules: await loadModules(), people: 60 });
  await seedRegistry(s.world, { people: 300 });
  const rows = () => s.asOwner(counts);
  await seedRegisters(s.world, { people: 200 });
  const first = await rows();
  await seedRegisters(s.world, { people: 200 });
  assert.deepEqual(await rows(), first);
  await seedRegisters(s.world, { people: 300 });
  const [addresses] = await s.asOwner<{ n: number }>(
    "select count(distinct number)::int as n from registers.record where register = 'addresses'",
  );
  const [families] = await s.asOwner<{ n: number }>("select count(distinct family)::int as n from registry.person");
  // A household that was cut at the two hundredth person has one address for each of its parts.
  assert.ok(addresses!.n === families!.n || addresses!.n === families!.n + 1, `${addresses!.n} for ${families!.n}`);
});
