import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { publishRegister } from "./commands/publish-register.ts";
import { writeRecord } from "./commands/write-record.ts";
import { registerFiles } from "./definition/read.ts";
import { changePage } from "./pages/change.tsx";
import { deskPage, recordPage } from "./pages/desk.tsx";
import { minePage } from "./pages/mine.tsx";
import { registersPage, standardPage } from "./pages/standard.tsx";
import { agreedRecord } from "./queries/agreed-record.ts";
import { recordHolders } from "./queries/record-holders.ts";
import { allRegisters, findRecords, myRecords, recordWhole, registerByCode } from "./queries/records.ts";
import { writable } from "./words.ts";

export const manifest: Manifest = {
  name: "registers",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [registerFiles],
  understands: (government) => ({ registers: writable(government) }),
  pages: [registersPage, standardPage, minePage, deskPage, recordPage, changePage],
  commands: [publishRegister, writeRecord],
  queries: [allRegisters, registerByCode, findRecords, recordWhole, myRecords, agreedRecord, recordHolders],
};
