import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, accountId, canWriteIn, giveTo } from "./account.ts";
import { ClusterFault } from "./fault.ts";

/** Where a cluster lives. `home` holds everything of it; `data` is PostgreSQL's own folder in it. */
export type Place = { home: string; data: string; socketDir: string };

// Both outlive a reboot (Filesystem Hierarchy Standard 5.8, 5.15); a folder for
// temporary files does not, so none is used for data.
const sharedHomes = ["/var/lib/pendopo", "/var/tmp/pendopo"];

/**
 * Chooses and makes the cluster's folder: `<dataDir>/postgres`, or, when the
 * server's account cannot get there (a checkout under /root), a folder that it
 * can reach, with `<dataDir>/postgres` a link to it.
 */
export function makePlace(dataDir: string, account: Account, log: (line: string) => void): Place {
  mkdirSync(dataDir, { recursive: true });
  const link = join(realpathSync(dataDir), "postgres");
  if (!lstatSync(link, { throwIfNoEntry: false })) {
    if (!account || canWriteAfterGiving(link, account)) {
      mkdirSync(link, { recursive: true, mode: 0o700 });
    } else {
      const away = join(sharedHome(), nameFor(link));
      setAside(away, log);
      mkdirSync(away, { mode: 0o700 });
      symlinkSync(away, link);
      log(`The account ${account.name} cannot reach ${dataDir}; the database lives in ${away}`);
    }
  }
  const home = existsSync(link) ? realpathSync(link) : remake(link);
  giveTo(account, home);
  chmodSync(home, 0o700);
  return { home, data: join(home, "data"), socketDir: makeSocketDir(home, account) };
}

/** The place of a cluster that was made before; undefined when there is none. */
export function placeOf(dataDir: string): Omit<Place, "socketDir"> | undefined {
  const link = join(dataDir, "postgres");
  if (!existsSync(link)) return undefined;
  const home = realpathSync(link);
  return { home, data: join(home, "data") };
}

/** Deletes the cluster's folder, wherever it is, and the link to it. */
export function deletePlace(dataDir: string): void {
  const link = join(dataDir, "postgres");
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (!found) return;
  const home = found.isSymbolicLink() ? readlinkSync(link) : realpathSync(link);
  rmSync(home, { recursive: true, force: true });
  rmSync(link, { recursive: true, force: true });
  rmSync(join(socketRoof(), `pendopo-${nameFor(home)}`), { recursive: true, force: true });
}

/** The folder for a copy of the packaged binaries; root's own, readable by all. */
export function sharedHome(): string {
  for (const folder of sharedHomes) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      // In a folder that everybody may write in, somebody else may have been first.
      if (statSync(folder).uid === process.getuid?.()) return folder;
    } catch {}
  }
  throw new ClusterFault(
    `No folder for the database: none of ${sharedHomes.join(", ")} can be made. Use --data with a folder that other accounts can reach, or set DATABASE_URL.`,
  );
}

/** The superuser's password: made with the cluster, readable only by its owner (and root). */
export function password(place: Place): string {
  const file = join(place.home, "password");
  if (!existsSync(file)) {
    if (existsSync(place.data)) {
      throw new ClusterFault(
        `The database's password, ${file}, is gone. Put it back from a backup, or set DATABASE_URL.`,
      );
    }
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8").trim();
}

function canWriteAfterGiving(folder: string, account: Account): boolean {
  mkdirSync(folder, { mode: 0o700 });
  giveTo(account, folder);
  if (canWriteIn(account, folder)) return true;
  rmSync(folder, { recursive: true });
  return false;
}

const nameFor = (path: string) => createHash("sha256").update(path).digest("hex").slice(0, 16);

/** A data folder that was deleted means a fresh start; but its database is not ours to throw away in silence. */
function setAside(folder: string, log: (line: string) => void): void {
  if (!existsSync(folder)) return;
  const aside = `${folder}.set-aside`;
  rmSync(aside, { recursive: true, force: true });
  renameSync(folder, aside);
  log(`An earlier database of a deleted data folder was set aside in ${aside}`);
}

/** The link is there but what it points to is gone: somebody deleted it on purpose. */
function remake(link: string): string {
  const target = readlinkSync(link);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  return realpathSync(target);
}

// A socket's whole path has room for 107 bytes (Linux), 103 (macOS).
const longestSocketPath = 103;

function makeSocketDir(home: string, account: Account): string {
  const name = "/.s.PGSQL.5432.lock";
  if (/^[\w./-]+$/.test(home) && Buffer.byteLength(home + name) <= longestSocketPath) return home;
  // Spaces and commas separate folders in the setting, so such a path needs another place too.
  const uid = accountId(account);
  for (let n = 0; n < 10; n++) {
    const folder = join(socketRoof(), `pendopo-${nameFor(home)}${n || ""}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      giveTo(account, folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const found = lstatSync(folder);
      // Anybody may make a folder of this name first; only one that is the account's alone is used.
      if (found.isDirectory() && found.uid === uid && (found.mode & 0o77) === 0) return folder;
    }
  }
  throw new ClusterFault(`No folder for the database's socket could be made in ${socketRoof()}.`);
}

function socketRoof(): string {
  return Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : "/tmp";
}
