// The front door of the registers that a government defines by files.
import { columnsOf, figures, openRecords } from "./queries/figures.ts";
import { quality } from "./queries/quality.ts";
import { allRegisters, registerByCode } from "./queries/records.ts";

export { publishRegister } from "./commands/publish-register.ts";
export { keeperOf, registersOf } from "./definition/read.ts";
export { agreedRecord } from "./queries/agreed-record.ts";
export { allRegisters, myRecords, registerByCode } from "./queries/records.ts";
export { seedRegisters } from "./seed.ts";
export { files } from "./transfer/operator.ts";
export { type Writing, type Written, writeRegister } from "./write.ts";

/** What One Data makes of registers: figures, open records, and what each register keeps. */
export const statistics = { allRegisters, registerByCode, columnsOf, figures, openRecords, quality } as const;
