import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readGovernment } from "../../../kernel/government.ts";
import { activitiesOf, placesOf } from "../codes.ts";
import { demoPeople } from "../generate/demo.ts";
import { type ExamplePerson, examplePeople } from "../generate/people.ts";
import { isNib } from "../nib.ts";
import { nikFits, readNik } from "../nik.ts";

const { government } = readGovernment(fileURLToPath(new URL("../../../government/example", import.meta.url)));

function first(count: number, seed?: string): ExamplePerson[] {
  const people: ExamplePerson[] = [];
  for (const person of examplePeople(government, seed)) if (people.push(person) === count) break;
  return people;
}
const years = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 31_556_952_000;
const twenty = first(20_000);

test("the example's people are the same each time; a longer row begins with the shorter one; another seed gives others", () => {
  assert.deepEqual(first(500), twenty.slice(0, 500));
  const others = first(500, "other");
  assert.equal(others.filter((person, i) => person.id === twenty[i]!.id).length, 0);
  // The known people keep their names and numbers under any seed.
  assert.equal(others[0]!.nik, twenty[0]!.nik);
});

test("every NIK fits its person, lies in the region that does not exist, and is given once; so are ids and NIBs", () => {
  for (const person of twenty) {
    assert.ok(nikFits(person.nik, person.birthDate, person.sex), person.nik);
    assert.equal(readNik(person.nik)!.region.slice(0, 4), "9901");
    for (const business of person.businesses ?? []) assert.ok(isNib(business.nib) && business.nib.startsWith("9901"));
  }
  const businesses = twenty.flatMap((person) => person.businesses ?? []);
  const cards = twenty.flatMap((person) => person.familyNumber ?? []);
  for (const list of [
    twenty.map((p) => p.nik),
    twenty.map((p) => p.id),
    businesses.map((b) => b.nib),
    businesses.map((b) => b.id),
    cards,
  ])
    assert.equal(new Set(list).size, list.length);
});

test("families fit together: one head with the card's number, at most one spouse, parents of age, one address", () => {
  const families = Map.groupBy(twenty, (person) => person.family);
  families.delete(twenty.at(-1)!.family); // the last one may be cut short
  assert.ok(families.size > 5_000);
  for (const members of families.values()) {
    const [head, ...rest] = members;
    assert.equal(head!.familyRole, "head");
    assert.ok(head!.familyNumber);
    assert.ok(rest.every((m) => m.familyRole !== "head" && m.familyNumber === undefined));
    assert.equal(new Set(members.map((m) => [m.street, m.rt, m.rw, m.village].join())).size, 1);
    const couple = members.filter((m) => m.maritalStatus === "married");
    assert.ok(couple.length === 0 || (couple.length === 2 && new Set(couple.map((m) => m.sex)).size === 2));
    assert.equal(couple.filter((m) => m.familyRole === "spouse").length, couple.length / 2);
    const parents = members.filter((m) => m.familyRole === "head" || m.familyRole === "spouse");
    const children = members.filter((m) => m.familyRole === "child");
    for (const child of children) {
      assert.equal(child.maritalStatus, "single");
      for (const parent of parents)
        assert.ok(years(parent.birthDate, child.birthDate) >= 18, `${parent.id} has a child too young`);
      const mother = parents.find((m) => m.sex === "female");
      if (mother) assert.ok(years(mother.birthDate, child.birthDate) <= 46, `${mother.id} has a child too old`);
    }
    const births = children.map((child) => child.birthDate).sort();
    for (let i = 1; i < births.length; i += 1) assert.ok(years(births[i - 1]!, births[i]!) > 0.8);
    for (const old of members.filter((m) => m.familyRole === "parent"))
      assert.ok(years(old.birthDate, head!.birthDate) >= 16);
  }
});

test("about four in a hundred own a micro business, with activities and places that the lists have", () => {
  const codes = new Set(activitiesOf(government).map(({ code }) => code));
  const places = new Set(placesOf(government).map(({ code }) => code));
  const owners = twenty.filter((person) => person.businesses);
  assert.ok(owners.length / twenty.length > 0.03 && owners.length / twenty.length < 0.05, `${owners.length}`);
  for (const owner of owners) {
    assert.ok(years(owner.birthDate, "2026-01-01") >= 18);
    for (const business of owner.businesses!) assert.ok(business.kbli.every((code) => codes.has(code)));
  }
  for (const person of twenty) assert.ok(places.has(person.village) && person.birthDate <= "2026-01-01");
});

test("the known people stand first, with the stall owner and somebody for each desk", () => {
  const known = demoPeople(government);
  assert.ok(known.size >= 20);
  assert.deepEqual(
    [...known.values()].map((p) => p.id),
    twenty.slice(0, known.size).map((p) => p.id),
  );
  assert.equal(known.get("narti")!.businesses![0]!.kbli[0], "56103");
  for (const key of [
    "narti",
    "joko",
    "wulan",
    "bayu",
    "ratna",
    "hendra",
    "maharani",
    "yusuf",
    "dimas",
    "kartini",
    "made",
  ])
    assert.ok(known.get(key)!.birthDate < "2005", key);
});
