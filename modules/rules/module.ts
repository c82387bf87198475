import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";

export const manifest: Manifest = { name: "rules", folder: fileURLToPath(new URL(".", import.meta.url)) };
