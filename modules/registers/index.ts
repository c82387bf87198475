// The front door of the registers that a government defines by files.
export { publishRegister } from "./commands/publish-register.ts";
export { keeperOf, registersOf } from "./definition/read.ts";
export { agreedRecord } from "./queries/agreed-record.ts";
export { recordHolders } from "./queries/record-holders.ts";
export { allRegisters, myRecords, registerByCode } from "./queries/records.ts";
export { type Writing, type Written, writeRegister } from "./write.ts";
