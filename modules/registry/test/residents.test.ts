import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { actors } from "../../../test/stage.ts";
import { placesOf } from "../codes.ts";
import { correctPerson } from "../commands/correct-person.ts";
import { recordLifeEvent } from "../commands/record-life-event.ts";
import { personById } from "../queries/person-by-id.ts";
import { gatherCounts } from "../tally/gather.ts";
import { fewest, hiddenRows } from "../tally/quiet.ts";
import { type ResidentsOf, residentCounts, residents, residentsWhole } from "../tally/residents.ts";
import { refused, town } from "./town.ts";

const house = actors.system("registry");
const planner = actors.officer("018f0000-0000-7000-8000-0000000000ba", "bappeda", "perencanaan", ["head"]);

type Town = Awaited<ReturnType<typeof town>>;
const groups = `select village, sex, extract(year from birth_date)::int as birth_year, count(*)::int as people,
  (count(*) filter (where family_role = 'head'))::int as heads from registry.person where died_on is null and merged_into is null group by 1, 2, 3 order by 1, 2, 3`;
const maintained = `select village, sex, birth_year::int, sum(people)::int as people, sum(heads)::int as heads
  from registry.resident_count group by 1, 2, 3 having sum(people) <> 0 or sum(heads) <> 0 order by 1, 2, 3`;
const agrees = async (s: Town) => assert.deepEqual(await s.asOwner(maintained), await s.asOwner(groups));

test("whatever happens to people, the counts are what a look through the register finds (property)", async (t) => {
  const s = await town(t, 120);
  const places = placesOf(s.world.government).slice(0, 6);
  const alive = async (at: number) => {
    const all = await s.asOwner<{ id: string }>(
      "select id from registry.person where died_on is null and merged_into is null order by id",
    );
    return s.ask(house, personById, { id: all[at % all.length]!.id });
  };
  const happens = (event: string, details: object) =>
    s.act(house, recordLifeEvent, { event, details: details as never, source: "DKC-2026-000001", reason: "Akta" });
  const acts: Record<string, (person: Awaited<ReturnType<typeof alive>>, n: number) => Promise<unknown>> = {
    death: ({ nik }) => happens("death", { nik, diedOn: "2026-11-20" }),
    birth: ({ nik }, n) =>
      happens("birth", {
        name: "Bayi",
        sex: n % 2 ? "male" : "female",
        birthDate: "2026-11-01",
        birthPlace: "T",
        guardian: nik,
      }),
    move: ({ nik }, n) =>
      happens("move", {
        people: [nik],
        whole: n % 2 === 0,
        on: "2026-11-05",
        address: { street: "Jalan Baru 1", rt: "1", rw: "2", village: places[n % places.length]!.code },
      }),
    leaving: ({ nik }) => happens("leaving", { nik }),
    correction: ({ id, version }, n) =>
      s.act(s.keeper, correctPerson, {
        person: id,
        version,
        kind: "correction",
        reason: "Salah tulis",
        changes:
          n % 3 === 0
            ? { diedOn: "2026-11-01" }
            : n % 3 === 1
              ? { name: `Nama ${n}` }
              : {
                  address: {
                    street: "Jalan Lain",
                    rt: "001",
                    rw: "001",
                    village: places[(n + 1) % places.length]!.code,
                  },
                },
      }),
    gather: () => s.act(house, gatherCounts, {}),
  };
  let done = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(1000)), { minLength: 4, maxLength: 10 }),
      async (steps) => {
        // What the register turns down changes nothing, and nothing is what must be counted then.
        for (const [what, n] of steps)
          done += await acts[what]!(await alive(n), n).then(
            () => 1,
            () => 0,
          );
        await agrees(s);
      },
    ),
    { numRuns: 8 },
  );
  assert.ok(done > 20, `${done} acts were done`);
});

test("acts at the same moment, and a gathering among them, lose no count", async (t) => {
  const s = await town(t, 120);
  const rows = await s.asOwner<{ id: string }>(
    "select id from registry.person where died_on is null and merged_into is null limit 12",
  );
  await Promise.all([
    ...rows.map(async ({ id }) => {
      const { nik } = await s.ask(house, personById, { id });
      await s
        .act(house, recordLifeEvent, { event: "leaving", details: { nik }, source: "DKC-1", reason: "Akta" })
        .catch(() => {});
    }),
    s.act(house, gatherCounts, {}),
    s.act(house, gatherCounts, {}),
  ]);
  await agrees(s);
  assert.deepEqual(await s.act(house, gatherCounts, {}), { gathered: true });
  assert.deepEqual(await s.act(house, gatherCounts, {}), { gathered: false });
  await agrees(s);
});

test("nobody but the house sees the rows themselves: a count of one tells of somebody", async (t) => {
  const s = await town(t, 60);
  const seen = (actor: Parameters<typeof s.ask>[0]) =>
    s.world.database.inTransaction(
      actor,
      false,
      async (tx) => (await tx.query("select from registry.resident_count")).length,
    );
  for (const actor of [actors.stranger, s.citizen("narti"), s.keeper, planner]) assert.equal(await seen(actor), 0);
  assert.ok((await seen(house)) > 0);
});

