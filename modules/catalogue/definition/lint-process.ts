import { type Government, officeOf } from "../../../kernel/index.ts";
import { isRest, lintGraph, workOf } from "../../process/index.ts";
import type { Find, Read } from "./finding.ts";
import type { ServiceDefinition } from "./schema.ts";

/** The graph's own rules are the process engine's; here are those that need the form, the government and the citizen. */
export function lintProcess(
  service: ServiceDefinition,
  names: readonly string[],
  find: Find,
  read: Read,
  government: Government | undefined,
): void {
  const graph = service.process;
  if (!graph) return;
  const { steps, stations } = graph;
  for (const { path, says, hint } of lintGraph(graph)) find("process", path, `${says}; ${hint}`);
  const at = (name: string, says: string) => find("process", ["steps", name], says);
  // Steps for each item of a list may ask which one it is.
  const withItem = Object.values(steps).some((step) => "each" in step && "part" in step.each)
    ? [...names, "item"]
    : names;
  for (const [name, step] of Object.entries(steps)) {
    if ("choose" in step)
      step.choose.forEach(({ when }, i) => {
        read(when, withItem, "process", ["steps", name, "choose", i, "when"]);
      });
    if ("each" in step) read(step.each.over, names, "process", ["steps", name, "each", "over"]);
    const work = workOf(step);
    if (work && government && work.agency !== "$item" && !officeOf(government, work.agency, work.office))
      at(name, `the government has no office ${work.agency}/${work.office}`);
  }
  const shown = new Set(stations.flatMap((station) => station.steps));
  stations.forEach((station, i) => {
    station.steps.forEach((name, s) => {
      if (!Object.hasOwn(steps, name))
        find("process", ["stations", i, "steps", s], `the station's step "${name}" does not exist`);
    });
  });
  for (const [name, step] of Object.entries(steps))
    if (isRest(step) && !("fork" in step || "part" in step) && !shown.has(name))
      at(name, `"${name}" belongs to no station, so a citizen could not see where the case is`);
}
