import { readConfig } from "../../kernel/config.ts";
import { writeArchive } from "../archive/write.ts";
import { passphrase } from "./passphrase.ts";
import { progress } from "./progress.ts";
import { UsageFault } from "./usage.ts";

/** Writes one archive of the whole installation while it runs. */
export async function run([file]: string[]): Promise<void> {
  if (!file) throw new UsageFault("Say where to: pendopo backup /safe/place/tirta-2026-11-24.tar.gz");
  const config = readConfig(process.env);
  if (!config.DATABASE_URL) throw new UsageFault("Set DATABASE_URL to the login that owns the database");
  const { rows, files } = await progress().step("Backup", (say) => writeArchive(config, file, passphrase(), say));
  console.log(
    `${file}: ${rows} rows, ${files} files, keys wrapped. Keep the passphrase elsewhere: without it the sealed data cannot be read.`,
  );
  if (config.FILES.startsWith("s3:"))
    console.log("Files live in the S3 bucket and are not in the archive: back up the bucket itself.");
}
