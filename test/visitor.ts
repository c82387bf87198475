export { formOn, sessionOf, visitor } from "../modules/cases/test/visitor.ts";
