// What other rooms may use of the rules.
export { checkDecisions, checkExpression, checkTests, kindIn, kindOfTable } from "./check/check.ts";
export type { Finding } from "./check/finding.ts";
export type { Known, Names } from "./check/kinds.ts";
export { type Decision, decide } from "./decision/decide.ts";
export { explain } from "./decision/explanation.ts";
export { parametersOn } from "./decision/parameter.ts";
export { Decisions, DecisionTable } from "./decision/table.ts";
export { fromDmn } from "./dmn/in.ts";
export { toDmn } from "./dmn/out.ts";
export type { Scope } from "./expression/env.ts";
export { evaluate } from "./expression/evaluate.ts";
export { ExpressionFault } from "./expression/fault.ts";
export { parseExpression, parseTests } from "./expression/parse.ts";
export { namesIn } from "./expression/tree.ts";
export { toSql } from "./sql/expression.ts";
export { decisionsToSql } from "./sql/table.ts";
export type { Value } from "./value/datum.ts";
