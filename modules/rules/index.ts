// What other rooms may use of the rules.
export { type Account, explainCondition, type Naming } from "./decision/condition.ts";
export { type Decision, decide } from "./decision/decide.ts";
export { explain } from "./decision/explanation.ts";
export { type Parameter, valuesOn } from "./decision/parameter.ts";
export { Decisions, DecisionTable } from "./decision/table.ts";
export type { Scope } from "./expression/env.ts";
export { evaluate } from "./expression/evaluate.ts";
export { ExpressionFault } from "./expression/fault.ts";
export { parseExpression, parseTests } from "./expression/parse.ts";
export { namesIn } from "./expression/tree.ts";
export type { Value } from "./value/datum.ts";
