import { spawnSync } from "node:child_process";
import { chownSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { ClusterFault } from "./fault.ts";

/** The operating-system account that PostgreSQL runs as; undefined means our own. */
export type Account = { uid: number; gid: number; name: string } | undefined;

// PostgreSQL refuses to run as root, and initdb refuses an id without an entry
// in the password file, so the account must be one that exists. `nobody` is
// the last choice because other daemons may share it.
const candidates = ["postgres", "_postgres", "pendopo", "nobody"];

/** Root steps down to an account that exists; anybody else keeps their own. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of candidates) {
    const [, , uid, gid] = entries.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    // macOS writes nobody as -2; as an unsigned number the system calls accept it.
    if (uid && gid && uid !== "0") return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  throw new ClusterFault(
    "PostgreSQL does not run as root, and this machine has no account `postgres` or `nobody` to run it as. " +
      "Create one (useradd --system postgres), or start Pendopo as an ordinary user.",
  );
}

/** Spawn options that make a child run as the account. */
export function asAccount(account: Account): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

export function giveTo(account: Account, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/**
 * Whether the account may write in a folder. Asked of the system rather than
 * worked out from modes: every parent, access lists and mount flags count.
 */
export function canWriteIn(account: Account, folder: string): boolean {
  const asked = spawnSync("/bin/sh", ["-c", 'cd -- "$1" && test -w . && test -x .', "sh", folder], {
    ...asAccount(account),
    cwd: "/",
    stdio: "ignore",
  });
  return asked.status === 0;
}

/** The id that must own what PostgreSQL uses. */
export function accountId(account: Account): number {
  return account?.uid ?? userInfo().uid;
}
