import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cluster, removeCluster, startCluster } from "../../kernel/cluster/index.ts";

const prefix = "pendopo-test-run-";

/** One cluster for the whole run, in a folder of its own, deleted at the end. A given TEST_DATABASE_ADMIN_URL wins. */
export async function withDatabase<T>(work: (adminUrl: string) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  if (given) return work(given);
  await sweep();
  const dataDir = join(tmpdir(), `${prefix}${process.pid}`);
  const cluster: Cluster = await startCluster({ dataDir, durable: false });
  const end = async () => {
    await removeCluster({ dataDir });
    rmSync(dataDir, { recursive: true, force: true });
  };
  const interrupted = (signal: NodeJS.Signals) =>
    void end().finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    return await work(cluster.adminUrl);
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await end();
  }
}

/** A run that was killed leaves its cluster behind; the next one clears it away. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0;
    if (!pid || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    try {
      if (existsSync(dataDir)) await removeCluster({ dataDir });
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another account's; it clears its own.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
