import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { loadModules } from "../../app/modules.ts";
import { seed } from "../../app/seed.ts";
import { openWorld } from "../../app/world.ts";
import { type Cluster, removeCluster, startCluster } from "../../kernel/cluster/index.ts";
import { readConfig } from "../../kernel/config.ts";
import { Client, migrate, prepareDatabase, withDatabase } from "../../kernel/database/index.ts";
import { makeLog } from "../../kernel/log.ts";
import { migrationFolders } from "../../kernel/migrations.ts";

const bin = fileURLToPath(new URL("../../bin/pendopo.mjs", import.meta.url));
const government = fileURLToPath(new URL("../../government/example", import.meta.url));

/** A house as an operator runs it: a durable PostgreSQL of its own, web and worker as processes that can be killed. */
export async function house(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), "pendopo-faults-"));
  // The database's own account passes through: else its files would lie elsewhere, on the slower disk.
  chmodSync(dataDir, 0o711);
  mkdirSync(join(dataDir, "keys"), { mode: 0o700 });
  const sides = new Set<Side>();
  const clients: Client[] = [];
  let cluster: Cluster | undefined;
  const closers: (() => Promise<unknown>)[] = [];
  t.after(async () => {
    for (const side of sides) await side.kill();
    for (const client of clients) await client.end().catch(() => {});
    for (const close of closers) await close().catch(() => {});
    await removeCluster({ dataDir });
    rmSync(dataDir, { recursive: true, force: true });
  });
  cluster = await startCluster({ dataDir });
  const modules = await loadModules();
  const passwords = { owner: "faults", app: "faults", jobs: "faults" };
  const urls = await prepareDatabase(cluster.adminUrl, "pendopo", passwords);
  await migrate(urls.owner, migrationFolders(modules));
  const env = {
    DATABASE_URL: urls.owner,
    DATABASE_APP_URL: urls.app,
    DATABASE_JOBS_URL: urls.jobs,
    GOVERNMENT_DIR: government,
    DATA_DIR: dataDir,
    PUBLIC_URL: "http://localhost:8080",
    REQUESTS_PER_MINUTE: "1000000",
    API_PER_MINUTE: "1000000",
    LOG_LEVEL: "warn",
  };
  const open = openWorld(readConfig(env), modules, { log: makeLog("silent") });
  closers.push(() => open.close());
  await seed(open.world, { people: 60, demo: true, say: () => {} });
  const adminUrl = withDatabase(cluster.adminUrl, "pendopo");
  return {
    world: open.world,
    env,
    dataDir,
    /** As the cluster's superuser, past every wall: to look, and to prepare. Connects anew, as the server may have died. */
    async asAdmin<Row = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
      const client = new Client({ connectionString: adminUrl });
      clients.push(client);
      client.on("error", () => {});
      await client.connect();
      try {
        return (await client.query(text, values)).rows as Row[];
      } finally {
        await client.end().catch(() => {});
        clients.splice(clients.indexOf(client), 1);
      }
    },
    /** A process of the house: "serve" at a port of its own, or "work". */
    async side(verb: "start" | "serve" | "work"): Promise<Side> {
      const side = new Side(verb, verb === "work" ? 0 : await freePort(), env, join(dataDir, `${verb}.log`));
      sides.add(side);
      side.start();
      return side;
    },
    postgres: {
      get pid() {
        return cluster!.pid;
      },
      /** Ends PostgreSQL's main process at once; its children follow when they notice. */
      kill: () => process.kill(cluster!.pid, "SIGKILL"),
      /** Starts it again (crash recovery included). */
      async start() {
        cluster = await startCluster({ dataDir });
      },
      stop: () => cluster!.stop(),
    },
  };
}

/** `pendopo serve` or `pendopo work` as a child process. */
export class Side {
  readonly verb: string;
  readonly port: number;
  readonly address: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: string;
  #child: ChildProcess | undefined;

  constructor(verb: string, port: number, env: NodeJS.ProcessEnv, log: string) {
    this.verb = verb;
    this.port = port;
    this.address = `http://127.0.0.1:${port}`;
    this.#env = { ...process.env, ...env, PORT: String(port) };
    this.#log = log;
  }

  get pid(): number {
    return this.#child!.pid!;
  }
  get alive(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  start(): void {
    const out = openSync(this.#log, "a", 0o600);
    // Straight node: between the test and the process no other one that a kill would hit instead.
    this.#child = spawn(process.execPath, [bin, this.verb], { env: this.#env, stdio: ["ignore", out, out] });
  }

  async ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      if (!this.alive) throw new Error(`${this.verb} ended by itself:\n${this.said().slice(-2000)}`);
      const answer = await fetch(`${this.address}/healthz`).catch(() => null);
      if (answer?.ok) return;
      await wait(50);
    }
    throw new Error(`${this.verb} does not come up:\n${this.said().slice(-2000)}`);
  }

  /** kill -9. Resolves when the process is gone. */
  kill(): Promise<number | null> {
    return this.end("SIGKILL");
  }

  /** Resolves with the exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || !this.alive) return child?.exitCode ?? null;
    const gone = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
    child.kill(signal);
    return gone;
  }

  said(): string {
    return readFileSync(this.#log, "utf8");
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
