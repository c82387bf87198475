import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { actors } from "../../../test/stage.ts";
import { dutyHolders } from "../../identity/index.ts";
import { approveLoad, decideLoad } from "../commands/decide-load.ts";
import { unpackedBytes } from "../transfer/format/unpacked.ts";
import { files } from "../transfer/operator.ts";
import { csv, line, loading, refused } from "./loading.ts";

/** A ZIP with one file in it, whose directory says it is as large as it is, or what is given. */
function zipped(name: string, content: Buffer, says = content.length): Buffer {
  const packed = deflateRawSync(content);
  const numbers = (size: number, at: Record<number, [value: number, bytes: 2 | 4]>) => {
    const buffer = Buffer.alloc(size);
    for (const [offset, [value, bytes]] of Object.entries(at)) buffer.writeUIntLE(value, Number(offset), bytes);
    return buffer;
  };
  const local = numbers(30, {
    0: [0x04034b50, 4],
    8: [8, 2],
    18: [packed.length, 4],
    22: [says, 4],
    26: [name.length, 2],
  });
  const entry = numbers(46, {
    0: [0x02014b50, 4],
    10: [8, 2],
    20: [packed.length, 4],
    24: [says, 4],
    28: [name.length, 2],
  });
  const first = local.length + name.length + packed.length;
  const end = numbers(22, { 0: [0x06054b50, 4], 8: [1, 2], 10: [1, 2], 12: [46 + name.length, 4], 16: [first, 4] });
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}

test("whoever may say yes is told that it waits for them; who asked is not", async (t) => {
  const s = await loading(t);
  const person = s.people.get("kinanti")!.id;
  const [account] = await s.asOwner<{ id: string }>("select id from identity.account where person = $1", [person]);
  const who = { ...s.steward, account: account!.id };
  const id = await s.open("faskes.csv", csv(...Array.from({ length: 30 }, (_one, n) => line(n))), { who });
  const told = () =>
    s.asOwner<{ person: string; link: string; title: { en: string } }>(
      "select person, link, title from messages.message where kind = 'registers-second-person' order by person",
    );
  assert.deepEqual(await told(), [], "nothing waits yet");
  await s.act(who, decideLoad, { load: id, decision: "write", soundOnly: false });
  const holders = async (agency: string, role: string) =>
    (await s.ask(actors.system("registers"), dutyHolders, { agency, role })).map((one) => one.person);
  const may = [
    ...(await holders("dinkes", "steward")),
    ...(await holders("dinkes", "administrator")),
    ...(await holders("diskominfo", "steward")),
  ];
  assert.ok(may.includes(person), "she is a steward of the agency herself");
  const others = [...new Set(may)].filter((one) => one !== person).sort();
  const messages = await told();
  assert.deepEqual(
    messages.map((one) => one.person),
    others,
  );
  assert.ok(others.length > 0);
  assert.equal(messages[0]!.link, `/petugas/muatan/${id}`);
  assert.match(messages[0]!.title.en, /^Health facilities: 30 records/);
});

test("an operator's large file waits for a second person, and goes on where it was cut off; a small one need not wait", async (t) => {
  const s = await loading(t);
  const folder = mkdtempSync(join(tmpdir(), "operator-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const quiet = { say: () => {}, onFault: () => {} };
  const bring = async (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    const file = await files.open(s.world, "health-facilities", path);
    const found = await files.check(s.world, file, quiet);
    const { load, waits } = await files.second(s.world, file, found, "Pemutakhiran");
    return { load, waits, write: () => files.write(s.world, file, { reason: "Pemutakhiran", say: () => {}, load }) };
  };
  const few = await bring("few.csv", csv(line(90)));
  assert.deepEqual([few.load, few.waits], [null, false]);
  assert.equal(await few.write(), 1);

  const text = csv(...Array.from({ length: 30 }, (_one, n) => line(n)));
  const asked = await bring("many.csv", text);
  assert.equal(asked.waits, true);
  await assert.rejects(asked.write(), refused("conflict", "registers.load.moved-on"));
  assert.deepEqual(await s.count("registers.record"), [1], "nothing is written before somebody said yes");
  assert.equal((await bring("many.csv", text)).load, asked.load, "the same file is the same request");
  const { load, changes } = await s.whole(asked.load!, s.walidata);
  assert.deepEqual([load.kind, load.fresh, changes.length > 0, load.asked_by], ["operator", 30, true, null]);
  const approve = (id: string, yes: boolean) => s.act(s.walidata, approveLoad, { load: id, approve: yes });
  assert.equal((await approve(asked.load!, true)).state, "granted");
  await s.work();
  assert.deepEqual(await s.count("registers.record"), [1], "the file is the operator's: no worker writes it");
  // As if it had been cut off after it began.
  await s.asOwner("update registers.load set state = 'running' where id = $1", [asked.load]);
  const again = await bring("many.csv", text);
  assert.deepEqual([again.load, again.waits], [asked.load, false]);
  assert.equal(await again.write(), 30);
  assert.deepEqual(await s.count("registers.record"), [31]);
  assert.equal((await s.whole(asked.load!, s.walidata)).load.state, "done");

  const other = await bring("other.csv", csv(...Array.from({ length: 30 }, (_one, n) => line(n, { beds: "9" }))));
  assert.equal((await approve(other.load!, false)).state, "returned");
  await assert.rejects(other.write(), refused("conflict", "registers.load.moved-on"));
});

test("what a workbook comes to is counted by unpacking it: a small file that is large inside is not read", async () => {
  const most = 100_000;
  const honest = zipped("a.xml", Buffer.alloc(most - 1, 32));
  assert.equal(await unpackedBytes(honest, most), most - 1);
  const bomb = zipped("a.xml", Buffer.alloc(most * 50, 32));
  assert.ok(bomb.length < most / 10);
  assert.equal(await unpackedBytes(bomb, most), Number.POSITIVE_INFINITY);
  const lying = zipped("a.xml", Buffer.alloc(most * 50, 32), 10);
  assert.equal(await unpackedBytes(lying, most), Number.POSITIVE_INFINITY, "its directory says ten bytes");
  for (const broken of [Buffer.alloc(0), Buffer.from("PK"), honest.subarray(0, honest.length - 30), Buffer.alloc(5000)])
    assert.equal(await unpackedBytes(broken, most), null);
});
