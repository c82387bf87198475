// The front door of what is done with people's data.
export type { Entry } from "./entry.ts";
export { type Processing, policyTable } from "./processing.ts";
export { type Purpose, purposesOf } from "./purposes.ts";
export { consentHolds } from "./queries/consents.ts";
export { myEntries, myEntry } from "./queries/my-entries.ts";
