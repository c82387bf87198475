// What other rooms may use of permits.
export { issuePermit } from "./commands/issue-permit.ts";
export { agreeToOffer } from "./commands/offers.ts";
export { renewalDays } from "./commands/turn-day.ts";
export { undoMeasure } from "./commands/undo-measure.ts";
export { permitTag } from "./pages/state.tsx";
export { mayRenew } from "./permit.ts";
export { offerOfCode, permitById } from "./queries/permit-by-id.ts";
export { myPermits } from "./queries/permits.ts";
export type { PermitRow } from "./tables.ts";
