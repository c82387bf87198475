import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { bankFile } from "./bank.ts";

export const manifest: Manifest = {
  name: "forms",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [bankFile],
};
