// The front door of the exchange between agencies.

export { type DemoAgreement, federateDemo } from "./federation/demo.ts";
export { offerRegisters } from "./seed.ts";
