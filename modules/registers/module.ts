import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { publishRegister } from "./commands/publish-register.ts";
import { writeRecord } from "./commands/write-record.ts";
import { registerFiles } from "./definition/read.ts";
import { holds } from "./holds.ts";
import { changePage } from "./pages/change.tsx";
import { deskPage, recordPage } from "./pages/desk.tsx";
import { minePage } from "./pages/mine.tsx";
import { registersPage, standardPage } from "./pages/standard.tsx";
import { allRegisters, findRecords, myRecords, recordWhole, registerByCode } from "./queries/records.ts";
import { writable } from "./words.ts";

export const manifest: Manifest = {
  name: "registers",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  holds,
  governmentFiles: [registerFiles],
  understands: (government) => ({ registers: writable(government) }),
  pages: [registersPage, standardPage, minePage, deskPage, recordPage, changePage],
  commands: [publishRegister, writeRecord],
  queries: [allRegisters, registerByCode, findRecords, recordWhole, myRecords],
};
