import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import type { Config } from "../../kernel/config.ts";
import { Client, copyFrom, type MigrationFolder, migrate, migrationsIn } from "../../kernel/database/index.ts";
import { UsageFault } from "../verbs/usage.ts";
import { isSealOf, unwrapKeys } from "./keys.ts";
import { asHouse, full, quote, type TableShape } from "./tables.ts";

interface Manifest {
  archive: number;
  migrations: { schema: string; name: string; checksum: string }[];
  tables: (TableShape & { rows: number })[];
  sequences: { name: string; last: string | null }[];
  files: number;
  contents: Record<string, string>;
}

/**
 * Brings an archive back into an empty place: the database's form by the migrations, every row, every
 * file and the keys. Refuses a place that is not empty, a wrong passphrase, an archive that was cut off,
 * and one that a newer version wrote. Nothing is left half done: the rows go in as one transaction.
 */
export async function readArchive(
  config: Config,
  source: string,
  passphrase: string,
  folders: readonly MigrationFolder[],
  say: (line: string) => void,
) {
  if (!config.DATABASE_URL) throw new UsageFault("Set DATABASE_URL to the login that owns the empty database");
  const keyFile = config.KEY_FILE ?? join(config.DATA_DIR, "keys", "master.json");
  const filesFolder = config.FILES || join(config.DATA_DIR, "files");
  if (existsSync(keyFile))
    throw new UsageFault(`${keyFile} exists already: restore goes into an empty place. Choose another DATA_DIR.`);
  if (config.FILES.startsWith("s3:"))
    throw new UsageFault(
      "Restore puts files into a folder: unset FILES, restore, then copy DATA_DIR/files to the bucket.",
    );
  if (existsSync(filesFolder) && readdirSync(filesFolder).length > 0)
    throw new UsageFault(`${filesFolder} is not empty: restore goes into an empty place.`);
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const aside = await mkdtemp(join(config.DATA_DIR, "restore-"));
  try {
    say("unpacking");
    const { "manifest.seal": _, "manifest.json": __, ...found } = await unpack(source, aside);
    if (!existsSync(join(aside, "manifest.seal")))
      throw new UsageFault(`${source} is not a whole Pendopo archive: its end is missing.`);
    const keys = unwrapKeys(readFileSync(join(aside, "keys", "master.wrapped")), passphrase);
    if (!keys) throw new UsageFault("The passphrase does not open this archive's keys.");
    const list = readFileSync(join(aside, "manifest.json"));
    const manifest = JSON.parse(list.toString()) as Manifest;
    const altered = Object.entries({ ...found, ...manifest.contents }).find(
      ([name, hash]) => found[name] !== hash || manifest.contents[name] !== hash,
    );
    if (altered || !isSealOf(readFileSync(join(aside, "manifest.seal")), list, passphrase))
      throw new UsageFault(`${source} was altered after it was written: ${altered?.[0] ?? "its list of contents"}.`);
    const known = new Map(folders.flatMap(migrationsIn).map((m) => [`${m.schema}/${m.name}`, m.checksum]));
    const foreign = manifest.migrations.find((m) => known.get(`${m.schema}/${m.name}`) !== m.checksum);
    if (foreign)
      throw new UsageFault(
        `The archive was written by another version: its migration ${foreign.schema}/${foreign.name} is not in this one.`,
      );
    const missing = [...known.keys()].filter(
      (key) => !manifest.migrations.some((m) => `${m.schema}/${m.name}` === key),
    );
    if (missing.length > 0) {
      throw new UsageFault(
        `The archive is older than this version (${missing.length} migrations fewer). Restore it with the version that wrote it, then migrate.`,
      );
    }
    await mustBeUnused(config.DATABASE_URL);
    say("building the database's form");
    await migrate(config.DATABASE_URL, folders);
    const rows = await fill(config.DATABASE_URL, manifest, aside, say);
    if (manifest.files > 0) await moveFiles(join(aside, "files"), filesFolder);
    mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
    writeFileSync(keyFile, keys, { mode: 0o600 });
    return { rows, files: manifest.files };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Nothing is ever done without a row in the journal: where it has none, nobody has lived yet. */
async function mustBeUnused(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select to_regclass('kernel.journal') as journal");
    if (rows[0].journal === null) return;
    const { rowCount } = await client.query("select 1 from kernel.journal limit 1");
    if (rowCount) throw new UsageFault("The database is not empty: restore goes into an empty place. Make a new one.");
  } finally {
    await client.end();
  }
}

async function fill(url: string, manifest: Manifest, aside: string, say: (line: string) => void): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  let rows = 0;
  try {
    await asHouse(client);
    await client.query("begin");
    // COPY into a table whose row security is forced is refused: it is lifted inside this transaction only.
    const forced = (
      await client.query<{ name: string }>(`select c.oid::regclass::text as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity and n.nspname not like 'pg_%'`)
    ).rows;
    for (const { name } of forced) await client.query(`alter table ${name} no force row level security`);
    // What a trigger wrote besides is in the archive too. Rules that refuse (constraints) are kept below all the same.
    const writing = (
      await client.query<{
        name: string;
        of: string;
      }>(`select quote_ident(tgname) as name, tgrelid::regclass::text as of
      from pg_trigger where not tgisinternal and tgconstraint = 0`)
    ).rows;
    for (const { name, of } of writing) await client.query(`alter table ${of} disable trigger ${name}`);
    // What the migrations themselves put there is in the archive too, as it stood.
    await client.query(`truncate ${manifest.tables.map(full).join(", ")}`);
    // Tables that point at others come after them; a few rounds settle any order without touching constraints.
    let waiting = [...manifest.tables];
    while (waiting.length > 0) {
      const later: typeof waiting = [];
      for (const table of waiting) {
        await client.query("savepoint one");
        try {
          say(`${table.schema}.${table.name}`);
          const into = client.query(
            copyFrom(`copy ${full(table)} (${table.columns.map(quote).join(", ")}) from stdin`),
          );
          await pipeline(createReadStream(join(aside, "database", `${table.schema}.${table.name}.copy`)), into);
          if (into.rowCount !== table.rows) throw new Error(`${table.name}: ${into.rowCount} of ${table.rows} rows`);
          rows += table.rows;
          await client.query("release savepoint one");
        } catch (error) {
          if ((error as { code?: string }).code !== "23503" || waiting.length === 1) throw error;
          await client.query("rollback to savepoint one");
          later.push(table);
        }
      }
      if (later.length === waiting.length)
        throw new Error(`Tables that point at each other in a ring: ${later.map((t) => t.name).join(", ")}`);
      waiting = later;
    }
    for (const { name, last } of manifest.sequences)
      if (last !== null) await client.query("select setval($1::regclass, $2::bigint, true)", [name, last]);
    // Rules that wait for the end of a transaction (a booking sums to zero) are kept now: a table cannot change before.
    await client.query("set constraints all immediate");
    for (const { name } of forced) await client.query(`alter table ${name} force row level security`);
    for (const { name, of } of writing) await client.query(`alter table ${of} enable trigger ${name}`);
    await client.query("commit");
    return rows;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

/** Unpacks the archive; gives the SHA-256 of each of its entries. */
async function unpack(source: string, into: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const tar = extract();
  const reading = pipeline(createReadStream(source), createGunzip(), tar);
  const unpacking = (async () => {
    for await (const entry of tar) {
      const path = resolve(into, entry.header.name);
      if (!path.startsWith(into + sep))
        throw new UsageFault(`The archive names a file outside its place: ${entry.header.name}`);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const hash = createHash("sha256");
      await pipeline(
        entry.on("data", (bytes: unknown) => void hash.update(bytes as Buffer)),
        createWriteStream(path, { mode: 0o600 }),
      );
      found[entry.header.name] = hash.digest("hex");
    }
  })();
  try {
    await Promise.all([reading, unpacking]);
  } catch (error) {
    if (error instanceof UsageFault) throw error;
    throw new UsageFault(`${source} cannot be read as an archive: ${(error as Error).message}`);
  }
  return found;
}

async function moveFiles(from: string, to: string): Promise<void> {
  const { cp } = await import("node:fs/promises");
  mkdirSync(to, { recursive: true, mode: 0o700 });
  await cp(from, to, { recursive: true });
}
