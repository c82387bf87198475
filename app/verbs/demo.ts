import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import { removeCluster, startCluster } from "../../kernel/cluster/index.ts";
import { readConfig } from "../../kernel/config.ts";
import { type DatabaseUrls, migrate, migrationsIn, newPassword, prepareDatabase } from "../../kernel/database/index.ts";
import { makeLog } from "../../kernel/log.ts";
import { migrationFolders } from "../../kernel/migrations.ts";
import { type DemoAccount, demoAccounts } from "../../modules/identity/index.ts";
import { loadModules } from "../modules.ts";
import { startSides, untilStopped } from "../running.ts";
import { seed } from "../seed.ts";
import { openWorld } from "../world.ts";
import { progress } from "./progress.ts";
import { UsageFault } from "./usage.ts";

const options = {
  port: { type: "string", default: "8080" },
  data: { type: "string", default: ".pendopo/demo" },
  people: { type: "string", default: "2000" },
  fresh: { type: "boolean", default: false },
  "accounts-file": { type: "string" },
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
  const people = wholeNumber(values.people, "--people", 50, 1_000_000);
  const port = wholeNumber(values.port, "--port", 0, 65_535);
  const dataDir = resolve(values.data);
  const started = performance.now();
  const tell = progress();
  if (values.fresh) await tell.step("Throwing the old demo data away", () => throwAway(dataDir));
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  const keptFile = join(dataDir, "keys", "demo.json");
  const kept: Kept = existsSync(keptFile)
    ? JSON.parse(readFileSync(keptFile, "utf8"))
    : { passwords: { owner: newPassword(), app: newPassword(), jobs: newPassword() } };
  const keep = () => writeFileSync(keptFile, JSON.stringify(kept), { mode: 0o600 });
  keep();

  const cluster = await tell.step("PostgreSQL", (log) => startCluster({ dataDir, log }));
  const modules = await loadModules();
  const form = createHash("sha256")
    .update(
      migrationFolders(modules)
        .flatMap(migrationsIn)
        .map((m) => m.checksum)
        .join(),
    )
    .digest("hex");
  let urls = kept.urls;
  if (!urls || kept.form !== form || !urls.owner.includes(new URL(cluster.adminUrl).search.slice(1))) {
    urls = await tell.step("Database", async (log) => {
      const made = await prepareDatabase(cluster.adminUrl, "pendopo", kept.passwords);
      await migrate(made.owner, migrationFolders(modules), log);
      return made;
    });
    Object.assign(kept, { form, urls });
    keep();
  }
  const config = readConfig({
    DATABASE_URL: urls.owner,
    DATABASE_APP_URL: urls.app,
    DATABASE_JOBS_URL: urls.jobs,
    GOVERNMENT_DIR: process.env.GOVERNMENT_DIR ?? new URL("../../government/example", import.meta.url).pathname,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${port}`,
    ...(process.env.SMTP_URL && { SMTP_URL: process.env.SMTP_URL }),
    ...(process.env.REQUESTS_PER_MINUTE && { REQUESTS_PER_MINUTE: process.env.REQUESTS_PER_MINUTE }),
    ...(process.env.API_PER_MINUTE && { API_PER_MINUTE: process.env.API_PER_MINUTE }),
    DEMO: "yes",
  });
  const log = makeLog("info", pino.destination({ dest: join(dataDir, "pendopo.log"), mkdir: true, sync: false }));
  const open = openWorld(config, modules, { log });
  await tell.step("Example government and its people", (say) => seed(open.world, { people, demo: true, say }));
  const accounts = await demoAccounts(open.world);
  const running = await tell.step("Web and worker", () =>
    startSides(open, { web: true, worker: true }).catch(explainPort(port)),
  );
  const address = config.PUBLIC_URL.endsWith(":0") ? (running.address ?? "") : config.PUBLIC_URL;
  if (values["accounts-file"])
    writeFileSync(values["accounts-file"], `${JSON.stringify({ address, accounts }, null, 2)}\n`, { mode: 0o600 });
  console.log(`\n${table(accounts)}\n`);
  console.log("Sign in with identifier and password, then the six digits for the TOTP secret");
  console.log(
    "(any authenticator app, or: oathtool --totp -b SECRET). The pages are in Indonesian; EN is top right.\n",
  );
  console.log(
    `Ready in ${((performance.now() - started) / 1000).toFixed(1)} s:  ${address}\n\nCtrl-C stops everything. Log: ${join(dataDir, "pendopo.log")}`,
  );
  await untilStopped(async () => {
    await running.stop();
    await cluster.stop();
  }, console.log);
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UsageFault(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  return value;
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

const explainPort =
  (port: number) =>
  (error: unknown): never => {
    const { code } = error as { code?: string };
    if (code === "EADDRINUSE")
      throw new UsageFault(
        `Port ${port} is taken by another program. Choose another: npm run demo -- --port ${port + 1}`,
      );
    if (code === "EACCES")
      throw new UsageFault(
        `Port ${port} may not be opened by this user. Choose one above 1024: npm run demo -- --port 8080`,
      );
    throw error;
  };

function table(accounts: readonly DemoAccount[]): string {
  const rows = [
    ["who", "identifier", "password", "TOTP secret"],
    ...accounts.map((a) => [`${a.label}: ${a.name}`, a.identifier, a.password, a.totpSecret]),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")}`.trimEnd()).join("\n");
}
