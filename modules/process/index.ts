// What other rooms may use of the process engine.
export { leadsTo, ProcessGraph, type ProcessStep, type WorkOrder } from "./graph.ts";
export { type Effect, fresh, ProcessFault, type ProcessState, step } from "./step.ts";
