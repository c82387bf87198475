// What other rooms may use of cases.
export { statusTag } from "./pages/status.tsx";
export { closedCase } from "./queries/closed-case.ts";
export { myDrafts } from "./queries/drafts.ts";
export { myCases } from "./queries/my-cases.ts";
export { promiseKept } from "./queries/promise-kept.ts";
export { vocabulary } from "./vocabulary.ts";
