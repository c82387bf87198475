import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pino from "pino";
import { type Cluster, removeCluster, startCluster } from "../../kernel/cluster/index.ts";
import { readConfig } from "../../kernel/config.ts";
import { type DatabaseUrls, migrate, migrationsIn, newPassword, prepareDatabase } from "../../kernel/database/index.ts";
import { textIn, type World } from "../../kernel/index.ts";
import { makeLog } from "../../kernel/log.ts";
import { migrationFolders } from "../../kernel/migrations.ts";
import { federateDemo } from "../../modules/exchange/index.ts";
import { type DemoAccount, demoAccounts } from "../../modules/identity/index.ts";
import { loadModules } from "../modules.ts";
import { type Running, startSides, untilStopped } from "../running.ts";
import { seed } from "../seed.ts";
import { openWorld } from "../world.ts";
import { progress } from "./progress.ts";
import { UsageFault, wholeNumber } from "./usage.ts";

const options = {
  port: { type: "string", default: "8080" },
  data: { type: "string", default: ".pendopo/demo" },
  people: { type: "string", default: "2000" },
  "no-cases": { type: "boolean", default: false },
  fresh: { type: "boolean", default: false },
  "accounts-file": { type: "string" },
  "with-province": { type: "boolean", default: false },
} as const;

interface Kept {
  passwords: Record<"owner" | "app" | "jobs", string>;
  /** Fingerprint of migrations that ran, so that a second start asks nothing of the database. */
  form?: string;
  urls?: DatabaseUrls;
}

/** The whole house with the example government, on this machine, for looking around. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const people = wholeNumber(values.people, "--people", 60, 1_000_000);
  const port = wholeNumber(values.port, "--port", 0, 65_535) || (await freePort());
  const dataDir = resolve(values.data);
  const started = performance.now();
  const tell = progress();
  if (values.fresh) await tell.step("Throwing the old demo data away", () => throwAway(dataDir));
  const kept = keptIn(dataDir);
  const cluster = await tell.step("PostgreSQL", (log) => startCluster({ dataDir, log }));
  const loading = stopWith(cluster);
  try {
    const wish = { cluster, kept, dataDir, people, port, tell, cases: !values["no-cases"] };
    const two = values["with-province"];
    const running = await load({ ...wish, ...regency, accountsFile: values["accounts-file"], loopback: two });
    const province = two ? await loadProvince(wish, running) : null;
    loading.over();
    const shown = [running.shown, ...(province ? [province.shown] : [])].join("  and  ");
    console.log(`\nReady in ${((performance.now() - started) / 1000).toFixed(1)} s:  ${shown}`);
    console.log(`\nCtrl-C stops everything. Log: ${join(dataDir, "pendopo.log")}`);
    await untilStopped(async () => {
      await Promise.all([running.stop(), province?.stop()]);
      await cluster.stop();
    }, console.log);
  } catch (error) {
    await loading.fail();
    throw error;
  }
}

/** What a demo remembers of itself from start to start; written at once, as it also says whose folder this is. */
function keptIn(dataDir: string, passwords?: Kept["passwords"]) {
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  const file = join(dataDir, "keys", "demo.json");
  const now: Kept = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { passwords: passwords ?? { owner: newPassword(), app: newPassword(), jobs: newPassword() } };
  const keep = (more: Partial<Kept>) => writeFileSync(file, JSON.stringify(Object.assign(now, more)), { mode: 0o600 });
  keep({});
  return { now, keep };
}

/** PostgreSQL is a process of its own: whoever leaves while the house is still being filled takes it along. */
function stopWith(cluster: Cluster) {
  let asked = false;
  const leave = () => {
    asked = true;
    void cluster.stop().finally(() => process.exit(130));
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, leave);
  const over = () => signals.forEach((signal) => void process.off(signal, leave));
  return {
    over,
    async fail() {
      over();
      await cluster.stop();
      // What broke because its database was taken away is no news.
      if (asked) process.exit(130);
    },
  };
}

interface Wish {
  cluster: Cluster;
  kept: ReturnType<typeof keptIn>;
  dataDir: string;
  people: number;
  port: number;
  tell: ReturnType<typeof progress>;
  accountsFile?: string | undefined;
  cases: boolean;
  /** Which government, and the database that is its own. */
  government: string;
  database: string;
  /** Its gateway may call this machine itself, where the other government of the demo stands. */
  loopback: boolean;
}

const folder = (name: string) => fileURLToPath(new URL(`../../government/${name}`, import.meta.url));
const regency = { government: process.env.GOVERNMENT_DIR ?? folder("example"), database: "pendopo" };

type Loaded = Running & { shown: string; world: World };

