// The front door of the rights that people have over their data.
export { type Edition, editionOn } from "./edition.ts";
