import { readConfig } from "../../kernel/config.ts";
import { migrationFolders } from "../../kernel/migrations.ts";
import { readArchive } from "../archive/read.ts";
import { loadModules } from "../modules.ts";
import { passphrase } from "./passphrase.ts";
import { progress } from "./progress.ts";
import { UsageFault } from "./usage.ts";

/** Brings an archive back into an empty database and an empty DATA_DIR. */
export async function run([file]: string[]): Promise<void> {
  if (!file) throw new UsageFault("Say which: pendopo restore /safe/place/tirta-2026-11-24.tar.gz");
  const config = readConfig(process.env);
  const folders = migrationFolders(await loadModules());
  const { rows, files } = await progress().step("Restore", (say) =>
    readArchive(config, file, passphrase(), folders, say),
  );
  console.log(`Restored ${rows} rows and ${files} files. Start with: pendopo start`);
}