/** The other government: its own folder, keys, database and port; both then trust each other and agree, one thing each way. */
async function loadProvince(wish: Omit<Wish, keyof typeof regency | "loopback">, other: Loaded): Promise<Loaded> {
  const { port, dataDir, tell, kept } = wish;
  const own = join(dataDir, "province");
  const running = await load({
    ...wish,
    kept: keptIn(own, kept.now.passwords),
    dataDir: own,
    port: port + 1,
    people: 60,
    cases: false,
    government: folder("province"),
    database: "province",
    loopback: true,
  });
  const agreed = await tell.step("Trust between the two", () => federateDemo(other.world, running.world));
  for (const { consumer, service, number } of agreed) console.log(`  ${number}: ${consumer} may ask ${service}`);
  return running;
}

/** Brings database, people and accounts to where they should be, then opens the doors. */
async function load({
  cluster,
  kept,
  dataDir,
  people,
  port,
  tell,
  accountsFile,
  cases,
  government,
  database,
  loopback,
}: Wish): Promise<Loaded> {
  const modules = await loadModules();
  const form = createHash("sha256")
    .update(
      migrationFolders(modules)
        .flatMap(migrationsIn)
        .map((m) => m.checksum)
        .join(),
    )
    .digest("hex");
  let { urls } = kept.now;
  if (!urls || kept.now.form !== form || !urls.owner.includes(new URL(cluster.adminUrl).search.slice(1))) {
    urls = await tell.step("Database", async (log) => {
      const made = await prepareDatabase(cluster.adminUrl, database, kept.now.passwords);
      await migrate(made.owner, migrationFolders(modules), log);
      return made;
    });
    kept.keep({ form, urls });
  }
  const config = readConfig({
    DATABASE_URL: urls.owner,
    DATABASE_APP_URL: urls.app,
    DATABASE_JOBS_URL: urls.jobs,
    GOVERNMENT_DIR: government,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: (database === regency.database && process.env.PUBLIC_URL) || `http://localhost:${port}`,
    ...(process.env.SMTP_URL && { SMTP_URL: process.env.SMTP_URL }),
    ...(process.env.REQUESTS_PER_MINUTE && { REQUESTS_PER_MINUTE: process.env.REQUESTS_PER_MINUTE }),
    ...(process.env.API_PER_MINUTE && { API_PER_MINUTE: process.env.API_PER_MINUTE }),
    ...(loopback && { EXCHANGE_HOSTS: "127.0.0.1" }),
    DEMO: "yes",
  });
  const log = makeLog("info", pino.destination({ dest: join(dataDir, "pendopo.log"), mkdir: true, sync: false }));
  const open = openWorld(config, modules, { log });
  const { faults } = await tell.step(`${textIn(open.world.government.name, "en")} and its people`, (say) =>
    seed(open.world, { people, demo: true, registers: database === regency.database, cases, say }),
  );
  if (faults.length > 0)
    console.error(`\n  Not published, because of:\n${faults.map((one) => `  ${one}`).join("\n")}\n`);
  const accounts = await demoAccounts(open.world);
  const running = await tell.step("Web and worker", () => startSides(open, { web: true, worker: true }));
  const address = config.PUBLIC_URL;
  if (accountsFile) writeFileSync(accountsFile, `${JSON.stringify({ address, accounts }, null, 2)}\n`, { mode: 0o600 });
  console.log(`\n${table(accounts)}\n`);
  console.log("Sign in with identifier and password, then the six digits for the TOTP secret");
  console.log(
    "(any authenticator app, or: oathtool --totp -b SECRET). The pages are in Indonesian; EN is top right.\n",
  );
  return { ...running, shown: address, world: open.world };
}

/** Only a folder that a demo made is thrown away. */
async function throwAway(dataDir: string): Promise<void> {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  if (!existsSync(join(dataDir, "keys", "demo.json"))) {
    throw new UsageFault(
      `${dataDir} does not look like a demo's data, so --fresh leaves it alone. Name another folder with --data.`,
    );
  }
  await removeCluster({ dataDir });
  rmSync(dataDir, { recursive: true, force: true });
}

/** The people first, then the officers under the agency where they work. */
function table(accounts: readonly DemoAccount[]): string {
  const head = ["who", "identifier", "password", "TOTP secret"];
  const groups = [...Map.groupBy(accounts, ({ agency }) => agency ?? "")].map(([agency, listed]) => ({
    agency,
    rows: listed.map((a) => [`${a.label}: ${a.name}`, a.identifier, a.password, a.totpSecret]),
  }));
  const widths = head.map((_, i) =>
    Math.max(...[head, ...groups.flatMap(({ rows }) => rows)].map((row) => row[i]!.length)),
  );
  const line = (row: readonly string[]) => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")}`.trimEnd();
  return [
    line(head),
    ...groups.map(({ agency, rows }) => [`\n ${agency}`.trimEnd(), ...rows.map(line)].join("\n")),
  ].join("\n");
}

/** A port that the system gives: the house must know its address before it listens, as cookies and sign-in hang on it. */
const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
