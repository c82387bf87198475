import { readFileSync } from "node:fs";
import { UsageFault } from "./usage.ts";

/** The passphrase that wraps an archive's keys: from BACKUP_PASSPHRASE, or the file BACKUP_PASSPHRASE_FILE points to. */
export function passphrase(): string {
  const file = process.env.BACKUP_PASSPHRASE_FILE;
  const text = file ? readFileSync(file, "utf8").trim() : (process.env.BACKUP_PASSPHRASE ?? "");
  if (text.length < 12)
    throw new UsageFault(
      "Set BACKUP_PASSPHRASE (or BACKUP_PASSPHRASE_FILE) to at least 12 characters: it wraps the keys in the archive.",
    );
  return text;
}
