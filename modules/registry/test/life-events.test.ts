import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { correctPerson } from "../commands/correct-person.ts";
import { recordLifeEvent } from "../commands/record-life-event.ts";
import { readNik } from "../nik.ts";
import { personById } from "../queries/person-by-id.ts";
import { personByNik } from "../queries/person-by-nik.ts";
import { personVersions } from "../queries/person-versions.ts";
import { refused, town } from "./town.ts";

const house = actors.system("cases");

/** A town with a couple and their family, found by their roles. */
async function families(t: TestContext) {
  const s = await town(t, 200);
  const rows = await s.asOwner<{ id: string; family: string; family_role: string; birth_date: string }>(
    `select id, family, family_role, birth_date from registry.person where family in (
       select family from registry.person where died_on is null group by family
       having count(*) >= 3 and bool_or(family_role = 'spouse' and marital_status = 'married')) order by family, birth_date`,
  );
  const family = (n: number) => {
    const ids = [...new Set(rows.map((row) => row.family))];
    const members = rows.filter((row) => row.family === ids[n]);
    const as = (role: string) => members.find((one) => one.family_role === role)!.id;
    return {
      id: ids[n]!,
      head: as("head"),
      spouse: as("spouse"),
      child: members.find((m) => m.family_role === "child")!.id,
    };
  };
  const person = (id: string) => s.ask(house, personById, { id });
  const nik = async (id: string) => (await person(id)).nik!;
  const happens = (event: string, details: object) =>
    s.act(house, recordLifeEvent, { event, details: details as never, source: "DKC-2026-000001", reason: "Akta" });
  return { ...s, family, person, nik, happens };
}

test("a birth gives the child a number that says its day and sex, and a place in the mother's family", async (t) => {
  const s = await families(t);
  const { spouse, head, id } = s.family(0);
  const born = { name: "Bayi Baru", sex: "female", birthDate: "2026-11-01", birthPlace: "Tirta" };
  const details = { ...born, mother: await s.nik(spouse), father: await s.nik(head) };
  const { people } = await s.happens("birth", details);
  const child = await s.person(people[0]!);
  assert.deepEqual([child.name, child.family], ["Bayi Baru", { id, role: "child" }]);
  assert.equal(child.address?.villageCode, (await s.person(spouse)).address?.villageCode);
  assert.deepEqual([readNik(child.nik!)?.sex, readNik(child.nik!)?.monthDay], ["female", "11-01"]);
  // The number finds the child, and a twin gets the next one.
  assert.equal((await s.ask(house, personByNik, { nik: child.nik! }))?.id, child.id);
  const twin = await s.person((await s.happens("birth", { ...details, name: "Bayi Kembar" })).people[0]!);
  assert.equal(readNik(twin.nik!)!.serial, readNik(child.nik!)!.serial + 1);
});

test("two births at once never get the same number", async (t) => {
  const s = await families(t);
  const mother = await s.nik(s.family(0).spouse);
  const born = { sex: "male", birthDate: "2026-11-02", birthPlace: "Tirta", mother };
  const done = await Promise.all(
    ["Satu Anak", "Dua Anak", "Tiga Anak"].map((name) => s.happens("birth", { ...born, name })),
  );
  const numbers = await Promise.all(done.map(({ people }) => s.nik(people[0]!)));
  assert.equal(new Set(numbers).size, 3);
});

test("a child whose parents nobody knows gets a family of its own; without a guardian the birth is refused", async (t) => {
  const s = await families(t);
  const found = { name: "Anak Temuan", sex: "male", birthDate: "2026-10-01", birthPlace: "Tirta" };
  await assert.rejects(s.happens("birth", found), refused("conflict", "registry.refusal.no-family"));
  const { head, id } = s.family(0);
  const child = await s.person((await s.happens("birth", { ...found, guardian: await s.nik(head) })).people[0]!);
  assert.equal(child.family?.role, "head");
  assert.notEqual(child.family?.id, id);
});

test("a death widows the spouse, who then heads the family; all three say so from that day and not before", async (t) => {
  const s = await families(t);
  const { head, spouse, id } = s.family(0);
  await s.happens("death", { nik: await s.nik(head), diedOn: "2026-11-10", diedIn: "Tirta" });
  assert.equal((await s.person(head)).diedOn, "2026-11-10");
  const widow = await s.person(spouse);
  assert.deepEqual([widow.maritalStatus, widow.family], ["widowed", { id, role: "head" }]);
  const at = async (on: string) => (await s.ask(house, personVersions, { id: spouse, on }))[0]!.maritalStatus;
  assert.deepEqual([await at("2026-11-09"), await at("2026-11-10")], ["married", "widowed"]);
  const [card] = await s.asOwner<{ head: string }>("select head from registry.family where id = $1", [id]);
  assert.equal(card!.head, spouse);
  // Nobody dies twice.
  await assert.rejects(
    s.happens("death", { nik: (await s.person(head)).nik, diedOn: "2026-11-11" }),
    refused("conflict", "registry.refusal.not-living"),
  );
});

