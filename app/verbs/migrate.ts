import { readConfig } from "../../kernel/config.ts";
import { migrate } from "../../kernel/database/index.ts";
import { migrationFolders } from "../../kernel/migrations.ts";
import { loadModules } from "../modules.ts";
import { UsageFault } from "./usage.ts";

/** Brings the database to this version's form. Safe to run again and from two places at once. */
export async function run(): Promise<void> {
  const { DATABASE_URL } = readConfig(process.env);
  if (!DATABASE_URL)
    throw new UsageFault(
      "Set DATABASE_URL to the login that owns the database, for example postgres://owner:secret@localhost/pendopo",
    );
  await migrate(DATABASE_URL, migrationFolders(await loadModules()), (line) => console.log(line));
  console.log("The database has this version's form.");
}
