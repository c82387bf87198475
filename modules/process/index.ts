// What other rooms may use of the process engine.

import { catchesOf } from "./graph.ts";
import { listeningPlaces, listens } from "./listening.ts";
import { stepAt } from "./run.ts";
import { comesUnseen } from "./unseen.ts";

export { toBpmn } from "./bpmn/export.ts";
export { fromBpmn } from "./bpmn/import.ts";
export { BpmnFault } from "./bpmn/xml.ts";
export { clocks } from "./clocks.ts";
export {
  type Called,
  isRest,
  ProcessGraph,
  type ProcessStep,
  type WorkOrder,
  waysOf,
  workOf,
} from "./graph.ts";
export { lintGraph } from "./lint.ts";
export { Picture } from "./picture/picture.tsx";
export type { Named } from "./picture/words.ts";
export { type Mapping, type Obstacle, plan, type Refit } from "./plan.ts";
export { type Effect, fresh, ProcessFault, type ProcessState, step } from "./step.ts";

/** What a case listens to now, and what cases of a process can listen to. */
export const hearing = { listens, listeningPlaces } as const;

/** What a graph tells of its steps: which it is, what it catches, what comes to pass before any officer saw it. */
export const graphs = { stepAt, catchesOf, comesUnseen } as const;
