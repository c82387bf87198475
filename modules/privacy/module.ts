import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { entryPage } from "./pages/entry.tsx";
import { processingPage } from "./pages/processing.tsx";
import { whoReadPage } from "./pages/who-read.tsx";
import { myEntries, myEntry } from "./queries/my-entries.ts";

export const manifest: Manifest = {
  name: "privacy",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  queries: [myEntries, myEntry],
  pages: [whoReadPage, entryPage, processingPage],
};
