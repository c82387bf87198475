import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Pack, pack } from "tar-stream";
import type { Config } from "../../kernel/config.ts";
import { Client, copyTo } from "../../kernel/database/index.ts";
import { sealList, wrapKeys } from "./keys.ts";
import { asHouse, full, quote, sequencesOf, tablesOf } from "./tables.ts";

/**
 * Writes one archive: a snapshot of every table, the files, and the keys wrapped by the
 * passphrase. Needs no PostgreSQL program: the form of the database comes from the
 * migrations, so its content as COPY text is enough, for any later PostgreSQL too.
 */
export async function writeArchive(
  config: Config,
  target: string,
  passphrase: string,
  say: (line: string) => void,
): Promise<{ rows: number; files: number }> {
  // A place that cannot be written in is told before anything is read.
  const out = await open(`${target}.part`, "w", 0o600);
  const client = new Client({ connectionString: config.DATABASE_URL });
  await client.connect().catch(async (error) => {
    await out.close();
    await rm(`${target}.part`, { force: true });
    throw error;
  });
  const aside = await mkdtemp(join(tmpdir(), "pendopo-backup-"));
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: 6 }), out.createWriteStream());
  // A disk that fills up meanwhile is told where it is waited for, below.
  written.catch(() => {});
  let rows = 0;
  let files = 0;
  const contents: Contents = {};
  try {
    await asHouse(client);
    await client.query("begin isolation level repeatable read read only");
    const tables = await tablesOf(client);
    const migrations = (
      await client.query("select schema, name, checksum from public.pendopo_migration order by at, schema, name")
    ).rows;
    const counts: Record<string, number> = {};
    for (const table of tables) {
      say(`${table.schema}.${table.name}`);
      const spool = join(aside, "table");
      await pipeline(
        client.query(copyTo(`copy ${full(table)} (${table.columns.map(quote).join(", ")}) to stdout`)),
        createWriteStream(spool),
      );
      const {
        rows: [counted],
      } = await client.query(`select count(*)::int as n from ${full(table)}`);
      counts[`${table.schema}.${table.name}`] = counted.n;
      rows += counted.n;
      await addFile(tar, contents, `database/${table.schema}.${table.name}.copy`, spool);
    }
    const manifest = {
      archive: 1,
      migrations,
      tables: tables.map((t) => ({ ...t, rows: counts[`${t.schema}.${t.name}`] })),
      sequences: await sequencesOf(client),
    };
    await client.query("commit");
    const folder = config.FILES && !config.FILES.startsWith("s3:") ? config.FILES : join(config.DATA_DIR, "files");
    if (!config.FILES.startsWith("s3:") && existsSync(folder)) {
      for (const path of filesIn(folder)) {
        files += 1;
        if (files % 500 === 0) say(`${files} files`);
        await addFile(tar, contents, `files/${relative(folder, path)}`, path);
      }
    }
    addText(
      tar,
      contents,
      "keys/master.wrapped",
      wrapKeys(readFileSync(config.KEY_FILE ?? join(config.DATA_DIR, "keys", "master.json")), passphrase),
    );
    // Last, so that an archive that was cut off is seen to be cut off.
    const list = Buffer.from(JSON.stringify({ ...manifest, files, contents }, null, 1));
    addText(tar, {}, "manifest.json", list);
    addText(tar, {}, "manifest.seal", sealList(list, passphrase));
    tar.finalize();
    await written;
    renameSync(`${target}.part`, target);
    return { rows, files };
  } catch (error) {
    tar.destroy();
    await written.catch(() => {});
    await rm(`${target}.part`, { force: true });
    throw error;
  } finally {
    await client.end();
    await rm(aside, { recursive: true, force: true });
  }
}

/** SHA-256 of each entry, by its name in the archive. */
type Contents = Record<string, string>;

function addText(tar: Pack, contents: Contents, name: string, body: Buffer): void {
  tar.entry({ name, mode: 0o600 }, body);
  contents[name] = createHash("sha256").update(body).digest("hex");
}

async function addFile(tar: Pack, contents: Contents, name: string, path: string): Promise<void> {
  const entry = tar.entry({ name, size: statSync(path).size, mode: 0o600 });
  const hash = createHash("sha256");
  await pipeline(
    createReadStream(path).on("data", (bytes) => hash.update(bytes)),
    entry,
  );
  contents[name] = hash.digest("hex");
}

function* filesIn(folder: string): Generator<string> {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) yield* filesIn(path);
    else if (item.isFile()) yield path;
  }
}
