import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { loadModules } from "../app/modules.ts";
import { openWorld } from "../app/world.ts";
import { stoppedClock } from "../kernel/clock.ts";
import { startCluster } from "../kernel/cluster/index.ts";
import { type Config, readConfig } from "../kernel/config.ts";
import {
  Client,
  type DatabaseUrls,
  migrate,
  migrationsIn,
  prepareDatabase,
  withDatabase,
} from "../kernel/database/index.ts";
import type { Server } from "../kernel/http/index.ts";
import {
  type ActOptions,
  type Actor,
  act,
  ask,
  type Command,
  type Manifest,
  type Query,
  stranger,
  systemActor,
  type World,
} from "../kernel/index.ts";
import { relayOnce } from "../kernel/jobs/relay.ts";
import { tasks } from "../kernel/jobs/worker.ts";
import { migrationFolders } from "../kernel/migrations.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache");
const passwords = { owner: "stage", app: "stage", jobs: "stage" };

/** The cluster of this test run: `npm test` gives one; a single test file run by hand uses one that is kept in .cache. */
async function adminUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  if (given) return given;
  const cluster = await startCluster({ dataDir: join(cache, "test-cluster"), durable: false });
  return cluster.adminUrl;
}

async function withAdmin<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

const urlsOf = (admin: string, name: string): DatabaseUrls => {
  const as = (role: string) =>
    Object.assign(new URL(withDatabase(admin, name)), { username: role, password: "stage" }).href;
  return { owner: as("pendopo_owner"), app: as("pendopo_app"), jobs: as("pendopo_jobs") };
};

