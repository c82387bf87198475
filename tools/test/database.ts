import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Cluster, removeCluster, startCluster } from "../../kernel/cluster/index.ts";
import { leftovers, makeScratch } from "./scratch.ts";

/**
 * One cluster for the whole run, in the run's own folder, deleted at the end; tests put there what they throw away. A given
 * TEST_DATABASE_ADMIN_URL wins.
 */
export async function withDatabase<T>(work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  for (const folder of leftovers()) await remove(folder);
  const scratch = makeScratch();
  const interrupted = (signal: NodeJS.Signals) =>
    void remove(scratch).finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const cluster: Cluster | null = given ? null : await startCluster({ dataDir: databaseIn(scratch), durable: false });
    return await work({ TEST_DATABASE_ADMIN_URL: cluster?.adminUrl ?? given, TMPDIR: scratch });
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await remove(scratch);
  }
}

const databaseIn = (scratch: string): string => join(scratch, "database");

async function remove(scratch: string): Promise<void> {
  try {
    if (existsSync(databaseIn(scratch))) await removeCluster({ dataDir: databaseIn(scratch) });
    rmSync(scratch, { recursive: true, force: true });
  } catch {
    // Another account's; it clears its own.
  }
}
