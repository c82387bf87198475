import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type TestContext, test } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import type { Actor } from "../../../kernel/index.ts";
import { Refusal } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import {
  correctPerson,
  demoPeople,
  personById,
  registerBusiness,
  searchPeople,
  seedRegistry,
} from "../../registry/index.ts";
import { myEntries, myEntry } from "../queries/my-entries.ts";

async function hall(t: TestContext) {
  const rooms = await loadModules();
  const s = await stage(t, { modules: rooms.filter(({ name }) => name === "registry" || name === "privacy") });
  await seedRegistry(s.world, { people: 60 });
  const known = demoPeople(s.world.government);
  const id = (key: string) => known.get(key)!.id;
  const officer = (key: string, role: "front-desk" | "reviewer") =>
    actors.officer(id(key), "dpmptsp", role === "reviewer" ? "perizinan" : "loket", [role]);
  return {
    ...s,
    id,
    narti: actors.citizen(id("narti")),
    joko: actors.citizen(id("joko")),
    frontDesk: officer("wulan", "front-desk"),
    reviewer: officer("bayu", "reviewer"),
    reads: (actor: Actor, more: object = {}) => s.ask(actor, myEntries, { kind: "read", limit: 100, ...more }),
  };
}
const notFound = (error: unknown) => error instanceof Refusal && error.code === "not-found";

test("so many reads by officers, exactly so many entries; own reads leave none; another person sees none", async (t) => {
  const s = await hall(t);
  const narti = { id: s.id("narti"), reason: "letter" as const };
  for (let i = 0; i < 7; i += 1) {
    s.clock.forward(1000);
    await s.ask(i % 2 ? s.reviewer : s.frontDesk, personById, narti);
    await s.ask(s.narti, personById, narti);
  }
  const { rows } = await s.reads(s.narti);
  assert.equal(rows.length, 7);
  assert.deepEqual(
    rows.map((row) => row.office),
    ["loket", "perizinan", "loket", "perizinan", "loket", "perizinan", "loket"],
  );
  assert.ok(
    rows.every((row, i) => i === 0 || row.at < rows[i - 1]!.at),
    "newest first",
  );
  assert.deepEqual((await s.reads(s.joko)).rows, []);
  assert.equal((await s.reads(s.narti)).rows.length, 7, "looking at the list leaves nothing either");
});

test("an entry says when, which office, what for, which fields and within which case; only its person finds it", async (t) => {
  const s = await hall(t);
  const within = randomUUID();
  await s.ask(s.reviewer, personById, { id: s.id("narti"), within });
  const [row] = (await s.reads(s.narti)).rows;
  const entry = await s.ask(s.narti, myEntry, { id: row!.id });
  assert.deepEqual(
    { ...entry, id: "", at: entry.at.toISOString() },
    {
      id: "",
      at: "2026-11-24T03:00:00.000Z",
      kind: "read",
      name: "registry.person",
      hat: "officer",
      agency: "dpmptsp",
      office: "perizinan",
      purpose: "service",
      fields: ["nik:mask", "name", "birthDate", "birthPlace", "sex", "maritalStatus", "family", "address", "diedOn"],
      subject: within,
      reason: null,
      reference: null,
      times: 1,
    },
  );
  await assert.rejects(s.ask(s.joko, myEntry, { id: row!.id }), notFound);
  await assert.rejects(s.ask(s.narti, myEntry, { id: randomUUID() }), notFound);
  await assert.rejects(s.ask(s.reviewer, myEntry, { id: row!.id }), notFound);
});

test("an entry never tells who else was found in the same search", async (t) => {
  const s = await hall(t);
  await s.ask(s.frontDesk, searchPeople, { name: "Raharjo", reason: "letter", reference: "A-1" });
  const sugeng = actors.citizen(s.id("sugeng"));
  const [row] = (await s.reads(sugeng)).rows;
  assert.deepEqual([row!.reason, row!.reference], ["letter", "A-1"]);
  assert.ok(!JSON.stringify(row).includes(s.id("galih")));
});

test("the list pages by key both ways, and can be narrowed to officers or to the house", async (t) => {
  const s = await hall(t);
  for (let i = 0; i < 25; i += 1) {
    s.clock.forward(1000);
    await s.ask(i < 5 ? actors.system("cases") : s.frontDesk, personById, { id: s.id("narti"), reason: "letter" });
  }
  const first = await s.reads(s.narti, { limit: 10 });
  const second = await s.reads(s.narti, { limit: 10, after: first.older! });
  const third = await s.reads(s.narti, { limit: 10, after: second.older! });
  assert.deepEqual([first.rows.length, second.rows.length, third.rows.length, third.older], [10, 10, 5, null]);
  const ids = [...first.rows, ...second.rows, ...third.rows].map((row) => row.id);
  assert.equal(new Set(ids).size, 25);
  assert.deepEqual((await s.reads(s.narti, { limit: 10, before: third.newer! })).rows, second.rows);
  assert.equal((await s.reads(s.narti, { by: "officer" })).rows.length, 20);
  assert.equal((await s.reads(s.narti, { by: "system" })).rows.length, 5);
});

