// What other rooms may use of the process engine.
export { type Called, leadsTo, ProcessGraph, type ProcessStep, type WorkOrder, workOf } from "./graph.ts";
export { stepAt } from "./run.ts";
export { type Effect, fresh, ProcessFault, type ProcessState, step } from "./step.ts";