/** A migrated (and by `fill` furnished) database that others are cut from; made once for its content. */
async function template(
  admin: string,
  modules: readonly Manifest[],
  kind: string,
  fill?: (urls: DatabaseUrls) => Promise<void>,
): Promise<string> {
  const content = migrationFolders(modules)
    .flatMap(migrationsIn)
    .map((m) => m.checksum)
    .join();
  const name = `stage_${kind}_${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
  await withAdmin(admin, async (client) => {
    await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
    const done = await client.query("select 1 from pg_database where datname = $1 and datistemplate", [name]);
    if (done.rowCount) return;
    await client.query(`drop database if exists ${name} with (force)`);
    const urls = await prepareDatabase(admin, name, passwords);
    await migrate(urls.owner, migrationFolders(modules));
    await fill?.(urls);
    await client.query(`alter database ${name} is_template true`);
  });
  return name;
}

export interface Stage {
  world: World;
  clock: ReturnType<typeof stoppedClock>;
  urls: DatabaseUrls;
  config: Config;
  act<I extends z.ZodType, T, R>(
    actor: Actor,
    command: Command<I, T, R>,
    raw: z.input<I>,
    options?: ActOptions,
  ): Promise<R>;
  ask<I extends z.ZodType, T, R>(actor: Actor, query: Query<I, T, R>, raw: z.input<I>): Promise<R>;
  /** Rows in each table, counted by the owner (past row security). */
  count(...tables: string[]): Promise<number[]>;
  /** One statement as the database's owner: to look, or to play the one who tampers. */
  asOwner<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Relays facts and runs due jobs until nothing is left, as the worker would. Returns how many jobs ran. */
  work(): Promise<number>;
  /** The web server, to be asked by `inject`. */
  web(): Promise<Server>;
}

export interface StageOptions {
  /** Other rooms than the house's own: to test the kernel with rooms made for the test. */
  modules?: readonly Manifest[];
  now?: string;
  env?: Record<string, string>;
  /** Furnish the template: the example government and its people, from app/seed. */
  people?: number;
}

/** A world of its own for one test: a fresh database, a stopped clock, an empty file folder. */
export async function stage(t: TestContext, options: StageOptions = {}): Promise<Stage> {
  const admin = await adminUrl();
  const modules = options.modules ?? (await loadModules());
  const people = options.people ?? 0;
  const dataDir = join(cache, "stage", randomBytes(6).toString("hex"));
  mkdirSync(dataDir, { recursive: true });
  const environment = (urls: DatabaseUrls) => ({
    DATABASE_URL: urls.owner,
    DATABASE_APP_URL: urls.app,
    DATABASE_JOBS_URL: urls.jobs,
    GOVERNMENT_DIR: join(root, "government", "example"),
    DATA_DIR: dataDir,
    KEY_FILE: join(cache, "stage-master.json"),
    LOG_LEVEL: "silent",
    REQUESTS_PER_MINUTE: "100000",
    API_PER_MINUTE: "100000",
    PUBLIC_URL: "http://localhost:8080",
    POOL: "8",
    ...options.env,
  });
  const clock = stoppedClock(options.now ?? "2026-11-24T03:00:00Z");
  const kind = options.modules
    ? `own${createHash("sha1")
        .update(modules.map((m) => m.name).join())
        .digest("hex")
        .slice(0, 6)}`
    : `house${people}`;
  const from = await template(
    admin,
    modules,
    kind,
    people === 0 ? undefined : (urls) => furnish(readConfig(environment(urls)), modules, people),
  );
  const name = `t_${randomBytes(6).toString("hex")}`;
  await withAdmin(admin, (client) =>
    client.query(`create database ${name} template ${from} owner pendopo_owner strategy file_copy`),
  );
  const urls = urlsOf(admin, name);
  const config = readConfig(environment(urls));
  const open = openWorld(config, modules, { clock });
  const owner = new Client({ connectionString: urls.owner });
  await owner.connect();
  // Row security is forced on the owner too; the stage looks as the house itself does.
  await owner.query("set pendopo.kind = 'system'");
  const { world } = open;
  let server: Server | undefined;
  t.after(async () => {
    await server?.close();
    await open.close();
    await owner.end();
    await withAdmin(admin, (client) => client.query(`drop database if exists ${name} with (force)`));
    rmSync(dataDir, { recursive: true, force: true });
  });
  const asOwner = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[];
  return {
    world,
    clock,
    urls,
    config,
    act: (actor, command, raw, more) => act(world, actor, command, raw, more),
    ask: (actor, query, raw) => ask(world, actor, query, raw),
    async count(...tables) {
      const counts: number[] = [];
      for (const table of tables)
        counts.push((await asOwner<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n);
      return counts;
    },
    asOwner,
    async work() {
      const list = tasks(world);
      let ran = 0;
      for (;;) {
        while ((await relayOnce(world)) > 0);
        const [job] = await asOwner<{ id: bigint; task: string; payload: unknown }>(
          `select j.id, t.identifier as task, j.payload from graphile_worker._private_jobs j
           join graphile_worker._private_tasks t on t.id = j.task_id where j.run_at <= $1 order by j.run_at, j.id limit 1`,
          [new Date(Math.max(clock.now().getTime(), Date.now()))],
        );
        if (!job) return ran;
        const task = list[job.task];
        if (!task) throw new Error(`Nobody handles the job ${job.task}`);
        await task(job.payload, {} as never);
        await asOwner("delete from graphile_worker._private_jobs where id = $1", [job.id]);
        ran += 1;
      }
    },
    async web() {
      server ??= await (await import("../app/web.ts")).openWeb(world);
      return server;
    },
  };
}

async function furnish(config: Config, modules: readonly Manifest[], people: number): Promise<void> {
  const { seed } = await import("../app/seed.ts");
  // Furnished before any test's day: what is published is in force from then on, whatever day it really is.
  const open = openWorld(config, modules, { clock: stoppedClock("2026-01-05T00:00:00Z") });
  try {
    const { faults } = await seed(open.world, { people, demo: true, say: () => {} });
    if (faults.length > 0) throw new Error(faults.join("\n"));
  } finally {
    await open.close();
  }
}

/** Actors made by hand, for tests of policy. Ids are any UUIDs. */
export const actors = {
  stranger,
  system: systemActor,
  citizen: (person: string, more: Partial<Actor> = {}): Actor => ({
    ...stranger,
    hat: "citizen",
    account: person,
    person,
    name: "Warga",
    assurance: 2,
    session: person,
    ...more,
  }),
  business: (
    person: string,
    business: string,
    scopes: readonly string[] = ["apply", "pay"],
    more: Partial<Actor> = {},
  ): Actor => ({
    ...stranger,
    hat: "business",
    account: person,
    person,
    name: "Pengusaha",
    assurance: 2,
    session: person,
    business: { id: business, name: "Warung", mandate: business, scopes },
    ...more,
  }),
  officer: (
    id: string,
    agency: string,
    office: string,
    roles: NonNullable<Actor["officer"]>["roles"],
    more: Partial<Actor> = {},
  ): Actor => ({
    ...stranger,
    hat: "officer",
    account: id,
    person: id,
    name: "Petugas",
    assurance: 2,
    session: id,
    officer: { id, agency, office, roles },
    ...more,
  }),
};
