import type { Scope } from "../rules/index.ts";
import type { Called, ProcessGraph, ProcessStep } from "./graph.ts";
import { Run } from "./run.ts";
import { type Effect, type ProcessEvent, ProcessFault, type ProcessState, type Token } from "./state.ts";

/**
 * One move of a case: pure, so that it can be replayed, simulated and proven. `scope` holds the answers and decisions
 * that conditions read, `called` the processes that this one calls. Throws a ProcessFault for an event that fits no
 * token; a signal that nobody hears changes nothing.
 */
export function step(
  graph: ProcessGraph,
  state: ProcessState,
  event: ProcessEvent,
  scope: Scope,
  called: Called = {},
): { state: ProcessState; effects: Effect[] } {
  if (state.ended !== null) throw new ProcessFault("The case has ended");
  const run = new Run(graph, called, state, scope);
  switch (event.type) {
    case "start":
      if (state.tokens.length > 0) throw new ProcessFault("The case has begun already");
      run.enter(run.born(null), graph.start);
      break;
    case "complete":
      completes(run, run.token(event.token), event.outcome);
      break;
    case "message":
      if (!run.hears("message", event.name)) throw new ProcessFault(`Nobody waits for "${event.name}"`);
      break;
    case "signal":
      run.hears("signal", event.name);
      break;
    case "timer":
      rings(run, run.token(event.token), event.to);
      break;
    case "error":
      run.raises(run.token(event.token), event.code);
  }
  return run.done();
}

function completes(run: Run, token: Token, outcome: string): void {
  const at = run.stepAt(token.at);
  const share = "each" in at && "task" in at.each && run.isShare(token) ? at.each : undefined;
  const work = "task" in at ? at.task : share?.task;
  if (!work) throw new ProcessFault(`Nothing is to be completed at ${token.at}`);
  const to = Object.hasOwn(work.outcomes, outcome) ? work.outcomes[outcome] : undefined;
  if (to === undefined) throw new ProcessFault(`${token.at} has no outcome "${outcome}"`);
  if (!share) {
    run.goesOn(token, to);
    return;
  }
  run.leave(token);
  const enough = share.enough?.find((rule) => rule.outcome === outcome);
  if (enough) {
    const block = run.token(token.parent!);
    const count = (block.said?.[outcome] ?? 0) + 1;
    block.said = { ...block.said, [outcome]: count };
    if (count >= enough.count) {
      run.tokens = run.tokens.filter(({ id }) => id !== token.id);
      run.breaks(block, enough.to ?? (at as Extract<ProcessStep, { each: unknown }>).next);
      return;
    }
  }
  run.dies(token);
}

function rings(run: Run, token: Token, to: string): void {
  const at = run.stepAt(token.at);
  // The timers of an `each` are the block's own; none of its items has one.
  if ("delay" in at && at.next === to) {
    run.goesOn(token, to);
    return;
  }
  const timer = "timers" in at && !run.isShare(token) ? at.timers.find((one) => one.to === to) : undefined;
  if (!timer) throw new ProcessFault(`No timer to ${to} at ${token.at}`);
  if (timer.interrupt) run.breaks(token, to);
  else {
    run.beside(token, to);
    if (timer.repeat && run.lives(token) && !run.over) run.sets(token, [timer]);
  }
}

export { type Effect, fresh, type ProcessEvent, ProcessFault, type ProcessState, type Token } from "./state.ts";
