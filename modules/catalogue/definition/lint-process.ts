import { type Government, officeOf } from "../../../kernel/index.ts";
import { leadsTo, type ProcessGraph, type ProcessStep, type WorkOrder } from "../../process/index.ts";
import type { Find, Read } from "./finding.ts";
import type { ServiceDefinition } from "./schema.ts";

type Steps = ProcessGraph["steps"];

/** Ways through the process: each leads somewhere, each comes to an end, and each place can be shown to the citizen. */
export function lintProcess(
  service: ServiceDefinition,
  names: readonly string[],
  find: Find,
  read: Read,
  government: Government | undefined,
): void {
  const graph = service.process;
  if (!graph) return;
  const { steps, start, stations } = graph;
  const at = (name: string, says: string) => find("process", ["steps", name], says);
  for (const [name, step] of Object.entries(steps)) {
    for (const to of leadsTo(step)) if (!has(steps, to)) at(name, `"${name}" leads to "${to}", which is not a step`);
    if ("wait" in step && step.timers.length === 0 && !step.reason)
      at(name, `"${name}" waits without a timer or a reason`);
    if ("choose" in step) {
      step.choose.forEach(({ when }, i) => {
        read(when, names, "process", ["steps", name, "choose", i, "when"]);
      });
      if (step.choose.at(-1)?.when !== undefined)
        at(name, `"${name}" may fit no way; the last one should have no condition`);
    }
    if ("each" in step) {
      read(step.each.over, names, "process", ["steps", name, "each", "over"]);
      for (const to of Object.values(step.each.task.outcomes))
        if (to !== step.next) at(name, `the items of "${name}" all go on to "${step.next}", not to "${to}"`);
    }
    const work = "task" in step ? step.task : "each" in step ? step.each.task : undefined;
    if (work && government && !placed(work, government))
      at(name, `the government has no office ${work.agency}/${work.office}`);
    if ("timers" in step)
      for (const { to, interrupt } of step.timers)
        if (!interrupt && !onlyTells(steps, to))
          at(name, `the warning "${to}" of "${name}" may only do something and then join`);
  }
  if (!has(steps, start)) find("process", ["start"], `it starts with "${start}", which is not a step`);
  const reached = from(steps, [start], leadsTo);
  for (const name of Object.keys(steps)) if (!reached.has(name)) at(name, `nothing leads to "${name}"`);
  lintEnds(graph, at);
  const shown = new Set(stations.flatMap((station) => station.steps));
  stations.forEach((station, i) => {
    station.steps.forEach((name, s) => {
      if (!has(steps, name))
        find("process", ["stations", i, "steps", s], `the station's step "${name}" does not exist`);
    });
  });
  for (const [name, step] of Object.entries(steps))
    if (("task" in step || "wait" in step || "each" in step) && !shown.has(name))
      at(name, `"${name}" belongs to no station, so a citizen could not see where the case is`);
}

/** A join closes a branch and nothing else; an end or a join can be come to from everywhere. */
function lintEnds({ steps, start }: ProcessGraph, at: (name: string, says: string) => void): void {
  const main = from(steps, [start], goesOn);
  for (const name of main) {
    const step = steps[name];
    if (step && "join" in step) at(name, `"${name}" joins, but no fork leads to it: the case would stand still`);
  }
  for (const [name, step] of Object.entries(steps)) {
    const ways = from(steps, [name], goesOn);
    if (![...ways].some((to) => has(steps, to) && ("end" in steps[to]! || "join" in steps[to]!)))
      at(name, `no way leads from "${name}" to an end`);
    if ("fork" in step)
      for (const branch of step.fork) {
        const parts = from(steps, [branch], goesOn);
        if (![...parts].some((to) => has(steps, to) && "join" in steps[to]!))
          at(name, `the branch "${branch}" of "${name}" never joins`);
        if (parts.has(step.next)) at(name, `the branch "${branch}" runs on into "${step.next}" instead of joining`);
      }
  }
}

const has = (steps: Steps, name: string): boolean => Object.hasOwn(steps, name);

/** Where a part of the case goes by itself: past a fork, not into its branches; a warning is no way. */
function goesOn(step: ProcessStep): string[] {
  if ("fork" in step) return [step.next];
  const warnings = "timers" in step ? step.timers.filter(({ interrupt }) => !interrupt).map(({ to }) => to) : [];
  const ways = "each" in step ? [step.next, ...step.timers.map(({ to }) => to)] : leadsTo(step);
  return ways.filter((to) => !warnings.includes(to));
}

function from(steps: Steps, names: readonly string[], ways: (step: ProcessStep) => string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (has(steps, name)) ways(steps[name]!).forEach(visit);
  };
  names.forEach(visit);
  return seen;
}

function onlyTells(steps: Steps, name: string, seen: readonly string[] = []): boolean {
  const step = has(steps, name) ? steps[name] : undefined;
  if (!step || seen.includes(name)) return false;
  return "join" in step || ("do" in step && onlyTells(steps, step.next, [...seen, name]));
}

const placed = ({ agency, office }: WorkOrder, government: Government): boolean =>
  agency === "$item" || officeOf(government, agency, office) !== undefined;
