// What other rooms may use of cases.
export { beginDraftFor, endHelpWith, recordObjection } from "./commands/help-at-counter.ts";
export { PageFields } from "./pages/fields.tsx";
export { answerRows, Wrong } from "./pages/parts.tsx";
export { statusTag } from "./pages/status.tsx";
export { namedBy } from "./pages/way.tsx";
export { assistedCase } from "./queries/assisted-case.ts";
export { closedCase } from "./queries/closed-case.ts";
export { myCosigns } from "./queries/cosign.ts";
export { myDrafts } from "./queries/drafts.ts";
export { myCases } from "./queries/my-cases.ts";
export { pastCases, pastCasesCount } from "./queries/past-cases.ts";
export { promiseKept } from "./queries/promise-kept.ts";
export { seedCases } from "./seed.ts";
export { takenFile, takePhoto } from "./upload.ts";
export { vocabulary } from "./vocabulary.ts";