test("what the law withholds is not shown, only counted, until its day; no line of it is found by its number", async (t) => {
  const s = await hall(t);
  const plant = async (visible: string) =>
    (
      await s.asOwner<{ id: string }>(
        `insert into kernel.journal (id, at, kind, name, hat, agency, office, via, purpose, about, fields, body, salt)
         values (gen_random_uuid(), now(), 'read', 'registry.person', 'machine', 'satpolpp', 'sidik', 'x-road', 'service',
           array[$1::uuid], '{name}', jsonb_build_object('visible', $2::text), '\\x00') returning id`,
        [s.id("narti"), visible],
      )
    )[0]!.id;
  const [never, later] = [await plant("oversight"), await plant("2026-12-01")];
  await plant("2026-11-24");
  const today = await s.reads(s.narti);
  assert.deepEqual([today.rows.length, today.withheld], [1, 2]);
  for (const id of [never, later]) await assert.rejects(s.ask(s.narti, myEntry, { id }), notFound);
  s.clock.forward(7 * 86_400_000);
  const then = await s.reads(s.narti);
  assert.deepEqual([then.rows.length, then.withheld], [2, 1]);
  assert.equal((await s.ask(s.narti, myEntry, { id: later })).agency, "satpolpp");
  assert.equal((await s.reads(s.narti, { by: "machine" })).rows.length, 2);
});

test("the reads of one request are one line that says how many, and can be opened one by one", async (t) => {
  const s = await hall(t);
  const request = randomUUID();
  for (let i = 0; i < 30; i += 1)
    await s.asOwner(
      `insert into kernel.journal (id, at, kind, name, hat, agency, office, via, request, purpose, about, fields, salt)
       values (gen_random_uuid(), now(), 'read', 'registry.person', 'machine', 'dinsos', 'sapa', 'x-road', $2, 'service',
         array[$1::uuid], '{name}', '\\x00')`,
      [s.id("narti"), request],
    );
  await s.ask(s.frontDesk, personById, { id: s.id("narti"), reason: "letter" });
  const { rows } = await s.reads(s.narti, { batches: true });
  assert.deepEqual(rows.map(({ times }) => times).sort(), [1, 30]);
  const batch = rows.find(({ times }) => times === 30)!;
  const first = await s.reads(s.narti, { batch: batch.id, limit: 20 });
  const rest = await s.reads(s.narti, { batch: batch.id, limit: 20, after: first.older! });
  assert.deepEqual([first.rows.length, rest.rows.length], [20, 10]);

  // A page shorter than a request: each stands on one page, whichever way one leafs.
  const newest = await s.reads(s.narti, { batches: true, limit: 1 });
  const older = await s.reads(s.narti, { batches: true, limit: 1, after: newest.older! });
  const back = await s.reads(s.narti, { batches: true, limit: 1, before: older.newer! });
  const whole = [newest, older, back].map((page) => page.rows.map(({ id, times }) => [id, times]));
  assert.deepEqual(
    whole,
    [rows[0]!, rows[1]!, rows[0]!].map(({ id, times }) => [[id, times]]),
  );
});

test("what others changed stands in a list of its own; what I did myself does not", async (t) => {
  const s = await hall(t);
  const keeper = actors.officer(s.id("dimas"), "disdukcapil", "loket", ["administrator"], { assurance: 3 });
  await s.act(keeper, correctPerson, {
    person: s.id("narti"),
    version: 1,
    kind: "correction",
    reason: "Salah ketik pada akta",
    changes: { name: "Narti Suryaningsih" },
  });
  await s.act(s.narti, registerBusiness, {
    name: "Warung Kedua",
    kbli: ["56103"],
    address: { street: "Jalan Melati 7", rt: "2", rw: "4", village: "99.01.01.1001" },
    foundedOn: "2026-11-01",
  });
  const { rows } = await s.ask(s.narti, myEntries, { kind: "act" });
  assert.deepEqual(
    rows.map((row) => [row.name, row.agency]),
    [["registry.correct-person", "disdukcapil"]],
  );
  assert.ok(!JSON.stringify(rows).includes("Suryaningsih"));
  assert.deepEqual((await s.ask(s.joko, myEntries, { kind: "act" })).rows, []);
});

test("strangers are asked to sign in; officers have no such list in their office", async (t) => {
  const s = await hall(t);
  await assert.rejects(s.reads(actors.stranger), (error) => (error as Refusal).code === "sign-in-needed");
  await assert.rejects(s.reads(s.reviewer), (error) => (error as Refusal).code === "not-allowed");
});

test("ten thousand reads of one person among many others': the newest page is whole, and leads on", async (t) => {
  const s = await hall(t);
  await s.asOwner(
    `insert into kernel.journal (id, at, kind, name, hat, agency, office, via, purpose, about, fields, salt)
     select gen_random_uuid(), now(), 'read', 'registry.person', 'officer', 'dpmptsp', 'loket', 'web', 'counter',
       array[case when n % 3 = 0 then $1::uuid else gen_random_uuid() end], '{nik,name}', '\\x00'
     from generate_series(1, 30000) n`,
    [s.id("narti")],
  );
  const { rows, older } = await s.reads(s.narti, { limit: 20, batches: true });
  assert.equal(rows.length, 20);
  assert.equal(older, rows.at(-1)!.id);
});