const sum = (of: readonly (number | null)[]) => of.reduce<number>((all, one) => all + (one ?? 0), 0);

test("who keeps the register and who plans for the region sees every number, and districts add up to the region", async (t) => {
  const s = await town(t, 120);
  const [real] = await s.asOwner<{ people: number; heads: number; women: number; young: number }>(
    `select count(*)::int as people, (count(*) filter (where family_role = 'head'))::int as heads, (count(*) filter (where sex = 'female'))::int as women,
       (count(*) filter (where extract(year from birth_date) > 2011))::int as young from registry.person where died_on is null and merged_into is null`,
  );
  for (const who of [s.keeper, planner]) {
    const { here, parts, year } = (await s.ask(who, residentsWhole, {}))!;
    assert.deepEqual([here.people, here.households, here.women, year], [real!.people, real!.heads, real!.women, 2026]);
    assert.equal(here.ages![0]!.women + here.ages![0]!.men, real!.young, "the age that is reached in this year");
    for (const key of ["people", "households", "women", "men"] as const)
      assert.equal(sum(parts.map((one) => one[key])), here[key], key);
    const district = (await s.ask(who, residentsWhole, { district: parts[0]!.code }))!;
    assert.deepEqual([district.here, district.district], [parts[0], true]);
    assert.equal(sum(district.parts.map(({ people }) => people)), parts[0]!.people);
  }
  await assert.rejects(s.ask(s.otherAdministrator, residentsWhole, {}), refused("not-found"));
  await assert.rejects(s.ask(s.frontDesk, residentsWhole, {}), refused("not-allowed"));
  await assert.rejects(s.ask(s.citizen("narti"), residentCounts, { quiet: false }), refused("not-allowed"));
  assert.equal(await s.ask(s.keeper, residentsWhole, { district: "11.11.11" }), null);
});

test("nobody else is told a small number, nor numbers from which one follows", async (t) => {
  const s = await town(t, 400);
  const told = (await s.ask(actors.stranger, residents, {}))!;
  const whole = (await s.ask(s.keeper, residentsWhole, {}))!;
  assert.equal(told.here.people, whole.here.people);
  let hidden = 0;
  const look = (one: ResidentsOf) => {
    const keys = ["people", "households", "women", "men"] as const;
    for (const place of [one.here, ...one.parts]) {
      const numbers = [
        ...keys.map((key) => place[key]),
        ...(place.ages ?? []).flatMap(({ women, men }) => [women, men]),
      ];
      assert.ok(
        numbers.every((n) => n === null || n === 0 || n >= fewest),
        `${place.name}: ${numbers}`,
      );
    }
    for (const key of keys) {
      const unseen = one.parts.filter((part) => part[key] === null).length;
      hidden += unseen;
      if (one.here[key] === null) assert.equal(unseen, one.parts.length, "hidden of the whole, hidden of each part");
      else assert.notEqual(unseen, 1, `${one.here.name}: the one hidden number of ${key} follows from the others`);
      const rest = one.here[key] === null ? 0 : one.here[key] - sum(one.parts.map((part) => part[key]));
      assert.ok(rest === 0 || rest >= fewest, `${one.here.name}: hidden ${key} come to ${rest}`);
    }
  };
  look(told);
  for (const { code } of told.parts) look((await s.ask(actors.stranger, residents, { district: code }))!);
  assert.ok(hidden > 10, "the example's villages are small");
});

test("of hidden rows neither one nor their sum can be found, as long as there are rows enough (property)", () => {
  const row = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })), { minLength: 3, maxLength: 3 });
  const small = (counts: readonly number[]) => counts.some((n) => n > 0 && n < fewest);
  let some = 0;
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
      const hidden = hiddenRows(rows);
      const filled = rows.flatMap((one, i) => (sum(one) > 0 ? [i] : []));
      for (const [i, one] of rows.entries()) if (small(one)) assert.ok(hidden.has(i));
      if (hidden.size === 0 || filled.every((i) => hidden.has(i))) return;
      some += 1;
      assert.ok(hidden.size > 1);
      const together = [0, 1, 2].map((column) => sum([...hidden].map((i) => rows[i]![column]!)));
      assert.ok(!small(together), together.join());
    }),
  );
  assert.ok(some > 0);
});

test("everybody can look at the figures; at the desk the keeper sees them whole", async (t) => {
  const s = await town(t, 400);
  const web = await s.web();
  const page = await web.inject({ url: "/penduduk" });
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Menurut kecamatan/);
  const [district] = placesOf(s.world.government);
  const inside = await web.inject({ url: `/penduduk/${district!.districtCode}` });
  assert.match(inside.body, new RegExp(district!.village));
  assert.equal((await web.inject({ url: "/penduduk/99.99.99" })).statusCode, 404);
  assert.equal((await web.inject({ url: "/penduduk/kecamatan" })).statusCode, 404);
  assert.notEqual((await web.inject({ url: "/petugas/jumlah-penduduk" })).statusCode, 200);
});
