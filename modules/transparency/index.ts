// What the house may use of transparency.
export { auditDatabase } from "./audit.ts";
export { proofOf, proofText } from "./queries/proof.ts";
export { LogFault, verifyLog, verifyProof } from "./verify.ts";
