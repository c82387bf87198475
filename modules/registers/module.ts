import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { readRecord, recordExists, searchRecords } from "./api/ask.ts";
import { govstackRoutes } from "./api/govstack.ts";
import { apiRoutes } from "./api/routes.ts";
import { judgeTwin } from "./commands/judge-twin.ts";
import { publishRegister } from "./commands/publish-register.ts";
import { writeRecord } from "./commands/write-record.ts";
import { registerFiles } from "./definition/read.ts";
import { changePage, newRecordPage } from "./pages/change.tsx";
import { deskPage } from "./pages/desk.tsx";
import { minePage } from "./pages/mine.tsx";
import { recordPage } from "./pages/record.tsx";
import { registersPage, standardPage } from "./pages/standard.tsx";
import { twinsPage } from "./pages/twins.tsx";
import { recordWhole } from "./queries/record.ts";
import { allRegisters, findRecords, myRecords, registerByCode } from "./queries/records.ts";
import { openTwins } from "./queries/twins.ts";
import { dataUsage } from "./queries/usage.ts";
import { dropDraft, openDraft, publishDraft, reviewDraft, saveDraft, submitDraft } from "./steward/commands.ts";
import { draftById, draftTried, openDrafts, textLooked } from "./steward/queries.ts";
import { writable } from "./words.ts";

export const manifest: Manifest = {
  name: "registers",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [registerFiles],
  understands: (government) => ({ registers: writable(government) }),
  pages: [registersPage, standardPage, minePage, deskPage, newRecordPage, twinsPage, recordPage, changePage],
  commands: [
    publishRegister,
    writeRecord,
    judgeTwin,
    openDraft,
    saveDraft,
    submitDraft,
    reviewDraft,
    publishDraft,
    dropDraft,
  ],
  queries: [
    allRegisters,
    registerByCode,
    findRecords,
    recordWhole,
    myRecords,
    openTwins,
    openDrafts,
    draftById,
    textLooked,
    draftTried,
    readRecord,
    recordExists,
    searchRecords,
    dataUsage,
  ],
  routes: [...apiRoutes, ...govstackRoutes],
};
