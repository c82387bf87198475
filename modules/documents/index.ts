// What other rooms may use of documents.
export { changeStanding } from "./commands/change-standing.ts";
export { issueDocument } from "./issue.ts";
export { documentById } from "./queries/document-by-id.ts";
export { myDocuments } from "./queries/my-documents.ts";
export { render as setLetter } from "./render/render.ts";
