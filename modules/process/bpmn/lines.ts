import { bpmnNamespace } from "./scope.ts";
import type { Read } from "./xml.ts";

/** An element of a scope with what leads on from it, and what sits on its border. */
export interface Place {
  at: Read;
  out: Read[];
  in: number;
  border: Place[];
  /** Come to only from a border event that does not interrupt. */
  beside: boolean;
}
export interface Lines {
  places: Map<string, Place>;
}

const known = new Set([
  "startEvent",
  "endEvent",
  "intermediateThrowEvent",
  "intermediateCatchEvent",
  "boundaryEvent",
  "userTask",
  "serviceTask",
  "receiveTask",
  "callActivity",
  "subProcess",
  "exclusiveGateway",
  "parallelGateway",
]);
/** What says nothing of the way. */
const silent = new Set([
  "documentation",
  "extensionElements",
  "incoming",
  "outgoing",
  "textAnnotation",
  "association",
  "group",
  "multiInstanceLoopCharacteristics",
]);
const instead: Readonly<Record<string, string>> = {
  task: "a user task (somebody works) or a service task (the house does it)",
  manualTask: "a user task",
  sendTask: "a service task",
  scriptTask: "a service task, or a decision table",
  businessRuleTask: "a decision table, and an exclusive gateway that asks it",
  inclusiveGateway: "an exclusive gateway for each way, inside a parallel one",
  eventBasedGateway: "a receive task with a timer on its border",
  transaction: "a sub-process",
  laneSet: "duty and office at each user task",
};

/** Everything in a scope and how it hangs together; what is not in the subset is a fault. */
export function linesOf(around: Read, fault: (one: Read, says: string) => void): Lines {
  const places = new Map<string, Place>();
  const flows: Read[] = [];
  for (const one of around.children) {
    if (one.space !== bpmnNamespace || silent.has(one.tag)) continue;
    if (one.tag === "sequenceFlow") flows.push(one);
    else if (known.has(one.tag)) {
      if (one.attributes.triggeredByEvent === "true")
        fault(one, "a sub-process that an event begins is not known here");
      if (one.children.some(({ tag }) => tag === "standardLoopCharacteristics"))
        fault(one, "a loop is drawn with a gateway that leads back");
      places.set(one.attributes.id ?? "", { at: one, out: [], in: 0, border: [], beside: false });
    } else fault(one, `it is not in the subset${instead[one.tag] ? `; use ${instead[one.tag]}` : ""}`);
  }
  for (const flow of flows) {
    const [from, to] = [places.get(flow.attributes.sourceRef ?? ""), places.get(flow.attributes.targetRef ?? "")];
    if (!from || !to) fault(flow, "it comes from, or leads to, what is not in the same scope");
    else {
      from.out.push(flow);
      to.in += 1;
    }
  }
  for (const place of places.values()) {
    if (place.at.tag !== "boundaryEvent") continue;
    const host = places.get(place.at.attributes.attachedToRef ?? "");
    if (host) host.border.push(place);
    else fault(place.at, "it sits on nothing");
  }
  markBeside({ places });
  return { places };
}

const onwards = ({ places }: Lines, place: Place): Place[] =>
  place.out.flatMap((flow) => places.get(flow.attributes.targetRef ?? "") ?? []);

/** What the start does not come to without passing a border event that leaves its activity going. */
function markBeside(lines: Lines): void {
  const main = new Set<Place>();
  const todo = [...lines.places.values()].filter(({ at }) => at.tag === "startEvent");
  for (let one = todo.pop(); one; one = todo.pop()) {
    if (main.has(one)) continue;
    main.add(one);
    todo.push(...onwards(lines, one), ...one.border.filter(({ at }) => at.attributes.cancelActivity !== "false"));
  }
  for (const place of lines.places.values()) place.beside = !main.has(place);
}

/**
 * The gateway at which all ways of a split meet; null when they go to the end of their scope side by side; a text when
 * they meet in no one place.
 */
export function joinOf(lines: Lines, split: Place, around: readonly Place[] = []): Place | null | string {
  if (around.includes(split)) return "its ways lead back to itself";
  const joins = new Set<Place>();
  const seen = new Set<Place>();
  const todo = onwards(lines, split);
  for (let one = todo.pop(); one; one = todo.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (one.at.tag === "parallelGateway" && one.out.length < 2) joins.add(one);
    else if (one.at.tag === "parallelGateway") {
      const inner = joinOf(lines, one, [...around, split]);
      if (typeof inner === "string") return inner;
      if (inner) todo.push(...onwards(lines, inner));
    } else todo.push(...onwards(lines, one), ...one.border.flatMap((border) => onwards(lines, border)));
  }
  const [join] = joins;
  return joins.size > 1 ? "its ways meet at several gateways; each split needs one join" : (join ?? null);
}
