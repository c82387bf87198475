import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { approveLoad, decideLoad } from "./commands/decide-load.ts";
import { openLoad } from "./commands/open-load.ts";
import { publishRegister } from "./commands/publish-register.ts";
import { finishLoad, recordCheck } from "./commands/settle-load.ts";
import { writeBatch } from "./commands/write-batch.ts";
import { writeRecord } from "./commands/write-record.ts";
import { registerFiles } from "./definition/read.ts";
import { bpsFile, exampleWords } from "./generate/words.ts";
import { bulkPage } from "./pages/bulk.tsx";
import { changePage } from "./pages/change.tsx";
import { deskPage, recordPage } from "./pages/desk.tsx";
import { exportPage, packageRoute } from "./pages/export.tsx";
import { loadPage, reportPage } from "./pages/load.tsx";
import { loadsPage, newLoadPage } from "./pages/loads.tsx";
import { minePage } from "./pages/mine.tsx";
import { registersPage, standardPage } from "./pages/standard.tsx";
import { agreedRecord } from "./queries/agreed-record.ts";
import { exportedRows, pickedRecords } from "./queries/bulk.ts";
import { batchesWritten, loadAsHouse, loadsOfMine, loadWhole, plannedRows } from "./queries/loads.ts";
import { figures, openRecords } from "./queries/figures.ts";
import { quality } from "./queries/quality.ts";
import { allRegisters, findRecords, myRecords, recordWhole, registerByCode } from "./queries/records.ts";
import { bulkFile } from "./transfer/bulk-file.ts";
import { loadJobs } from "./transfer/jobs.ts";
import { writable } from "./words.ts";

export const manifest: Manifest = {
  name: "registers",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [registerFiles, bulkFile, exampleWords, bpsFile],
  understands: (government) => ({ registers: writable(government) }),
  pages: [
    registersPage,
    standardPage,
    minePage,
    deskPage,
    recordPage,
    changePage,
    loadsPage,
    newLoadPage,
    bulkPage,
    loadPage,
    reportPage,
    exportPage,
  ],
  routes: [packageRoute],
  commands: [publishRegister, writeRecord, openLoad, decideLoad, approveLoad, recordCheck, writeBatch, finishLoad],
  queries: [
    allRegisters,
    registerByCode,
    findRecords,
    recordWhole,
    myRecords,
    plannedRows,
    batchesWritten,
    loadAsHouse,
    loadsOfMine,
    loadWhole,
    pickedRecords,
    exportedRows,
    agreedRecord,
    figures,
    openRecords,
    quality,
  ],
  jobs: loadJobs,
};
