// The front door of single sign-on: what the exchange between agencies needs for its machines.
export { registerMachine } from "./commands/clients.ts";
export { issuerOf } from "./provider/open.ts";
export { type Shown, tokenShown } from "./shown.ts";
export { type TokenHolder, tokenHolder } from "./token.ts";
