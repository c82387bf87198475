import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { Client, prepareDatabase } from "../../kernel/database/index.ts";
import { ask, systemActor } from "../../kernel/index.ts";
import { issueToken } from "../../modules/identity/index.ts";
import { personById } from "../../modules/registry/index.ts";
import { scene } from "../../test/scene.ts";
import { openHouse } from "../open.ts";
import { openWeb } from "../web.ts";
import { isPlain, pendopo } from "./verb.ts";

const BACKUP_PASSPHRASE = "kuda terbang di atas pendopo";

/** Every row of every table, as one hash a table: equal hashes, equal tables. */
async function rowsOf(url: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set pendopo.kind = 'system'");
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname !~ '^pg_|information_schema' order by 1`,
    );
    const hashes: Record<string, string> = {};
    for (const { name } of rows.filter(
      (row) => !/pendopo_migration|graphile_worker\.(migrations|_private_known)/.test(row.name),
    )) {
      const found = await client.query(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as rows from ${name} t`,
      );
      hashes[name] = found.rows[0].rows;
    }
    return hashes;
  } finally {
    await client.end();
  }
}

/** A second place to restore into: an empty database and an empty folder. */
async function emptyPlace(t: TestContext, from: string) {
  const admin = process.env.TEST_DATABASE_ADMIN_URL;
  if (!admin) throw new Error("Run by npm test, which gives a PostgreSQL");
  const name = `t_restore_${randomBytes(5).toString("hex")}`;
  const urls = await prepareDatabase(admin, name, { owner: "stage", app: "stage", jobs: "stage" });
  const folder = mkdtempSync(join(tmpdir(), "pendopo-restore-"));
  t.after(async () => {
    rmSync(folder, { recursive: true, force: true });
    const client = new Client({ connectionString: admin });
    await client.connect();
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  });
  const env = {
    DATABASE_URL: urls.owner,
    DATABASE_APP_URL: urls.app,
    DATA_DIR: join(folder, "data"),
    GOVERNMENT_DIR: from,
    LOG_LEVEL: "silent",
    BACKUP_PASSPHRASE,
  };
  return { env, folder };
}

