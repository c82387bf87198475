import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { readRecord, recordExists, searchRecords } from "./api/ask.ts";
import { govstackRoutes } from "./api/govstack.ts";
import { apiRoutes } from "./api/routes.ts";
import { approveLoad, decideLoad } from "./commands/decide-load.ts";
import { endWithPerson } from "./commands/end-with-person.ts";
import { judgeTwin } from "./commands/judge-twin.ts";
import { openLoad } from "./commands/open-load.ts";
import { askForFile, beginFile } from "./commands/operator-load.ts";
import { publishRegister } from "./commands/publish-register.ts";
import { finishLoad, recordCheck } from "./commands/settle-load.ts";
import { writeBatch } from "./commands/write-batch.ts";
import { writeRecord } from "./commands/write-record.ts";
import { registerFiles } from "./definition/read.ts";
import { follows } from "./follows.ts";
import { bpsFile, exampleWords } from "./generate/words.ts";
import { holds } from "./holds.ts";
import { onDied } from "./listeners.ts";
import { bulkPage } from "./pages/bulk.tsx";
import { changePage, newRecordPage } from "./pages/change.tsx";
import { deskPage } from "./pages/desk.tsx";
import { exportPage, packageRoute } from "./pages/export.tsx";
import { loadPage, reportRoute } from "./pages/load.tsx";
import { loadsPage, newLoadPage } from "./pages/loads.tsx";
import { minePage } from "./pages/mine.tsx";
import { recordPage } from "./pages/record.tsx";
import { registersPage, standardPage } from "./pages/standard.tsx";
import { twinsPage } from "./pages/twins.tsx";
import { agreedRecord } from "./queries/agreed-record.ts";
import { exportedRows, pickedRecords } from "./queries/bulk.ts";
import { figures, openRecords } from "./queries/figures.ts";
import { batchesWritten, loadAsHouse, loadsOfMine, loadWhole, plannedRows } from "./queries/loads.ts";
import { quality } from "./queries/quality.ts";
import { recordWhole } from "./queries/record.ts";
import { recordHolders } from "./queries/record-holders.ts";
import { allRegisters, findRecords, myRecords, registerByCode } from "./queries/records.ts";
import { openTwins } from "./queries/twins.ts";
import { dataUsage } from "./queries/usage.ts";
import { dropDraft, openDraft, publishDraft, reviewDraft, saveDraft, submitDraft } from "./steward/commands.ts";
import { draftById, draftTried, openDrafts, textLooked } from "./steward/queries.ts";
import { bulkFile } from "./transfer/bulk-file.ts";
import { loadJobs } from "./transfer/jobs.ts";
import { writable } from "./words.ts";

const records = {
  pages: [registersPage, standardPage, minePage, deskPage, newRecordPage, twinsPage, recordPage, changePage],
  commands: [publishRegister, writeRecord, endWithPerson, judgeTwin],
  queries: [allRegisters, registerByCode, findRecords, recordWhole, myRecords, openTwins, readRecord, recordExists],
};
/** How a register is made, in the browser. */
const stewardship = {
  commands: [openDraft, saveDraft, submitDraft, reviewDraft, publishDraft, dropDraft],
  queries: [openDrafts, draftById, textLooked, draftTried],
};
/** Many records at once, by a file or by a filter. */
const loads = {
  pages: [loadsPage, newLoadPage, bulkPage, loadPage, exportPage],
  commands: [openLoad, decideLoad, approveLoad, recordCheck, writeBatch, finishLoad, askForFile, beginFile],
  queries: [plannedRows, batchesWritten, loadAsHouse, loadsOfMine, loadWhole, pickedRecords, exportedRows],
};

export const manifest: Manifest = {
  name: "registers",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  governmentFiles: [registerFiles, bulkFile, exampleWords, bpsFile],
  understands: (government) => ({ registers: writable(government) }),
  pages: [...loads.pages, ...records.pages],
  commands: [...records.commands, ...stewardship.commands, ...loads.commands],
  queries: [
    ...records.queries,
    ...stewardship.queries,
    ...loads.queries,
    // For other rooms and for programs.
    searchRecords,
    dataUsage,
    agreedRecord,
    recordHolders,
    figures,
    openRecords,
    quality,
  ],
  routes: [packageRoute, reportRoute, ...apiRoutes, ...govstackRoutes],
  jobs: loadJobs,
  listeners: [onDied],
};
