export { formOn, visitor } from "../modules/cases/test/visitor.ts";
