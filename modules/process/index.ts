// What other rooms may use of the process engine.

import { listeningPlaces, listens } from "./listening.ts";

export { toBpmn } from "./bpmn/export.ts";
export { fromBpmn } from "./bpmn/import.ts";
export { BpmnFault } from "./bpmn/xml.ts";
export { clocks } from "./clocks.ts";
export {
  type Called,
  catchesOf,
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
export { stepAt } from "./run.ts";
export { type Effect, fresh, ProcessFault, type ProcessState, step } from "./step.ts";

/** What a case listens to now, and what cases of a process can listen to. */
export const hearing = { listens, listeningPlaces } as const;
export { comesUnseen } from "./unseen.ts";
