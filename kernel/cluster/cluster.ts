import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Account, asAccount, giveTo, serverAccount } from "./account.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { ClusterFault } from "./fault.ts";
import { alone, moveIn, moveOut } from "./occupants.ts";
import { deletePlace, makePlace, type Place, password, placeOf, sharedHome } from "./place.ts";
import { becomesReady, launch, runningPostmaster, shutDown } from "./postmaster.ts";
import { accessRules, settings } from "./settings.ts";

export interface ClusterOptions {
  /** The cluster lives in `postgres/` in it (or that is a link to where the server can reach). */
  dataDir: string;
  /** Told what takes long, in a sentence. */
  log?: (line: string) => void;
  /** False only for throwaway tests: faster, but a power cut may ruin the data. */
  durable?: boolean;
}

export interface Cluster {
  /** Superuser on database `postgres`, over the socket. Change `pathname` or `username` for others. */
  adminUrl: string;
  /** Where the server's programs are. The packaged server has no pg_dump. */
  binDir: string;
  /** True when a server of an earlier or another process was running already. */
  adopted: boolean;
  /** The server's main process; a health check or a fault test may want it. */
  pid: number;
  /** Leaves; the last process that uses the cluster shuts it down cleanly. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own in the data folder, or joins the one that
 * runs there. Throws a ClusterFault that says what a person can do.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const log = options.log ?? (() => {});
  const dataDir = resolve(options.dataDir);
  if (process.platform === "win32") {
    throw new ClusterFault("On Windows, run Pendopo inside WSL, or set DATABASE_URL to a PostgreSQL server.");
  }
  const account = ownerOf(dataDir) ?? serverAccount();
  const place = makePlace(dataDir, account, log);
  return alone(place.home, async () => {
    const binaries = findBinaries(account, majorOf(place.data), () => sharedFolder(account, place));
    const adopted = await becomesReady(place.data);
    if (!adopted) {
      if (!existsSync(join(place.data, "PG_VERSION"))) await create(binaries, place, account, log);
      write(account, join(place.data, "postgresql.conf"), settings(place, { durable: options.durable ?? true }));
      write(account, join(place.data, "pg_hba.conf"), accessRules);
    }
    const server = adopted ? runningPostmaster(place.data) : await launch(binaries.dir, place, account);
    if (!server) throw new ClusterFault("PostgreSQL ended while it was being joined; start again.");
    moveIn(place.home);
    let stopped: Promise<void> | undefined;
    return {
      adminUrl: `postgres://postgres:${password(place)}@localhost:5432/postgres?host=${encodeURIComponent(server.socketDir)}`,
      binDir: binaries.dir,
      adopted,
      pid: server.pid,
      stop: () => (stopped ??= leave(place)),
    };
  });
}

/** Stops the cluster of a data folder, whoever uses it, and deletes it. */
export async function removeCluster(options: { dataDir: string }): Promise<void> {
  const dataDir = resolve(options.dataDir);
  const place = placeOf(dataDir);
  if (place) await alone(place.home, () => shutDown(place.data));
  deletePlace(dataDir);
}

function leave(place: Place): Promise<void> {
  return alone(place.home, async () => {
    if (moveOut(place.home)) await shutDown(place.data);
  });
}

/** A cluster that exists is run by the account that owns it: made by an ordinary user, root must not take it over. */
function ownerOf(dataDir: string): Account {
  const existing = placeOf(dataDir);
  if (!existing || !existsSync(existing.home)) return undefined;
  const { uid, gid } = statSync(existing.home);
  const self = process.getuid?.();
  if (self === uid) return undefined;
  if (self === 0) return { uid, gid, name: `number ${uid}` };
  throw new ClusterFault(
    `The database in ${dataDir} belongs to another account (number ${uid}). Start as that account or as root, or choose another folder with --data.`,
  );
}

function majorOf(data: string): number | undefined {
  const file = join(data, "PG_VERSION");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : undefined;
}

/** Where a copy of the packaged server may lie: beside the data, or for root in a folder shared by all its clusters. */
function sharedFolder(account: Account, place: Place): string {
  return account ? sharedHome() : place.home;
}

async function create(binaries: Binaries, place: Place, account: Account, log: (line: string) => void): Promise<void> {
  log(`Creating a PostgreSQL ${binaries.major} database in ${place.home}`);
  const partial = `${place.data}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const secret = join(place.home, "initial-password");
  write(account, secret, password(place));
  // The same order of characters everywhere: by code point, with Unicode's upper and lower case.
  const locales =
    binaries.major >= 17
      ? [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
      : [["--locale=C.UTF-8"], ["--locale=C"]];
  let failure = "";
  for (const locale of locales) {
    const said = await initialise(binaries, account, place, ["-D", partial, `--pwfile=${secret}`, ...locale]);
    failure = said ?? "";
    if (said === undefined) break;
    rmSync(partial, { recursive: true, force: true });
  }
  rmSync(secret, { force: true });
  if (failure) throw new ClusterFault(`PostgreSQL could not create its data folder. initdb said:\n${failure}`);
  // Renamed only when whole: a creation that was cut off is begun anew.
  renameSync(partial, place.data);
}

/** Runs initdb; gives what it said when it failed. */
function initialise(binaries: Binaries, account: Account, place: Place, args: string[]): Promise<string | undefined> {
  const fixed = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"];
  const child = spawn(join(binaries.dir, "initdb"), [...fixed, ...args], {
    ...asAccount(account),
    cwd: place.home,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: "/usr/bin:/bin", HOME: place.home },
  });
  let said = "";
  child.stdout.on("data", (bytes) => (said += bytes));
  child.stderr.on("data", (bytes) => (said += bytes));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done(code === 0 ? undefined : said.trim() || `ended with ${code}`));
  });
}

function write(account: Account, file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  giveTo(account, file);
}
