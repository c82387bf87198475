import type { Attributes } from "./xml.ts";

export const bpmnNamespace = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/** What BPMN has no word for: duties, offices, working days, laws. Other programs keep it and pass it by. */
export const ownNamespace = "https://pendopo.example/bpmn/1";

export interface Node {
  id: string;
  tag: string;
  attributes: Attributes;
  inner: string[];
  scope?: Scope;
  /** The activity on whose border it sits. */
  on?: string;
}
export interface Flow {
  id: string;
  from: string;
  to: string;
  attributes: Attributes;
  condition?: string;
}
export interface Scope {
  nodes: Node[];
  flows: Flow[];
}
