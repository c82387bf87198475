// The front door of the registers that a government defines by files.
export { publishRegister } from "./commands/publish-register.ts";
export { keeperOf, registersOf } from "./definition/read.ts";
export { myRecords } from "./queries/records.ts";
export { seedRegisters } from "./seed.ts";
export { files } from "./transfer/operator.ts";
export { type Writing, type Written, writeRegister } from "./write.ts";
