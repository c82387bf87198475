import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Clock, systemClock } from "../kernel/clock.ts";
import type { Config } from "../kernel/config.ts";
import { openDatabase, openJobsPool, Pool } from "../kernel/database/index.ts";
import { folderFiles, s3Files } from "../kernel/files/index.ts";
import { readGovernment } from "../kernel/government.ts";
import { uuidv7 } from "../kernel/ids.ts";
import type { Manifest, World } from "../kernel/index.ts";
import { makeLog } from "../kernel/log.ts";
import { makePatience } from "../kernel/patience.ts";
import { ReceiptBook } from "../kernel/receipts.ts";
import { fileKms, makeSecrets } from "../kernel/secrets/index.ts";
import { loadWords } from "../kernel/words.ts";
import { UsageFault } from "./verbs/usage.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface OpenWorld {
  world: World;
  /** The job queue's own connections. */
  jobsPool(): Pool;
  close(): Promise<void>;
}

/** Brings together all that the rooms may know of the outside. */
export function openWorld(
  config: Config,
  modules: readonly Manifest[],
  more: { clock?: Clock; log?: World["log"] } = {},
): OpenWorld {
  const { government, calendar } = readGovernment(config.GOVERNMENT_DIR);
  const clock = more.clock ?? systemClock;
  const newId = () => uuidv7(clock.now().getTime());
  const appUrl = config.DATABASE_APP_URL ?? config.DATABASE_URL;
  if (!appUrl)
    throw new UsageFault("No database: set DATABASE_URL (and better DATABASE_APP_URL), or use `pendopo demo`.");
  const database = openDatabase(appUrl, { max: config.POOL, ...(!config.DATABASE_APP_URL && { role: "pendopo_app" }) });
  const kms = fileKms(config.KEY_FILE ?? join(config.DATA_DIR, "keys", "master.json"));
  const slow = new Pool({
    connectionString: appUrl,
    max: 2,
    ...(!config.DATABASE_APP_URL && { options: "-c role=pendopo_app" }),
  });
  slow.on("error", () => {});
  let jobs: Pool | undefined;
  const world: World = {
    config,
    government,
    calendar,
    clock,
    newId,
    database,
    secrets: makeSecrets(kms),
    files: config.FILES.startsWith("s3:")
      ? s3Files(config.FILES, {
          accessKeyId: config.S3_ACCESS_KEY_ID ?? "",
          secretAccessKey: config.S3_SECRET_ACCESS_KEY ?? "",
        })
      : folderFiles(config.FILES || join(config.DATA_DIR, "files")),
    words: loadWords(
      [here("../kernel"), here("../design"), here("."), ...modules.map((room) => room.folder)],
      calendar.timeZone,
    ),
    log: more.log ?? makeLog(config.LOG_LEVEL),
    receipts: new ReceiptBook(database),
    patience: makePatience(kms, slow),
    floods: makePatience(kms, null),
    modules,
  };
  return {
    world,
    jobsPool() {
      const url = config.DATABASE_JOBS_URL ?? config.DATABASE_URL;
      if (!url) throw new UsageFault("The worker needs DATABASE_JOBS_URL (or DATABASE_URL).");
      jobs ??= openJobsPool(url, {
        // Besides the jobs: one connection that listens, one that holds the workers' names, one to spare.
        max: config.WORKERS + 3,
        ...(!config.DATABASE_JOBS_URL && { role: "pendopo_jobs" }),
      });
      return jobs;
    },
    async close() {
      await Promise.allSettled([database.end(), slow.end(), jobs?.end()]);
    },
  };
}
