// The front door of the registers that a government defines by files, or that its stewards make in the browser.
import { RegisterFile } from "./definition/schema.ts";
import { RecordFields } from "./pages/fields.tsx";
import { Standard } from "./pages/standard.tsx";
import { columnsOf, figures, openRecords } from "./queries/figures.ts";
import { quality } from "./queries/quality.ts";
import { allRegisters, registerByCode } from "./queries/records.ts";
import { dropDraft, openDraft, publishDraft, reviewDraft, saveDraft, submitDraft } from "./steward/commands.ts";
import { draftById, draftTried, openDrafts, textLooked } from "./steward/queries.ts";

export { publishRegister } from "./commands/publish-register.ts";
export { keeperOf, registersOf } from "./definition/read.ts";
export { agreedRecord } from "./queries/agreed-record.ts";
export { recordHolders } from "./queries/record-holders.ts";
export { allRegisters, myRecords, registerByCode } from "./queries/records.ts";
export { seedRegisters } from "./seed.ts";
export { files } from "./transfer/operator.ts";
export { type Writing, type Written, writeRegister } from "./write.ts";

/** What One Data makes of registers: figures, open records, and what each register keeps. */
export const statistics = { allRegisters, registerByCode, columnsOf, figures, openRecords, quality } as const;

/** How a steward makes a register: drafts and what becomes of them, what is found in them, and how both sides will see it. */
export const stewardship = {
  schema: RegisterFile,
  open: openDraft,
  save: saveDraft,
  submit: submitDraft,
  review: reviewDraft,
  publish: publishDraft,
  drop: dropDraft,
  drafts: openDrafts,
  byId: draftById,
  looked: textLooked,
  tried: draftTried,
  published: allRegisters,
  Standard,
  RecordFields,
} as const;
