import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { actors, stage } from "../../test/stage.ts";
import { type MigrationFolder, migrate } from "../database/index.ts";
import { migrationFolders } from "../migrations.ts";
import { manifest } from "./guestbook/module.ts";

/** A house with one more room whose migrations lie in a folder of the test's own. */
async function shed(t: TestContext) {
  const s = await stage(t, { modules: [manifest] });
  const folder = mkdtempSync(join(tmpdir(), "pendopo-migrations-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const folders: MigrationFolder[] = [...migrationFolders([manifest]), { schema: "shed", folder }];
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
  write("0001-tool.sql", "create table shed.tool (id int primary key);");
  return { ...s, folder, write, run: (say?: (line: string) => void) => migrate(s.urls.owner, folders, say) };
}

test("each migration runs once, in the order of the numbers, and a second start runs none", async (t) => {
  const s = await shed(t);
  s.write("0002-more.sql", "insert into shed.tool values (1);");
  const ran: string[] = [];
  await s.run((line) => ran.push(line));
  assert.deepEqual(ran, ["migrate shed/0001-tool.sql", "migrate shed/0002-more.sql"]);
  await s.run((line) => ran.push(line));
  assert.equal(ran.length, 2);
  assert.deepEqual(await s.count("shed.tool"), [1]);
});

test("six starts at once migrate once", async (t) => {
  const s = await shed(t);
  s.write("0002-slow.sql", "select pg_sleep(0.3); insert into shed.tool values (1);");
  const ran: string[] = [];
  await Promise.all(Array.from({ length: 6 }, () => s.run((line) => ran.push(line))));
  assert.deepEqual(ran, ["migrate shed/0001-tool.sql", "migrate shed/0002-slow.sql"]);
});

test("a migration that was changed after it ran stops the start, and says what to do", async (t) => {
  const s = await shed(t);
  await s.run();
  s.write("0001-tool.sql", "create table shed.tool (id int primary key); -- a hasty mend");
  s.write("0002-next.sql", "create table shed.next ();");
  await assert.rejects(s.run(), /shed\/0001-tool\.sql was changed after it ran\. Add a new file/);
  const [next] = await s.asOwner<{ found: string | null }>("select to_regclass('shed.next')::text as found");
  assert.equal(next?.found, null, "nothing after it runs");
});

test("a migration that fails leaves nothing of itself, and those before it stay", async (t) => {
  const s = await shed(t);
  s.write("0002-bad.sql", "create table shed.half (); select 1/0;");
  await assert.rejects(s.run(), /division by zero/);
  const [seen] = await s.asOwner<{ tool: string; half: string | null }>(
    "select to_regclass('shed.tool')::text as tool, to_regclass('shed.half')::text as half",
  );
  assert.deepEqual(seen, { tool: "shed.tool", half: null });
  s.write("0002-bad.sql", "create table shed.half ();");
  await s.run();
});

test("the app may not make tables, change policies, or take another role", async (t) => {
  const s = await shed(t);
  for (const text of [
    "create table guestbook.mine ()",
    "alter table guestbook.line disable row level security",
    "drop policy own on guestbook.line",
    "set role pendopo_owner",
    "create schema mine",
    "alter table kernel.journal disable trigger all",
    "select * from graphile_worker._private_jobs",
  ])
    await assert.rejects(
      s.world.database.inTransaction(actors.system("kernel"), true, (tx) => tx.query(text)),
      /permission denied|must be owner|not a member/,
      text,
    );
});
