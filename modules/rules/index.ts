// What other rooms may use of the rules.
export { explain } from "./decision/explanation.ts";
export { type Decision, DecisionTable, decide } from "./decision/table.ts";
export { evaluate, type Scope } from "./expression/evaluate.ts";
export { ExpressionFault, parseExpression, parseTests } from "./expression/parse.ts";
export { namesIn, type Value } from "./expression/tree.ts";
