import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { changeStanding } from "./commands/change-standing.ts";
import { keepKey } from "./commands/keep-key.ts";
import { openDocument } from "./commands/open-document.ts";
import { revokeDocument } from "./commands/revoke-document.ts";
import { sealDocument } from "./commands/seal-document.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { sealFor } from "./keystore.ts";
import { checkPage, codePage } from "./pages/check.tsx";
import { documentFile, documentPage } from "./pages/document.tsx";
import { documentsPage } from "./pages/documents.tsx";
import { checkDocument, found } from "./queries/check-document.ts";
import { documentById } from "./queries/document-by-id.ts";
import { keyNamed } from "./queries/key-named.ts";
import { myDocuments } from "./queries/my-documents.ts";
import { crlRoute, rootRoute, sealKeyRoute, timestampRoute } from "./routes/authority.ts";

export const manifest: Manifest = {
  name: "documents",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  commands: [openDocument, sealDocument, revokeDocument, changeStanding, keepKey],
  queries: [documentById, myDocuments, checkDocument, found, keyNamed],
  pages: [documentsPage, documentPage, checkPage, codePage],
  sealer: { seal: sealFor },
  routes: [documentFile, timestampRoute, rootRoute, crlRoute, sealKeyRoute],
};
