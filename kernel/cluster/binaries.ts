import { spawnSync } from "node:child_process";
import { existsSync, globSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Account, asAccount } from "./account.ts";
import { copiedServer, packagedServer } from "./embedded.ts";
import { ClusterFault } from "./fault.ts";

export type Binaries = { dir: string; major: number; embedded: boolean };

/** Older lines lack what our migrations use, and are near the end of their support. */
const oldestMajor = 15;

// Where packagers put PostgreSQL outside PATH: Debian, PGDG on Red Hat, Alpine,
// Homebrew (Apple silicon, Intel), Postgres.app, MacPorts.
const commonPlaces = [
  "/usr/lib/postgresql/*/bin",
  "/usr/pgsql-*/bin",
  "/usr/libexec/postgresql*",
  "/opt/homebrew/opt/postgresql@*/bin",
  "/usr/local/opt/postgresql@*/bin",
  "/Applications/Postgres.app/Contents/Versions/*/bin",
  "/opt/local/lib/postgresql*/bin",
  "/usr/local/pgsql/bin",
];

/**
 * The binaries to run: the system's own when there are any, else the packaged
 * ones. A cluster that exists can only be run by the major version that made
 * it (`wanted`).
 * PENDOPO_POSTGRES: `embedded` takes the packaged ones, `system` never does, a
 * folder takes the binaries in it.
 */
export function findBinaries(account: Account, wanted: number | undefined, kept: () => string): Binaries {
  const choice = process.env.PENDOPO_POSTGRES || "";
  const found: Binaries[] = [];
  const fits = (one: Binaries) => (wanted === undefined ? one.major >= oldestMajor : one.major === wanted);
  if (choice !== "embedded") {
    for (const dir of choice && choice !== "system" ? [choice] : systemPlaces()) {
      const major = majorVersion(dir, account);
      if (major !== undefined) found.push({ dir, major, embedded: false });
    }
  }
  const newest = found.filter(fits).sort((a, b) => b.major - a.major)[0];
  if (newest) return newest;
  if (choice === "" || choice === "embedded") {
    const packaged = packagedOne(account, kept);
    if (packaged && fits(packaged)) return packaged;
    if (packaged) found.push(packaged);
  }
  throw new ClusterFault(nothingFits(wanted, found));
}

function systemPlaces(): string[] {
  const inPath = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const places = [...inPath, ...commonPlaces.flatMap((pattern) => globSync(pattern))];
  const whole = places
    .map((place) => join(place, "postgres"))
    .filter((file) => existsSync(file))
    // A link in /usr/local/bin leads to the folder that also holds initdb and pg_dump.
    .map((file) => dirname(realpathSync(file)))
    .filter((dir) => existsSync(join(dir, "initdb")));
  return [...new Set(whole)];
}

function packagedOne(account: Account, kept: () => string): Binaries | undefined {
  const native = packagedServer();
  if (!native) return undefined;
  let dir = join(native, "bin");
  let major = majorVersion(dir, account);
  if (major === undefined) {
    dir = join(copiedServer(native, kept()), "bin");
    major = majorVersion(dir, account);
  }
  return major === undefined ? undefined : { dir, major, embedded: true };
}

/** Also proves that the account can reach it and that its libraries load. */
function majorVersion(dir: string, account: Account): number | undefined {
  const asked = spawnSync(join(dir, "postgres"), ["--version"], { ...asAccount(account), cwd: "/", encoding: "utf8" });
  const major = /\(PostgreSQL\) (\d+)/.exec(asked.stdout ?? "")?.[1];
  return major ? Number(major) : undefined;
}

function nothingFits(wanted: number | undefined, found: Binaries[]): string {
  const seen = found.map((one) => `${one.major} in ${one.dir}`).join(", ") || "none";
  const install =
    "Install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server postgresql-contrib; " +
    "Alpine: apk add postgresql postgresql-contrib; macOS: brew install postgresql@17), or set DATABASE_URL to a server you have.";
  if (wanted !== undefined) {
    return `The data folder was made by PostgreSQL ${wanted}, which is not on this machine any more (found: ${seen}). ${install}`;
  }
  return `No PostgreSQL ${oldestMajor} or newer was found (found: ${seen}). ${install}`;
}
