// The front door of the exchange between agencies.
export { offerRegisters } from "./seed.ts";
