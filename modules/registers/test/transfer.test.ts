import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { myEntries } from "../../privacy/index.ts";
import { approveLoad, decideLoad } from "../commands/decide-load.ts";
import { publishRegister } from "../commands/publish-register.ts";
import { writeBatch } from "../commands/write-batch.ts";
import { registersOf } from "../definition/read.ts";
import type { Register } from "../definition/schema.ts";
import { myRecords } from "../queries/records.ts";
import { exported } from "../transfer/export.ts";
import { formats } from "../transfer/format/index.ts";
import { csv, line, loading, refused } from "./loading.ts";

test("a file is looked through and shown before anything is written; then its records are there, and a second time nothing is new", async (t) => {
  const s = await loading(t);
  const id = await s.open("faskes.csv", csv(line(1), line(2), line(3)));
  const before = await s.whole(id);
  assert.equal(before.load.state, "checked");
  assert.deepEqual([before.load.rows, before.load.fresh, before.load.faulty], [3, 3, 0]);
  assert.deepEqual(before.changes[0]!.after, {
    code: "F1",
    name: "Puskesmas 1",
    kind: "puskesmas",
    accreditation: "Paripurna",
    beds: 12,
    contracted: true,
    address: { street: "Jalan Sehat 1", rt: "001", rw: "002", village: "99.01.01.1001" },
  });
  assert.deepEqual(await s.count("registers.record"), [0]);
  assert.equal(await s.decide(id, "write"), "running");
  const after = await s.whole(id);
  assert.equal(after.load.state, "done");
  assert.deepEqual([after.written.made, after.written.last, after.changes], [3, 3, []]);
  assert.deepEqual(await s.count("registers.record"), [3]);
  assert.equal(await s.world.files.get(after.load.store), null);
  const again = await s.whole(await s.open("faskes.csv", csv(line(1), line(2, { beds: "14" }), line(4))));
  assert.deepEqual([again.load.fresh, again.load.changed, again.load.same], [1, 1, 1]);
  const change = again.changes.find(({ kind }) => kind === "changed")!;
  assert.deepEqual([change.number, change.before, change.after], ["F2", { beds: 12 }, { beds: 14 }]);
});

test("each fault is told by line, column and what to mend; nothing goes in unless the sound rows are asked for", async (t) => {
  const s = await loading(t);
  const id = await s.open(
    "faskes.csv",
    csv(
      line(1),
      line(2, { kind: "kios" }),
      line(3, { beds: "banyak" }),
      line(1),
      line(5, { village: "99.99.99.9999" }),
      line(6, { name: "" }),
      line(7, { since: "2999-01-01" }),
      "F8,terlalu,pendek",
      line(9),
    ),
  );
  const { load, faults } = await s.whole(id);
  assert.deepEqual([load.rows, load.fresh, load.faulty], [9, 2, 7]);
  assert.deepEqual(
    faults.map((fault) => [fault.line, fault.field, fault.key]),
    [
      [3, "kind", "registers.row.choice"],
      [4, "beds", "registers.row.number"],
      [5, "code", "registers.row.twice"],
      [6, "address.village", "registers.row.code"],
      [7, "name", "kernel.fault.empty"],
      [8, "record.since", "registers.row.future"],
      [9, "", "registers.row.width"],
    ],
  );
  await assert.rejects(s.decide(id, "write"), refused("invalid", "registers.load.say-sound-only"));
  assert.deepEqual(await s.count("registers.record"), [0]);
  await s.decide(id, "write", true);
  assert.deepEqual(await s.count("registers.record"), [2]);
});

test("what touches many waits for a second person: never the one who asked, never another agency; a no ends it", async (t) => {
  const s = await loading(t);
  const many = csv(...Array.from({ length: 30 }, (_one, n) => line(n)));
  const id = await s.open("faskes.csv", many);
  assert.equal(await s.decide(id, "write"), "waiting");
  assert.deepEqual(await s.count("registers.record"), [0]);
  const approve = (who: typeof s.steward, load: string, yes = true) => s.act(who, approveLoad, { load, approve: yes });
  await assert.rejects(approve(s.steward, id), refused("not-found"));
  await assert.rejects(approve(s.stranger, id), refused("not-found"));
  await assert.rejects(s.whole(id, s.stranger), refused("not-found"));
  await approve(s.walidata, id);
  await s.work();
  assert.deepEqual(await s.count("registers.record"), [30]);
  const other = await s.open("faskes.csv", csv(...Array.from({ length: 30 }, (_one, n) => line(n, { beds: "9" }))));
  await s.decide(other, "write");
  await approve(s.colleague, other, false);
  await s.work();
  const { load } = await s.whole(other);
  assert.deepEqual([load.state, await s.world.files.get(load.store)], ["returned", null]);
  await assert.rejects(approve(s.walidata, other), refused("conflict", "registers.load.moved-on"));
});

test("a load that was cut off goes on behind its last batch; a batch that is sent again does nothing", async (t) => {
  const s = await loading(t);
  const entry = (n: number) => ({
    line: n,
    number: `AL-${n}`,
    nik: null,
    nib: null,
    since: null,
    ended: null,
    sets: { code: `AL-${n}`, street: `Jalan ${n}`, rt: "001", rw: "001", village: "99.01.01.1001" },
  });
  const house = actors.system("registers");
  const batch = { register: "addresses", source: "uji", load: null, reason: "Uji" };
  const write = (first: number, last: number) =>
    s.act(house, writeBatch, { ...batch, first, last, entries: [entry(first), entry(last)] });
  assert.deepEqual(await write(1, 2), { written: true, made: 2, changed: 0, ended: 0, same: 0, left: 0 });
  assert.equal((await write(1, 2)).written, false);
  const both = await Promise.allSettled([write(3, 4), write(3, 4)]);
  assert.equal(both.filter((one) => one.status === "fulfilled" && one.value.written).length, 1);
  assert.deepEqual(await s.count("registers.record", "registers.batch"), [4, 2]);
});

