// The front door of the rights that people have over their data.
export { type Edition, editionOn } from "./edition.ts";
export { decidedByHand } from "./queries/requests.ts";
