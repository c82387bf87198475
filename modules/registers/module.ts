import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { approveLoad, decideLoad } from "./commands/decide-load.ts";
import { openLoad } from "./commands/open-load.ts";
import { publishRegister } from "./commands/publish-register.ts";
import { finishLoad, recordCheck } from "./commands/settle-load.ts";
import { writeBatch } from "./commands/write-batch.ts";
import { writeRecord } from "./commands/write-record.ts";
import { registerFiles } from "./definition/read.ts";
import { changePage } from "./pages/change.tsx";
import { deskPage, recordPage } from "./pages/desk.tsx";
import { minePage } from "./pages/mine.tsx";
import { registersPage, standardPage } from "./pages/standard.tsx";
import { batchesWritten, loadAsHouse, loadsOfMine, loadWhole, plannedRows } from "./queries/loads.ts";
import { allRegisters, findRecords, myRecords, recordWhole, registerByCode } from "./queries/records.ts";
import { bulkFile } from "./transfer/bulk-file.ts";
import { loadJobs } from "./transfer/jobs.ts";
import { writable } from "./words.ts";

export const manifest: Manifest = {
  name: "registers",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [registerFiles, bulkFile],
  understands: (government) => ({ registers: writable(government) }),
  pages: [registersPage, standardPage, minePage, deskPage, recordPage, changePage],
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
  ],
  jobs: loadJobs,
};
