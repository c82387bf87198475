import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal, systemActor } from "../../../kernel/index.ts";
import { correctPerson } from "../commands/correct-person.ts";
import { proposeSplit } from "../commands/propose-merge.ts";
import { mergeFields } from "../merging/proposal.ts";
import { composeNik } from "../nik.ts";
import { personByNik } from "../queries/person-by-nik.ts";
import { personVersions } from "../queries/person-versions.ts";
import type { PersonRow } from "../tables.ts";
import { mergingTown } from "./merging.ts";

const days = ["1999-12-31", "2026-02-01", "2026-06-15", "2026-11-24"];
const streets = ["Jalan Satu", "Jalan Dua", "Jalan Tiga"];
const takes = fc.subarray(mergeFields.filter((name) => name !== "sex" && name !== "diedOn"));
const step = fc.record({
  kind: fc.constantFrom("change", "correct", "merge", "merge", "undo", "split"),
  one: fc.nat(),
  other: fc.nat(),
  day: fc.constantFrom("2026-02-01", "2026-06-15", "2026-11-01"),
  street: fc.constantFrom(...streets),
  takes,
});

/** What the rules refuse is no step; anything else is a fault. */
const tried = async <R>(work: Promise<R>): Promise<R | null> =>
  work.catch((error: unknown) => {
    if (error instanceof Refusal && ["conflict", "invalid"].includes(error.code)) return null;
    throw error;
  });

test("whatever is changed, merged, undone and parted: on any day, as known at any moment, each id has one answer, and it stays the answer", async (t) => {
  const s = await mergingTown(t);
  const done = new Map<string, number>();
  let serial = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
      const ids = [(await s.again("narti")).id, (await s.again("narti")).id, (await s.again("narti")).id];
      const merges: string[] = [];
      const told: { id: string; day: string; known: string; answer: string }[] = [];
      const answerOf = async (id: string, day: string, known: string): Promise<string> => {
        const found = await s.ask(s.keeper, personVersions, { id, reason: "correction", on: day, knownAt: known });
        assert.equal(found.length, 1, `${id} on ${day} as known at ${known}`);
        const { recordedUntil: _until, validUntil: _valid, ...said } = found[0]!;
        return JSON.stringify([said.person, said.version, said.name, said.address.street, said.birthPlace]);
      };
      const look = async () => {
        const known = s.clock.now().toISOString();
        for (const id of ids)
          for (const day of days) told.push({ id, day, known, answer: await answerOf(id, day, known) });
      };
      await look();
      for (const { kind, one, other, day, street, takes: taken } of steps) {
        s.clock.forward(60_000);
        const [id, second] = [ids[one % ids.length]!, ids[other % ids.length]!];
        const row = await s.row(id);
        const mend = { person: id, version: row.version, reason: "Karena uji" };
        const address = { street, rt: "001", rw: "001", village: row.village };
        const result =
          kind === "change"
            ? await tried(s.act(s.keeper, correctPerson, { ...mend, kind, since: day, changes: { address } }))
            : kind === "correct"
              ? await tried(s.act(s.keeper, correctPerson, { ...mend, kind: "correction", changes: { name: street } }))
              : kind === "merge"
                ? await tried(s.merged(id, second, taken))
                : kind === "undo"
                  ? merges.length > 0 && (await tried(s.parted(merges.pop()!)))
                  : await tried(parted(id, row));
        if (kind === "merge" && typeof result === "string") merges.push(result);
        if (result) done.set(kind, (done.get(kind) ?? 0) + 1);
        await look();
      }
      s.clock.forward(60_000);
      for (const { id, day, known, answer } of told)
        assert.equal(await answerOf(id, day, known), answer, `${id} on ${day} at ${known}`);

      async function parted(id: string, row: PersonRow): Promise<string | null> {
        serial += 1;
        const { proposal } = await s.act(s.keeper, proposeSplit, {
          person: id,
          version: row.version,
          part: {
            nik: composeNik("99.01.03", row.birth_date, row.sex, serial),
            name: "Narti Kedua",
            birthDate: row.birth_date,
            birthPlace: row.birth_place,
            sex: row.sex,
            maritalStatus: "single",
            familyRole: "own",
            address: { street: "Jalan Empat", rt: "001", rw: "001", village: row.village },
          },
          reason: "Dua orang dalam satu catatan",
        });
        await s.decide(proposal);
        const [made] = await s.asOwner<{ other: string }>("select other from registry.proposal where id = $1", [
          proposal,
        ]);
        ids.push(made!.other);
        return proposal;
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
  for (const kind of ["change", "correct", "merge", "undo", "split"])
    assert.ok((done.get(kind) ?? 0) > 0, `${kind} was done ${done.get(kind)} times`);
});

test("a merge that is undone at once gives back both records and both families, whatever was taken from whom", async (t) => {
  const s = await mergingTown(t);
  const house = systemActor("registry");
  const all = async (people: readonly string[], families: readonly string[]) => ({
    people: (
      await s.asOwner<PersonRow>("select * from registry.person where id = any($1) or family = any($2) order by id", [
        people,
        families,
      ])
    ).map(({ version: _v, recorded_at: _r, reason: _why, ...facts }) => facts),
    families: await s.asOwner("select id, head, village from registry.family where id = any($1) order by id", [
      families,
    ]),
  });
  const combinations = ["narti", "sugeng", "bagas"].flatMap((key) =>
    [true, false].flatMap((together) =>
      [true, false].flatMap((turned) => [true, false].map((family) => ({ key, together, turned, family }))),
    ),
  );
  const others = fc.sample(takes, combinations.length);
  for (const [i, { key, together, turned, family: alsoFamily }] of combinations.entries()) {
    const first = s.id(key);
    const { family } = await s.row(first);
    const twice = await s.again(key, { name: "Nama Lain", birthPlace: "Banyuasri", ...(together && { family }) });
    const [into, from] = turned ? [twice.id, first] : [first, twice.id];
    const families = [family, (await s.row(twice.id)).family];
    const taken = [...others[i]!.filter((name) => name !== "family"), ...(alsoFamily ? (["family"] as const) : [])];
    const said = `${key}${together ? ", same family" : ""}${turned ? ", turned" : ""}, takes ${taken.join()}`;
    const before = await all([into, from], families);
    const merge = await s.merged(into, from, taken);
    for (const nik of [twice.nik, s.person(key).nik])
      assert.equal((await s.ask(house, personByNik, { nik }))?.id, into, "both numbers lead to the one that stays");
    const headless = await s.asOwner(
      `select family from registry.person where family = any($1) and merged_into is null and died_on is null
       group by family having count(*) filter (where family_role = 'head') <> 1`,
      [families],
    );
    assert.deepEqual(headless, [], `each family that goes on has one head: ${said}`);
    s.clock.forward(60_000);
    await s.parted(merge);
    assert.deepEqual(await all([into, from], families), before, said);
    // Out of the way of the next one.
    await s.merged(first, twice.id);
  }
});
