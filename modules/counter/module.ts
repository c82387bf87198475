import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { confirmByCode, confirmByPaper, sayConfirmed, sendCode, writeCode } from "./commands/confirm.ts";
import { beginFor, endVisit, object, sayBegun } from "./commands/help.ts";
import { openVisit } from "./commands/open-visit.ts";
import { follows } from "./follows.ts";
import { counterPage } from "./pages/desk.tsx";
import { helpedPage, helpedVisitPage } from "./pages/mine.tsx";
import { paperRoute } from "./pages/paper.ts";
import { receiptPage } from "./pages/receipt.tsx";
import { visitPage } from "./pages/visit.tsx";
import { myVisit, myVisits, officeVisits, paperOf, visitById } from "./queries/visits.ts";
import { assistanceFile } from "./settings.ts";

export const manifest: Manifest = {
  name: "counter",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  governmentFiles: [assistanceFile],
  commands: [
    openVisit,
    sendCode,
    writeCode,
    confirmByCode,
    confirmByPaper,
    sayConfirmed,
    beginFor,
    sayBegun,
    endVisit,
    object,
  ],
  queries: [visitById, officeVisits, myVisits, myVisit, paperOf],
  pages: [counterPage, visitPage, receiptPage, helpedPage, helpedVisitPage],
  routes: [paperRoute],
};
