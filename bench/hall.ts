import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadModules } from "../app/modules.ts";
import { seed } from "../app/seed.ts";
import { type OpenWorld, openWorld } from "../app/world.ts";
import { type Cluster, startCluster } from "../kernel/cluster/index.ts";
import { readConfig } from "../kernel/config.ts";
import { migrate, newPassword, Pool, prepareDatabase } from "../kernel/database/index.ts";
import type { World } from "../kernel/index.ts";
import { makeLog } from "../kernel/log.ts";
import { migrationFolders } from "../kernel/migrations.ts";
import { type DemoAccount, demoAccounts, issueToken } from "../modules/identity/index.ts";

/** One measured figure with what it is held against. */
export interface Figure {
  name: string;
  /** "1,234 /s", "12.3 ms": for people. */
  ours: string;
  /** The floor or peer, measured in the same run. */
  against: string;
  /** Ours over theirs; null where the target is a plain limit. */
  ratio: number | null;
  target: string;
  met: boolean;
}

/** A furnished house on a database that keeps its promises (fsync on), to be measured. */
export interface Hall {
  world: World;
  open: OpenWorld;
  cluster: Cluster;
  account(key: string): DemoAccount;
  token(key: string): Promise<string>;
  /** As the cluster's own superuser: for preparing rows, past every wall. With a name it is planned once. */
  prepare<R = Record<string, unknown>>(sql: string, values?: unknown[], name?: string): Promise<R[]>;
  /** The web side in a process of its own, so that the load and the house do not share a thread. */
  serve(more?: { worker: boolean }): Promise<{ address: string; pid: number; stop(): Promise<void> }>;
  /** The same door for a pool of one's own. */
  adminUrl: string;
  say(line: string): void;
  close(): Promise<void>;
}

const settings = {
  REQUESTS_PER_MINUTE: "100000000",
  MACHINE_REQUESTS_PER_MINUTE: "100000000",
  EXCHANGE_HOSTS: "127.0.0.1",
  API_PER_MINUTE: "100000000",
  LOG_LEVEL: "error",
  DEMO: "yes",
};

/** Opens the hall in a folder; what was loaded there before is used again. */
export async function openHall(folder: string, people: number, say: (line: string) => void): Promise<Hall> {
  mkdirSync(join(folder, "keys"), { recursive: true, mode: 0o700 });
  const cluster = await startCluster({ dataDir: folder, durable: true });
  const modules = await loadModules();
  const keptFile = join(folder, "keys", "bench.json");
  const passwords = existsSync(keptFile)
    ? JSON.parse(readFileSync(keptFile, "utf8"))
    : { owner: newPassword(), app: newPassword(), jobs: newPassword() };
  writeFileSync(keptFile, JSON.stringify(passwords), { mode: 0o600 });
  const urls = await prepareDatabase(cluster.adminUrl, "pendopo", passwords);
  await migrate(urls.owner, migrationFolders(modules), () => {});
  const env: Record<string, string> = {
    ...settings,
    DATABASE_URL: urls.owner,
    DATABASE_APP_URL: urls.app,
    DATABASE_JOBS_URL: urls.jobs,
    GOVERNMENT_DIR: fileURLToPath(new URL("../government/example", import.meta.url)),
    DATA_DIR: folder,
    PUBLIC_URL: "http://localhost:8080",
  };
  const open = openWorld(readConfig(env), modules, { log: makeLog("error") });
  await seed(open.world, { people, demo: true, say });
  const accounts = await demoAccounts(open.world);
  const account = (key: string) => accounts.find((one) => one.key === key)!;
  const adminUrl = cluster.adminUrl.replace(/\/postgres(\?|$)/, "/pendopo$1");
  const admin = new Pool({ connectionString: adminUrl, max: 4 });
  admin.on("error", () => {});
  await admin.query("create schema if not exists bench");
  // Ids in order of time, as the house makes them: at a million rows, ids of chance touch a cold page each.
  await admin.query(
    `create or replace function bench.v7() returns uuid language sql volatile return
       (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' ||
        substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`,
  );
  // Drafts that an interrupted run left open would count against their owner.
  await admin.query("update cases.draft set state = 'dropped' where state = 'open'");
  return {
    world: open.world,
    open,
    cluster,
    adminUrl,
    account,
    say,
    token: (key) => {
      const { identifier, hat } = account(key);
      return issueToken(open.world, identifier, { hat, days: 1, steppedUp: true });
    },
    prepare: async (text, values = [], name) =>
      (await admin.query({ text, values, ...(name && { name }) })).rows as never,
    async serve({ worker } = { worker: false }) {
      const child = spawn(
        process.execPath,
        [
          "--import",
          fileURLToPath(new URL("../bin/typescript.mjs", import.meta.url)),
          fileURLToPath(new URL("./serve.ts", import.meta.url)),
        ],
        {
          env: { ...process.env, ...env, PORT: "0", ...(worker && { BENCH_WORKER: "yes" }) },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const address = await new Promise<string>((done, failed) => {
        child.stdout.once("data", (line: Buffer) => done(line.toString().trim()));
        child.once("exit", (code) => failed(new Error(`the web side ended with ${code}`)));
      });
      return { address, pid: child.pid!, stop: () => ended(child) };
    },
    async close() {
      await admin.end();
      await open.close();
      await cluster.stop();
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.removeAllListeners("exit");
    child.once("exit", () => done());
    child.kill("SIGTERM");
  });
}

/** The middle of many times; milliseconds. */
export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs `work` from `clients` sides at once until `count` are done; how many a second. */
export async function rate(count: number, clients: number, work: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) await work(next++);
    }),
  );
  return count / ((performance.now() - start) / 1000);
}

export const perSecond = (value: number): string =>
  `${new Intl.NumberFormat("en", { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value)} /s`;
/** What a process holds in memory now. */
export const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
export const megabytes = (value: number): string => `${value.toFixed(0)} MB`;
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
