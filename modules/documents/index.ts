// What other rooms may use of documents.
export { issueDocument } from "./issue.ts";
export { myDocuments } from "./queries/my-documents.ts";
