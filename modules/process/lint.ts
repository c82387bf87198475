import {
  blocksOf,
  type Called,
  catchesOf,
  isBlock,
  isRest,
  type ProcessGraph,
  type ProcessStep,
  waysOf,
} from "./graph.ts";

/** What is wrong with a process: where (the way to the part within its file), what, and what would mend it. */
export interface GraphFinding {
  path: readonly (string | number)[];
  says: string;
  hint: string;
}
type Find = (path: GraphFinding["path"], says: string, hint: string) => void;
type Steps = ProcessGraph["steps"];

/**
 * Everything that would let a case stand still, go round without work, pass a join early or end by accident, found
 * before the first case. `called`: the published processes that may be called; without it calls are not looked at.
 */
export function lintGraph(graph: ProcessGraph, called?: Called): GraphFinding[] {
  const findings: GraphFinding[] = [];
  const find: Find = (path, says, hint) => findings.push({ path, says, hint });
  const { steps, start } = graph;
  if (!has(steps, start))
    find(["start"], `it starts with "${start}", which is not a step`, `name one of ${Object.keys(steps).join(", ")}`);
  for (const [name, step] of Object.entries(steps)) lintStep(steps, name, step, find, called);
  const blocks = blocksOf(graph);
  for (const name of Object.keys(steps))
    if (!blocks.has(name)) find(["steps", name], `nothing leads to "${name}"`, "lead a step to it, or take it out");
  lintWays(graph, find);
  lintBlocks(graph, blocks, find);
  lintCircles(steps, find);
  return findings;
}

const has = (steps: Steps, name: string): boolean => Object.hasOwn(steps, name);

function lintStep(steps: Steps, name: string, step: ProcessStep, find: Find, called: Called | undefined): void {
  const at = ["steps", name];
  for (const to of new Set(waysOf(step).map((way) => way.to)))
    if (!has(steps, to)) find(at, `"${name}" leads to "${to}", which is not a step`, "mend the name, or add the step");
  if (("wait" in step || "hear" in step) && step.timers.length === 0 && !step.reason)
    find(at, `"${name}" waits without a timer or a reason`, "say how long it may last, or why it may last for ever");
  if ("choose" in step && step.choose.at(-1)?.when !== undefined)
    find(at, `"${name}" may fit no way; the last one should have no condition`, "add a last way without `when`");
  if ("each" in step && "task" in step.each) {
    const { outcomes } = step.each.task;
    for (const to of Object.values(outcomes))
      if (to !== step.next)
        find(at, `the items of "${name}" all go on to "${step.next}", not to "${to}"`, "use `enough` for another way");
    for (const { outcome } of step.each.enough ?? [])
      if (!Object.hasOwn(outcomes, outcome))
        find(at, `"${name}" has enough of "${outcome}", which is no outcome of its task`, "mend the name");
  }
  if ("fork" in step && new Set(step.fork).size < step.fork.length)
    find(at, `"${name}" has the same branch twice`, "each branch begins with a step of its own");
  if ("timers" in step && new Set(step.timers.map(({ to }) => to)).size < step.timers.length)
    find(
      at,
      `two timers of "${name}" lead to the same step`,
      "a timer is known by where it leads: give one another step",
    );
  if ("call" in step && called) {
    const other = Object.hasOwn(called, `${step.call}@${step.version}`) ? called[`${step.call}@${step.version}`] : null;
    if (!other)
      find(at, `"${name}" calls ${step.call} version ${step.version}, which is not published`, "publish it first");
    const ends = new Set(Object.values(other?.steps ?? {}).flatMap((one) => ("end" in one ? [one.end] : [])));
    for (const end of Object.keys(step.ends ?? {}))
      if (other && !ends.has(end)) find(at, `${step.call} has no end "${end}"`, `its ends are ${[...ends].join(", ")}`);
  }
}

/** From every step the case can come out again; what goes beside it comes to a join. */
function lintWays({ steps, start }: ProcessGraph, find: Find): void {
  const main = from(steps, [start], goesOn);
  for (const name of main)
    if (has(steps, name) && "join" in steps[name]!)
      find(["steps", name], `"${name}" joins, but no fork leads to it: the case would stand still`, "end here instead");
  const everywhere = from(steps, [start], (step) =>
    waysOf(step)
      .filter(({ beside }) => !beside)
      .map(({ to }) => to),
  );
  for (const [name, step] of Object.entries(steps)) {
    const at = ["steps", name];
    if (![...from(steps, [name], goesOn)].some((to) => has(steps, to) && finishes(steps[to]!)))
      find(at, `no way leads from "${name}" to an end`, "lead one of its ways on to an end or a join");
    for (const { to } of waysOf(step).filter(({ beside }) => beside)) {
      const way = from(steps, [to], goesOn);
      const warning = `the warning "${to}" of "${name}"`;
      if (![...way].some((one) => has(steps, one) && ("join" in steps[one]! || "error" in steps[one]!)))
        find(at, `${warning} may only do something and then join`, "let it come to a join, or let it interrupt");
      else if ([...way].some((one) => has(steps, one) && "end" in steps[one]!))
        find(at, `${warning} can end the whole case, though it does not interrupt`, "let it come to a join only");
      for (const one of way)
        if (everywhere.has(one) && has(steps, one) && isRest(steps[one]!))
          find(at, `${warning} runs on into "${one}", which would then be done twice`, "give it steps of its own");
    }
  }
}

