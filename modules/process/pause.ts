import type { Text } from "../../kernel/index.ts";
import { type Called, type ProcessGraph, workOf } from "./graph.ts";
import { stepAt } from "./run.ts";
import type { ProcessState } from "./state.ts";

/** Why the legal clock stands still: the applicant has the case, or the law gives somebody's work time of its own. */
export type Pause = "applicant" | { reason: Text; law: string };

/** Whether the clock stands where the case is now. What the applicant has to do comes first; null: it runs. */
export function pauseOf(graph: ProcessGraph, called: Called, { tokens }: Pick<ProcessState, "tokens">): Pause | null {
  let work: Pause | null = null;
  for (const { at } of tokens) {
    const rests = stepAt(graph, called, at);
    if ("wait" in rests && rests.pause) return "applicant";
    work ??= workOf(rests)?.pause ?? null;
  }
  return work;
}
