import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { correctPerson } from "../commands/correct-person.ts";
import { loadCodeLists } from "../commands/load-code-lists.ts";
import { searchPeople } from "../queries/search-people.ts";
import { refused, town } from "./town.ts";

const reason = "counter-visit" as const;

test("an officer at the counter finds people by each word of the name, by nearly the name, and by the exact NIK", async (t) => {
  const s = await town(t);
  const find = async (raw: { name?: string; nik?: string; birthDate?: string; place?: string }) =>
    (await s.ask(s.frontDesk, searchPeople, { ...raw, reason })).people.map((person) => person.id);
  assert.deepEqual(await find({ name: "suryani narti" }), [s.id("narti")]);
  assert.deepEqual(await find({ name: "Narty Suriani" }), [s.id("narti")]);
  assert.deepEqual(await find({ nik: s.person("narti").nik }), [s.id("narti")]);
  assert.deepEqual(await find({ nik: "9901014508809999" }), []);
  assert.deepEqual(await find({ name: "Narti", birthDate: "1980-08-05" }), [s.id("narti")]);
  assert.deepEqual(await find({ name: "Narti Suryani", birthDate: "1980-08-06" }), []);
  assert.deepEqual(await find({ name: "Narti", place: "99.01.01" }), [s.id("narti")]);
  assert.deepEqual(await find({ name: "Narti", place: "99.01.01.1001" }), [s.id("narti")]);
  assert.deepEqual(await find({ name: "Narti Suryani", place: "99.01.02" }), []);
});

test("a name is found however it is spelled: old and new letters, doubled ones, short forms, titles, in any order, one word alone", async (t) => {
  const s = await town(t);
  const [first, ...others] = (
    await s.asOwner<{ id: string }>("select id from registry.person order by id limit 7")
  ).map(({ id }) => id);
  const names = [
    "Soejono Tjokro",
    "Mochamad Achmad Faisal",
    "Djoko",
    "Sri Wahjuni",
    "Nurul Fatimah",
    "Ni Luh Putu Ayu",
  ];
  const known = new Map<string, string>();
  for (const [i, name] of names.entries()) {
    const changes = { name };
    const person = [first, ...others][i]!;
    known.set(name, person);
    await s.act(s.keeper, correctPerson, {
      person,
      version: 1,
      kind: "correction",
      reason: "salah tulis nama",
      changes,
    });
  }
  const finds = async (asked: string, name: string) => {
    const { people } = await s.ask(s.frontDesk, searchPeople, { name: asked, reason });
    assert.ok(
      people.some(({ id }) => id === known.get(name)),
      `${asked} does not find ${name}: ${people.map((one) => one.name)}`,
    );
  };
  await finds("Sujono Cokro", "Soejono Tjokro");
  await finds("cokro suyono", "Soejono Tjokro");
  await finds("Drs. H. Soejono", "Soejono Tjokro");
  await finds("Moh. Ahmad Faisal", "Mochamad Achmad Faisal");
  await finds("Muhammad Fayzal", "Mochamad Achmad Faisal");
  await finds("M. Faisal", "Mochamad Achmad Faisal");
  await finds("Joko", "Djoko");
  await finds("Sri Wahyuni", "Sri Wahjuni");
  await finds("Nuurul Fatimmah", "Nurul Fatimah");
  await finds("Putu Aju", "Ni Luh Putu Ayu");
});

test("other rules of spelling are taken up when the lists are loaded, and people who were there before are found by them", async (t) => {
  const s = await town(t);
  await s.asOwner("set pendopo.kind = 'system'");
  await s.asOwner("delete from registry.name_word");
  await s.act(actors.system("registry"), loadCodeLists, {});
  const words = async () => (await s.count("registry.name_word"))[0]!;
  const before = await words();
  assert.ok(before > 50);
  await s.asOwner("update registry.name_word set rules = 'older', key = 'x'");
  await s.act(actors.system("registry"), loadCodeLists, {});
  assert.equal(
    (await s.asOwner<{ n: number }>("select count(*)::int as n from registry.name_word where key = 'x'"))[0]!.n,
    0,
  );
  assert.equal(await words(), before);
});

test("signs of the pattern language are letters like others, and quotes do no harm", async (t) => {
  const s = await town(t);
  for (const name of ["%%%", "___", "na%ti", "x' or 'a'='a", "\\\\\\", "');--"])
    assert.deepEqual((await s.ask(s.frontDesk, searchPeople, { name, reason })).people, [], name);
});

test("nobody leafs through the population: twenty at most, three letters at least, and a reason always", async (t) => {
  const s = await town(t, 2_000);
  const many = await s.ask(s.frontDesk, searchPeople, { name: "ani", reason });
  assert.equal(many.people.length, 20);
  assert.equal(many.more, true);
  await assert.rejects(
    s.ask(s.frontDesk, searchPeople, { name: "a n", reason }),
    refused("invalid", "registry.fault.name-too-short"),
  );
  await assert.rejects(
    s.ask(s.frontDesk, searchPeople, { reason }),
    refused("invalid", "registry.fault.name-too-short"),
  );
  await assert.rejects(
    s.ask(s.frontDesk, searchPeople, { name: "Narti" } as never),
    refused("invalid", "registry.fault.reason"),
  );
  await assert.rejects(
    s.ask(s.frontDesk, searchPeople, { name: "Narti", reason, reference: "her number is <b>" }),
    refused("invalid", "registry.fault.reference"),
  );
});

test("everyone who is found has a receipt of their own with the chosen reason; the searched words are nowhere in it", async (t) => {
  const s = await town(t);
  const { people } = await s.ask(s.frontDesk, searchPeople, {
    name: "Raharjo",
    reason: "letter",
    reference: "A-12/2026",
  });
  assert.equal(people.length, 2);
  const rows = await s.asOwner<{ about: string[]; body: unknown; purpose: string; fields: string[] }>(
    "select about, body, purpose, fields from kernel.journal where kind = 'read' and hat = 'officer'",
  );
  assert.deepEqual(new Set(rows.map((row) => String(row.about))), new Set(people.map((person) => person.id)));
  assert.equal(rows.length, 2);
  for (const row of rows) {
    assert.deepEqual(row.body, { reason: "letter", reference: "A-12/2026" });
    assert.deepEqual([row.purpose, row.fields], ["counter", ["name", "birthDate", "address"]]);
  }
});

test("only the counter and administrators search; citizens, reviewers and auditors do not", async (t) => {
  const s = await town(t);
  for (const actor of [s.citizen("narti"), s.reviewer, s.opinionGiver, s.head, s.auditor, actors.system("cases")])
    await assert.rejects(s.ask(actor, searchPeople, { name: "Narti", reason }), refused("not-allowed"));
  await assert.rejects(s.ask(actors.stranger, searchPeople, { name: "Narti", reason }), refused("sign-in-needed"));
  assert.equal((await s.ask(s.keeper, searchPeople, { name: "Narti Suryani", reason })).people.length, 1);
});

test("the search function itself gives citizens nothing, whatever calls it", async (t) => {
  const s = await town(t);
  const found = (actor: Parameters<typeof s.world.database.inTransaction>[0]) =>
    s.world.database.inTransaction(actor, false, (tx) =>
      tx.query("select * from registry.search_people('Narti', null, null, 20)"),
    );
  assert.deepEqual(await found(s.citizen("narti")), []);
  assert.deepEqual(await found(actors.stranger), []);
  assert.equal((await found(s.frontDesk)).length, 1);
});
