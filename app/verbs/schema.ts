import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../../kernel/config.ts";
import { loadModules } from "../modules.ts";
import { schemasOf } from "../schemas.ts";

/** Writes what the government's files may hold as JSON Schemas into the folder beside GOVERNMENT_DIR that they name. */
export async function run(): Promise<void> {
  const folder = join(readConfig(process.env).GOVERNMENT_DIR, "..", "schema");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of schemasOf(await loadModules())) writeFileSync(join(folder, name), text);
  console.log(`The schemas are in ${folder}. Run this again after each upgrade.`);
}
