import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../kernel/cluster/index.ts";

const memory = "/dev/shm";
/** As much as two journeys, their databases and browsers, and that of the run fill at the most. */
const room = 4 * 2 ** 30;
const prefix = "pendopo-test-run-";

/**
 * A folder for all that this run makes and throws away, in memory where the machine lends some: a test's database is 800
 * files that are made and deleted, which takes 0.03 s there and on a disk's journal up to a second.
 */
export function makeScratch(): string {
  const folder = join(fits(memory) ? memory : tmpdir(), `${prefix}${process.pid}`);
  mkdirSync(folder);
  // As the system's own: the database's account lives in it too.
  chmodSync(folder, 0o1777);
  return folder;
}

/** What runs that were killed left behind, wherever it lies. */
export const leftovers = (): string[] =>
  [memory, tmpdir()].flatMap((parent) => {
    try {
      return readdirSync(parent)
        .filter((name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))))
        .map((name) => join(parent, name));
    } catch {
      return [];
    }
  });

/** Room enough, and programs may be run there: a container often lends a little, and not for that. */
function fits(folder: string): boolean {
  const probe = join(folder, `${prefix}probe-${process.pid}`);
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < room) return false;
    writeFileSync(probe, "#!/bin/sh\n", { mode: 0o755 });
    return spawnSync(probe).status === 0;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}
