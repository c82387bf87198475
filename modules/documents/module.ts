import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { openDocument, revokeDocument, sealDocument } from "./commands/documents.ts";
import { keepKey } from "./commands/keep-key.ts";
import { checkDocument, documentById, found, myDocuments } from "./queries/documents.ts";
import { keyNamed } from "./queries/keys.ts";

export const manifest: Manifest = {
  name: "documents",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  commands: [openDocument, sealDocument, revokeDocument, keepKey],
  queries: [documentById, myDocuments, checkDocument, found, keyNamed],
};
