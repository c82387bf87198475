import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { readLine, writeLine } from "../../../kernel/test/guestbook/module.ts";
import { actors } from "../../../test/stage.ts";
import { auditDatabase, verifyLog } from "../index.ts";
import { hall } from "./hall.ts";

test("whatever column of a journal row the database's owner alters, the row is named; put back, all is well", async (t) => {
  const s = await hall(t);
  const ani = actors.citizen(randomUUID());
  const { id } = await s.act(ani, writeLine, { words: "data saya" });
  await s.ask(actors.officer(randomUUID(), "dinas", "loket", ["reviewer"]), readLine, { id });
  await s.write(3);
  const [read] = await s.asOwner<{ id: string }>("select id from kernel.journal where kind = 'read'");
  const columns = await s.asOwner<{ name: string; type: string }>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'kernel' and table_name = 'journal' order by column_name`,
  );
  assert.ok(columns.length > 15);
  const other: Record<string, string> = {
    uuid: "gen_random_uuid()",
    text: "'lain'",
    timestamptz: "at + interval '1 millisecond'",
    jsonb: `'{"reason": "lain"}'`,
    _uuid: "'{}'",
    _text: "'{name}'",
    bytea: "sha256('lain')",
  };
  await s.asOwner(`create table public.kept as select * from kernel.journal where id = '${read!.id}'`);
  for (const { name, type } of columns) {
    const value = { kind: "'act'", hat: "'system'", via: "'job'" }[name] ?? other[type];
    assert.ok(value, `say how a ${type} is altered`);
    const [altered] = await s.asOwner<{ id: string }>(
      `update kernel.journal set ${name} = ${value} where id = $1 returning id`,
      [read!.id],
    );
    const { findings } = await auditDatabase(s.world);
    assert.match(findings.join("\n"), new RegExp(`journal row ${read!.id} .* was (altered|deleted)`), name);
    await s.asOwner("delete from kernel.journal where id = $1", [altered!.id]);
    await s.asOwner("insert into kernel.journal select * from public.kept");
    assert.deepEqual((await auditDatabase(s.world)).findings, [], name);
  }
});

test("rows and salts that change places, entries in another order, a tail cut off and a changed checkpoint are each found", async (t) => {
  const s = await hall(t);
  await s.write(4);
  await s.write(4);
  const ids = (
    await s.asOwner<{ id: string }>("select id from kernel.journal where name = 'guestbook.write-line' order by id")
  ).map((row) => row.id);
  const finds = async (statement: string, sentence: RegExp, undo: string = statement) => {
    await s.asOwner(statement);
    assert.match((await auditDatabase(s.world)).findings.join("\n"), sentence);
    await s.asOwner(undo);
    assert.deepEqual((await auditDatabase(s.world)).findings, []);
  };
  const swap = (column: string) =>
    `update kernel.journal a set ${column} = b.${column} from kernel.journal b
     where (a.id, b.id) in (('${ids[0]}', '${ids[1]}'), ('${ids[1]}', '${ids[0]}'))`;
  for (const column of ["salt", "about", "subject"])
    await finds(swap(column), new RegExp(`${ids[0]} .* was altered\n.*${ids[1]} .* was altered`));
  // Deleted and written back in two statements: within one, the key would still be taken.
  const reordered = `create table public.taken as select * from transparency.entry where index in (2, 3);
    delete from transparency.entry where index in (2, 3);
    insert into transparency.entry select 5 - index, journal, commitment from public.taken; drop table public.taken`;
  await finds(reordered, /the log's entries up to \d+ are not those that were signed/);
  await finds(
    "create table public.tail as select * from transparency.entry where index >= 6; delete from transparency.entry where index >= 6",
    /signed \d+ entries but holds only 6/,
    "insert into transparency.entry select * from public.tail; drop table public.tail",
  );
  await finds(
    "create table public.gap as select * from transparency.entry where index = 1; delete from transparency.entry where index = 1",
    /entry 1 was taken out of the log/,
    "insert into transparency.entry select * from public.gap; drop table public.gap",
  );
  await finds(
    "create table public.note as select * from transparency.checkpoint; update transparency.checkpoint set note = replace(note, E'\\n\\n', E'x\\n\\n')",
    /checkpoint \d+ is not signed by the log's key/,
    "update transparency.checkpoint c set note = n.note from public.note n where n.size = c.size; drop table public.note",
  );
  // Log and journal cut off together at a checkpoint, what came after put back into the journal alone.
  const tree = "update transparency.tree set size = 6, edge = edge";
  await s.asOwner(`delete from transparency.entry where index >= 6; ${tree}; delete from transparency.checkpoint`);
  assert.match((await auditDatabase(s.world)).findings.join("\n"), /never passed through the log: it was slipped in/);
});

test("a database that was rolled back whole is found by whoever kept a checkpoint, and by nobody else", async (t) => {
  const s = await hall(t);
  await s.write(3);
  // The log's own key was kept by an act, which comes in with the next lines.
  await s.write(1);
  const tables = [
    "kernel.journal",
    "transparency.entry",
    "transparency.node",
    "transparency.tree",
    "transparency.checkpoint",
  ];
  for (const table of tables)
    await s.asOwner(`create table public.${table.replace(".", "_")} as select * from ${table}`);
  await s.write(3);
  const address = await s.address();
  const seen = await verifyLog(address);
  assert.ok(seen.size >= 6);
  await s.asOwner("delete from kernel.outbox");
  for (const table of tables)
    await s.asOwner(`delete from ${table}; insert into ${table} select * from public.${table.replace(".", "_")}`);
  assert.deepEqual((await auditDatabase(s.world)).findings, [], "from inside there is nothing to see");
  assert.ok((await verifyLog(address)).size < seen.size, "nor from outside, with no memory");
  await assert.rejects(verifyLog(address, { since: seen.note }), /the log has shrunk: \d+ entries were signed before/);
  await s.write(8);
  await assert.rejects(verifyLog(address, { since: seen.note }), /its past was rewritten/);
});

test("a log that takes another key is not the log that was known", async (t) => {
  const s = await hall(t);
  await s.write(2);
  const other = await hall(t);
  await other.write(2);
  const known = await verifyLog(await s.address());
  await assert.rejects(
    verifyLog(await other.address(), { since: known.note }),
    /not signed by this log's key: another log, or another key/,
  );
});