test("a whole family keeps its card when it moves; a part of it gets one of its own and the rest another head", async (t) => {
  const s = await families(t);
  const to = { street: "Jalan Baru 1", rt: "1", rw: "2", village: { code: "99.01.05.2003", text: "x" } };
  const a = s.family(0);
  await s.happens("move", { people: [await s.nik(a.spouse)], whole: true, on: "2026-11-05", address: to });
  for (const id of [a.head, a.spouse, a.child]) {
    const { address, family } = await s.person(id);
    assert.deepEqual([address?.villageCode, address?.rt, family?.id], ["99.01.05.2003", "001", a.id]);
  }
  const b = s.family(1);
  await s.happens("move", { people: [await s.nik(b.head)], on: "2026-11-05", address: to });
  const [gone, stays] = [await s.person(b.head), await s.person(b.spouse)];
  assert.equal(gone.family?.role, "head");
  assert.notEqual(gone.family?.id, b.id);
  assert.deepEqual(stays.family, { id: b.id, role: "head" });
  assert.notEqual(stays.address?.villageCode, "99.01.05.2003");
});

test("a planned move waits for its day, and a village that there is not is refused", async (t) => {
  const s = await families(t);
  const people = [await s.nik(s.family(0).head)];
  const to = { street: "Jalan Baru 1", rt: "1", rw: "2", village: "99.01.05.2003" };
  await assert.rejects(
    s.happens("move", { people, on: "2027-01-01", address: to }),
    refused("conflict", "registry.refusal.not-yet"),
  );
  await assert.rejects(
    s.happens("move", { people, on: "2026-11-01", address: { ...to, village: "11.01.01.2001" } }),
    refused("conflict", "registry.fault.village"),
  );
});

test("marriage and divorce change both or neither", async (t) => {
  const s = await families(t);
  const { head, spouse } = s.family(0);
  const two = { first: await s.nik(head), second: await s.nik(spouse) };
  const status = async () => [(await s.person(head)).maritalStatus, (await s.person(spouse)).maritalStatus];
  await assert.rejects(
    s.happens("marriage", { ...two, on: "2026-11-01" }),
    refused("conflict", "registry.refusal.married-already"),
  );
  await s.happens("divorce", { ...two, on: "2026-11-01" });
  assert.deepEqual(await status(), ["divorced", "divorced"]);
  await s.happens("marriage", { ...two, on: "2026-11-03" });
  assert.deepEqual(await status(), ["married", "married"]);
  await assert.rejects(
    s.happens("marriage", { first: two.first, second: two.first, on: "2026-11-03" }),
    refused("invalid", "registry.fault.same-person"),
  );
});

test("a child that grew up makes a household of its own, joins another, and leaves it", async (t) => {
  const s = await families(t);
  const [a, b] = [s.family(0), s.family(1)];
  const child = await s.nik(a.child);
  await s.happens("household", { head: child, members: [] });
  const own = (await s.person(a.child)).family!;
  assert.equal(own.role, "head");
  assert.notEqual(own.id, a.id);
  await s.happens("joining", { family: await s.nik(b.head), members: [{ nik: child, relation: "relative" }] });
  assert.deepEqual((await s.person(a.child)).family, { id: b.id, role: "other" });
  await s.happens("leaving", { nik: child });
  assert.equal((await s.person(a.child)).family?.role, "head");
  await s.happens("adoption", { child, parent: await s.nik(b.spouse) });
  assert.deepEqual((await s.person(a.child)).family, { id: b.id, role: "child" });
});

test("everybody concerned sees the event; nobody but the house may enter one; a stranger's number is refused", async (t) => {
  const s = await families(t);
  const { head, spouse } = s.family(0);
  await s.happens("divorce", { first: await s.nik(head), second: await s.nik(spouse), on: "2026-11-01" });
  const [row] = await s.asOwner<{ kind: string; people: string[]; source: string }>(
    "select kind, people, source from registry.life_event",
  );
  assert.deepEqual(row, { kind: "divorce", people: [head, spouse], source: "DKC-2026-000001" });
  for (const actor of [s.keeper, s.citizen("narti"), s.reviewer])
    await assert.rejects(
      s.act(actor, recordLifeEvent, { event: "leaving", details: { nik: "1" }, source: "x", reason: "x" }),
      refused("not-allowed"),
    );
  await assert.rejects(
    s.happens("leaving", { nik: "9901014101900001" }),
    refused("conflict", "registry.refusal.unknown-person"),
  );
});

test("of a correction and an event at the same moment one is refused, and no version is lost", async (t) => {
  const s = await families(t);
  const { head, spouse } = s.family(0);
  const two = { first: await s.nik(head), second: await s.nik(spouse) };
  const mend = s.act(s.keeper, correctPerson, {
    person: head,
    version: 1,
    kind: "correction",
    reason: "Salah ketik",
    changes: { birthPlace: "Tempat Lain" },
  });
  const results = await Promise.allSettled([s.happens("divorce", { ...two, on: "2026-11-01" }), mend]);
  const done = results.filter(({ status }) => status === "fulfilled").length;
  const { version } = await s.person(head);
  assert.equal(version, done + 1);
  for (const result of results)
    if (result.status === "rejected") refused("conflict", "registry.refusal.mended-meanwhile")(result.reason);
});