test("an archive brings the same state into an empty place, gives nothing away, and is refused when it was cut, altered or is locked by other words", async (t) => {
  // The house that is opened again goes by the real clock.
  const s = await scene(t, { now: new Date().toISOString() });
  await s.submitted();
  await s.submitted({ floorArea: "12", cooks: false });
  await s.world.files.put("cases/2026/lapak.jpg", randomBytes(50_000), "image/jpeg");
  const token = await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 1 });
  await s.work();
  for (const minder of s.world.modules.find((room) => room.name === "transparency")?.minders ?? [])
    await minder.run(s.world, AbortSignal.timeout(300));
  const narti = await s.ask(systemActor("registry"), personById, { id: s.id("narti") });
  const joko = await s.ask(systemActor("registry"), personById, { id: s.id("joko") });
  const before = await rowsOf(s.urls.owner);
  const keyFile = s.config.KEY_FILE!;
  const env = {
    DATABASE_URL: s.urls.owner,
    DATA_DIR: s.config.DATA_DIR,
    KEY_FILE: keyFile,
    GOVERNMENT_DIR: s.config.GOVERNMENT_DIR,
    BACKUP_PASSPHRASE,
  };
  const { env: there, folder } = await emptyPlace(t, s.config.GOVERNMENT_DIR);
  const archive = join(folder, "tirta.tar.gz");

  await t.test("it is written while the house runs, and only with a passphrase worth its name", async () => {
    const weak = await pendopo(["backup", archive], { ...env, BACKUP_PASSPHRASE: "short" });
    assert.ok(isPlain(weak), weak.err);
    assert.match(weak.err, /at least 12 characters/);
    assert.equal(existsSync(archive), false);
    const words = join(folder, "words");
    writeFileSync(words, `${BACKUP_PASSPHRASE}\n`);
    const { BACKUP_PASSPHRASE: _, ...bare } = env;
    const written = await pendopo(["backup", archive], { ...bare, BACKUP_PASSPHRASE_FILE: words });
    assert.equal(written.code, 0, written.err);
    assert.ok(isPlain(await pendopo(["backup"], env)));
    const nowhere = await pendopo(["backup", "/nowhere/at/all.tar.gz"], env);
    assert.ok(isPlain(nowhere) && nowhere.code === 1, nowhere.err);
    const closed = await pendopo(["backup", archive], {
      ...bare,
      BACKUP_PASSPHRASE,
      DATABASE_URL: "postgres://x@127.0.0.1:1/x",
    });
    assert.match(closed.err, /does not answer/);
    assert.equal(existsSync(`${archive}.part`), false);
  });

  await t.test("who has only the archive reads no key, no sealed number, no token and no password in it", () => {
    const content = gunzipSync(readFileSync(archive)).toString("latin1");
    const { keys, index } = JSON.parse(readFileSync(keyFile, "utf8")) as {
      keys: Record<string, string>;
      index: string;
    };
    for (const secret of [...Object.values(keys), index]) {
      assert.ok(!content.includes(secret), "a master key");
      assert.ok(!content.includes(Buffer.from(secret, "base64").toString("latin1")));
      assert.ok(!content.includes(Buffer.from(secret, "base64").toString("hex")));
    }
    assert.ok(!content.includes(token), "a token");
    assert.ok(!content.includes(joko.nik!), "a number that the register keeps sealed");
  });

  await t.test(
    "cut off, altered, altered and closed again, or with other words: refused in a sentence, and nothing is left behind",
    async () => {
      const broken = join(folder, "broken.tar.gz");
      const whole = readFileSync(archive);
      const refusals: [string, () => void, Record<string, string>, RegExp][] = [
        ["cut", () => truncateSync(broken, Math.floor(whole.length * 0.6)), {}, /cannot be read|end is missing/],
        [
          "a bit turned",
          () => {
            const bytes = Buffer.from(whole);
            bytes[Math.floor(bytes.length / 2)]! ^= 1;
            writeFileSync(broken, bytes);
          },
          {},
          /cannot be read|altered/,
        ],
        [
          "a row changed and packed again",
          () => {
            const bytes = gunzipSync(whole);
            const at = bytes.indexOf("Narti");
            assert.ok(at > 0);
            bytes.write("Warti", at);
            writeFileSync(broken, gzipSync(bytes));
          },
          {},
          /altered/,
        ],
        ["other words", () => {}, { BACKUP_PASSPHRASE: "another passphrase" }, /does not open/],
        ["no archive", () => writeFileSync(broken, "hello"), {}, /cannot be read/],
      ];
      for (const [name, damage, words, said] of refusals) {
        cpSync(archive, broken);
        damage();
        const refused = await pendopo(["restore", broken], { ...there, ...words });
        assert.ok(isPlain(refused), `${name}: ${refused.err}`);
        assert.match(refused.err, said, name);
        assert.equal(existsSync(join(there.DATA_DIR, "keys")), false, `${name}: no key is left`);
      }
    },
  );

  await t.test("restored, it is the same: rows, files, sealed fields, tokens, and a log that holds", async () => {
    const restored = await pendopo(["restore", archive], there);
    assert.equal(restored.code, 0, restored.err);
    assert.deepEqual(await rowsOf(there.DATABASE_URL), before);
    const file = (folder: string) =>
      createHash("sha256")
        .update(readFileSync(join(folder, "files/cases/2026/lapak.jpg")))
        .digest("hex");
    assert.equal(file(there.DATA_DIR), file(s.config.DATA_DIR));
    const log = await pendopo(["verify-log", "--database"], there);
    assert.equal(log.code, 0, log.err);
    const open = await openHouse(there);
    const web = await openWeb(open.world);
    try {
      const again = await ask(open.world, systemActor("registry"), personById, { id: s.id("narti") });
      assert.equal(again.nik, narti.nik);
      const mine = await web.inject({ url: "/saya", headers: { authorization: `Bearer ${token}` } });
      assert.equal(mine.statusCode, 200);
    } finally {
      await web.close();
      await open.close();
    }
  });

  await t.test("a place that holds anything is left as it is", async () => {
    const again = await pendopo(["restore", archive], there);
    assert.ok(isPlain(again), again.err);
    assert.match(again.err, /empty place/);
    const other = { ...there, DATA_DIR: join(folder, "other") };
    const fullDatabase = await pendopo(["restore", archive], other);
    assert.ok(isPlain(fullDatabase), fullDatabase.err);
    assert.match(fullDatabase.err, /not empty/);
    assert.equal(existsSync(join(other.DATA_DIR, "keys")), false);
    mkdirSync(join(folder, "files/files"), { recursive: true });
    writeFileSync(join(folder, "files/files/x"), "x");
    const fullFolder = await pendopo(["restore", archive], { ...there, DATA_DIR: join(folder, "files") });
    assert.match(fullFolder.err, /not empty/);
    assert.ok(isPlain(await pendopo(["restore"], there)));
  });
});
