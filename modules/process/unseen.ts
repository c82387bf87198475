import { blocksOf, isBlock, type ProcessGraph, type ProcessStep, waysOf } from "./graph.ts";

/**
 * Whether a case can come from a step to one that `is`, with no officer working on it and no applicant having it on the
 * way: what is paid, waited for or decided by the rules goes on by itself.
 */
export function comesUnseen(graph: ProcessGraph, from: string, is: (step: ProcessStep) => boolean): boolean {
  const { steps } = graph;
  const blocks = blocksOf(graph);
  const seen = new Set<string>();
  const todo = [from];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const step = Object.hasOwn(steps, name) ? steps[name]! : undefined;
    if (!step || seen.has(name)) continue;
    seen.add(name);
    if (is(step)) return true;
    if ("task" in step || ("each" in step && "task" in step.each) || ("wait" in step && step.pause)) continue;
    const ways = waysOf(step).filter(({ beside }) => !beside);
    // A block goes on once what is in it has joined: past a branch in which somebody works nothing goes unseen.
    todo.push(
      ...(isBlock(step) && !("call" in step) ? ways.filter(({ by }) => by !== "next") : ways).map(({ to }) => to),
    );
    if ("join" in step || "stop" in step)
      for (const block of blocks.get(name) ?? []) {
        const around = block === null ? undefined : steps[block];
        if (around && "next" in around) todo.push(around.next);
      }
  }
  return false;
}
