import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationFolder } from "./database/index.ts";
import type { Manifest } from "./module.ts";

/** The kernel's migrations first, then each room's, in the order of the map. */
export function migrationFolders(modules: readonly Manifest[]): MigrationFolder[] {
  return [
    { schema: "kernel", folder: fileURLToPath(new URL("./migrations", import.meta.url)) },
    ...modules.map((room) => ({ schema: room.name, folder: join(room.folder, "migrations") })),
  ];
}