test("everybody whose record a batch writes finds it among what was done with their data", async (t) => {
  const s = await loading(t);
  const { nik, id } = s.people.get("narti")!;
  const keeper = actors.officer(id, "dinsos", "jaminan-sosial", ["steward"], {
    assurance: 3,
    account: crypto.randomUUID(),
  });
  const load = await s.open(
    "bansos.jsonl",
    `${JSON.stringify({ "holder.nik": nik, receiver: "P1", programme: "pkh", decile: 2, account: "0123456789" })}\n`,
    { register: "social-aid", who: keeper },
  );
  const seen = await s.whole(load, keeper);
  assert.equal(seen.changes[0]!.after.account, "••••", "what is sealed is not shown");
  await s.act(keeper, decideLoad, { load, decision: "write" });
  await s.work();
  const [mine] = await s.ask(actors.citizen(id), myRecords, {});
  assert.equal(mine!.values.find(({ name }) => name === "account")!.value, "0123456789");
  const done = await s.ask(actors.citizen(id), myEntries, { kind: "act" });
  assert.ok(done.rows.some(({ name }) => name === "registers.write-batch"));
});

test("what was taken out is brought in again in every kind of file, and nothing changes; each person has one receipt", async (t) => {
  const s = await loading(t);
  const { nik, id } = s.people.get("narti")!;
  const owner = actors.officer(id, "bapenda", "pajak-daerah", ["administrator"], {
    assurance: 3,
    account: crypto.randomUUID(),
  });
  const house = actors.system("registers");
  const site = { street: 'Jalan "Baru", 2', rt: "001", rw: "002", village: "99.01.01.1001" };
  const sets = (nop: string) => ({ nop, right: "hak-milik", landArea: 120.5, njopLand: 1_250_000, site });
  const entry = (n: number) => ({
    line: n,
    number: `N${n}`,
    nik,
    nib: null,
    since: null,
    ended: null,
    sets: sets(`N${n}`),
  });
  const batch = { register: "land-parcels", source: "uji", load: null, reason: "Uji", first: 1, last: 3 };
  await s.act(house, writeBatch, { ...batch, entries: [entry(1), entry(2), entry(3)] });
  const register = registersOf(s.world.government).find(({ code }) => code === "land-parcels")!;
  for (const format of formats) {
    const receipts = async () =>
      (await s.asOwner("select 1 from kernel.journal where name = 'registers.exported-rows' and $1 = any(about)", [id]))
        .length;
    const before = await receipts();
    const parts: Uint8Array[] = [];
    for await (const part of await exported(s.world, owner, register, { format, reason: "report", via: "web" }))
      parts.push(part);
    assert.equal((await receipts()) - before, 1, format);
    const again = await s.open(`tanah.${format}`, Buffer.concat(parts), { register: "land-parcels", who: owner });
    const { load, faults } = await s.whole(again, owner);
    assert.deepEqual([load.rows, load.same, load.fresh, load.changed, faults], [3, 3, 0, 0, []], format);
  }
});

test("rows of a register with links, twins or events are written by the same rules as single records", async (t) => {
  const s = await loading(t);
  const base = registersOf(s.world.government).find(({ code }) => code === "schools")!;
  const label = { id: "x", en: "x" };
  const link = { label, type: "link", protection: "open", required: false, link: { to: "schools", onEnd: "restrict" } };
  const text = { label, type: "text", protection: "open", required: true };
  const ponds = {
    ...base,
    code: "ponds",
    keeper: "dinkes",
    version: 1,
    hash: "p".repeat(64),
    number: { field: "code" },
    search: [],
    fields: { code: text, school: link, owned: { ...text, required: false, owner: "dlh" } },
    events: [{ name: "pond-school", fields: ["school"] }],
  } as unknown as Register;
  await s.act(actors.system("registers"), publishRegister, { register: ponds });
  const school = await s.open(
    "sekolah.jsonl",
    '{"npsn":"99000001","name":"SD 1","level":"sd","state":true,"address.village":"99.01.01.1001"}\n',
    {
      register: "schools",
      who: s.educator,
    },
  );
  await s.act(s.educator, decideLoad, { load: school, decision: "write" });
  await s.work();
  const id = await s.open("kolam.csv", "code,school,owned\nA,99000001,\nB,1,\nC,,milik\n", { register: "ponds" });
  const { load, faults } = await s.whole(id);
  assert.deepEqual(
    [load.fresh, ...faults.map((fault) => [fault.line, fault.field, fault.key])],
    [1, [3, "school", "registers.fault.link"], [4, "owned", "registers.fault.owner"]],
  );
  await s.decide(id, "write", true);
  assert.deepEqual(await s.count("registers.link"), [1]);
  const told = await s.asOwner("select 1 from kernel.journal where body::text like '%pond-school%'");
  assert.equal(told.length, 1, "who subscribed is told");
  const end = await s.open("sekolah.csv", "npsn,record.ended\n99000001,2026-01-01\n", {
    register: "schools",
    who: s.educator,
  });
  const ended = await s.whole(end, s.educator);
  assert.deepEqual(
    ended.faults.map(({ key }) => key),
    ["registers.row.held-by"],
  );
});
