// What other rooms may use of identity.
export { appointFirst } from "./commands/appoint-first.ts";
export { chooseLanguage } from "./commands/language.ts";
export { openPending } from "./commands/pending.ts";
export { hats } from "./queries/hats.ts";
export { dutyHolders } from "./queries/holders.ts";
export { contactOf, holdersOf } from "./queries/house.ts";
export { officerNames, officersOf } from "./queries/officers.ts";
export { signedInAt, standingOf } from "./queries/standing.ts";
export { type DemoAccount, demoAccounts, issueToken, seedAccounts } from "./seed.ts";
export { hashBytes, hashText, newToken, readableCode, tidyCode } from "./token.ts";