/** A block is left through its join, and a join closes nothing else. */
function lintBlocks({ steps }: ProcessGraph, blocks: ReturnType<typeof blocksOf>, find: Find): void {
  for (const [name, step] of Object.entries(steps)) {
    const at = ["steps", name];
    const into = waysOf(step).filter(({ by }) => by === "into");
    for (const { to: branch } of into) {
      const parts = from(steps, [branch], goesOn);
      const joins = (one: string) => has(steps, one) && ("join" in steps[one]! || "stop" in steps[one]!);
      if (![...parts].some(joins))
        find(at, `the branch "${branch}" of "${name}" never joins`, "let it come to a step with `join: true`");
      const next = "next" in step ? step.next : "";
      if (parts.has(next) && !joins(next))
        find(at, `the branch "${branch}" runs on into "${next}" instead of joining`, "let it come to a join first");
    }
    if (into.length > 0 && around(blocks, name).has(name))
      find(at, `"${name}" leads into itself`, "a block's steps come to its join, not back to the block");
    const inside = blocks.get(name);
    if (inside && inside.size > 1 && isRest(step))
      find(
        at,
        `"${name}" is come to from inside "${[...inside].filter(Boolean).join('", "')}" and from outside it`,
        "a block is left only through its join: give each side a step of its own",
      );
    if ("stop" in step && ![...around(blocks, name)].some((one) => one !== null && "part" in steps[one]!))
      find(at, `"${name}" stops a part, but is in none`, "put it into a part, or join");
    if ("error" in step && !isCaught(steps, blocks, name, step.error))
      find(
        at,
        `nothing around "${name}" catches the error "${step.error}"`,
        "add it to the `catch` of a part around it",
      );
  }
}

/** The blocks around a step, and those around them. */
function around(blocks: ReturnType<typeof blocksOf>, name: string): Set<string | null> {
  const found = new Set<string | null>();
  const todo = [name];
  for (let one = todo.pop(); one !== undefined; one = todo.pop())
    for (const block of blocks.get(one) ?? [])
      if (!found.has(block)) {
        found.add(block);
        if (block !== null) todo.push(block);
      }
  return found;
}

/** On every way outwards somebody catches it. */
function isCaught(steps: Steps, blocks: ReturnType<typeof blocksOf>, name: string, code: string): boolean {
  const seen = new Set<string>();
  const caught = (block: string | null): boolean => {
    if (block === null) return false;
    if (seen.has(block)) return true;
    seen.add(block);
    return (
      catchesOf(steps[block]!).some((one) => "error" in one && one.error === code) ||
      [...(blocks.get(block) ?? [])].every(caught)
    );
  };
  return [...(blocks.get(name) ?? [])].every(caught);
}

/** A circle in which nobody works would go round for ever at once. */
function lintCircles(steps: Steps, find: Find): void {
  const told = new Set<string>();
  const byItself = (step: ProcessStep): string[] => (isRest(step) ? [] : waysOf(step).map(({ to }) => to));
  for (const [name, step] of Object.entries(steps)) {
    if (told.has(name) || isRest(step)) continue;
    if (!from(steps, byItself(step), byItself).has(name)) continue;
    for (const one of from(steps, [name], byItself)) told.add(one);
    find(
      ["steps", name],
      `from "${name}" the case comes back to it without any work`,
      "put a task, a wait or a delay into the circle",
    );
  }
}

const finishes = (step: ProcessStep): boolean => "end" in step || "join" in step || "stop" in step || "error" in step;

/** Where a part of the case goes by itself: past a block, not into it; a warning is no way. */
const goesOn = (step: ProcessStep): string[] =>
  waysOf(step)
    .filter(({ by, beside }) => !beside && !(isBlock(step) && by === "into"))
    .map(({ to }) => to);

function from(steps: Steps, names: readonly string[], ways: (step: ProcessStep) => string[]): Set<string> {
  const seen = new Set<string>();
  const todo = [...names];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (has(steps, name)) todo.push(...ways(steps[name]!));
  }
  return seen;
}
