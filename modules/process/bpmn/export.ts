import type { ProcessGraph } from "../graph.ts";
import { drawn } from "./diagram.ts";
import { bpmnNamespace, ownNamespace, type Scope } from "./scope.ts";
import { titled, Writer } from "./writer.ts";
import { element } from "./xml.ts";

/** A process as BPMN 2.0 XML, with a diagram. `code` becomes its id. What `fromBpmn` reads of it is the same process. */
export function toBpmn(graph: ProcessGraph, code: string): string {
  const writer = new Writer(graph);
  const root = writer.scope(null);
  const stations = graph.stations.map(({ id, title, steps }) =>
    element("pendopo:station", { id, ...titled(title, "title"), steps: steps.join(" ") }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element(
      "definitions",
      {
        xmlns: bpmnNamespace,
        "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
        "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
        "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xmlns:pendopo": ownNamespace,
        id: "_definitions",
        targetNamespace: ownNamespace,
      },
      [
        ...[...writer.words].map(([id, [tag, name]]) =>
          element(tag, { id, name, ...(tag === "error" && { errorCode: name }) }),
        ),
        element("process", { id: `process_${code}`, isExecutable: "true" }, [
          element("extensionElements", {}, stations),
          ...written(root),
        ]),
        drawn(`process_${code}`, root),
      ],
    ),
    "",
  ].join("\n");
}

const written = ({ nodes, flows }: Scope): string[] => [
  ...nodes.map(({ id, tag, attributes, inner, scope }) =>
    // The standard's order: what the activity holds, then how often it is done.
    element(tag, { id, ...attributes }, [
      ...inner.filter((one) => !one.startsWith("<multi")),
      ...(scope ? written(scope) : []),
      ...inner.filter((one) => one.startsWith("<multi")),
    ]),
  ),
  ...flows.map(({ id, from, to, attributes, condition }) =>
    element(
      "sequenceFlow",
      { id, sourceRef: from, targetRef: to, ...attributes },
      condition === undefined
        ? []
        : [element("conditionExpression", { "xsi:type": "tFormalExpression" }, [], condition)],
    ),
  ),
];
