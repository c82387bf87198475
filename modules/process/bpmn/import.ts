import { ProcessGraph } from "../graph.ts";
import { textOf } from "./border.ts";
import { Reader } from "./reader.ts";
import { bpmnNamespace, ownNamespace } from "./scope.ts";
import { BpmnFault, readXml } from "./xml.ts";

/**
 * A process out of BPMN 2.0 XML. Takes what `toBpmn` writes, and what other programs draw in the same subset; what they
 * cannot say (duty, office, stations) comes with words to be replaced, which the linter then finds. Everything outside
 * the subset is a BpmnFault with each element and its line.
 */
export function fromBpmn(text: string): ProcessGraph {
  const root = readXml(text);
  const processes = root.children.filter(({ tag, space }) => tag === "process" && space === bpmnNamespace);
  const [process] = processes;
  if (!process || processes.length > 1)
    throw new BpmnFault([
      { line: root.line, element: root.tag, says: `it holds ${processes.length} processes, not one` },
    ]);
  const reader = new Reader(root);
  const start = reader.scope(process, null);
  if (reader.faults.length > 0) throw new BpmnFault(reader.faults);
  const stations = process.children
    .filter(({ tag }) => tag === "extensionElements")
    .flatMap((one) => one.children)
    .filter(({ tag, space }) => tag === "station" && space === ownNamespace)
    .map(({ attributes: { id, title, en, steps } }) => ({
      id,
      title: textOf(title ?? "", en),
      steps: (steps ?? "").split(" ").filter(Boolean),
    }));
  const rests = Object.entries(reader.steps).filter(([, one]) => "task" in one || "wait" in one || "each" in one);
  const parsed = ProcessGraph.safeParse({
    start,
    steps: reader.steps,
    stations: stations.length > 0 ? stations : [{ id: "process", title: "Proses", steps: rests.map(([name]) => name) }],
  });
  if (!parsed.success)
    throw new BpmnFault(
      parsed.error.issues.map(({ path, message }) => ({
        line: reader.lineOf(String(path[1] ?? "")) ?? process.line,
        element: String(path[1] ?? "process"),
        says: message,
      })),
    );
  return parsed.data;
}
