import { evaluate, type Scope } from "../rules/index.ts";
import type { ProcessGraph, ProcessStep, TimerSpec, WorkOrder } from "./graph.ts";

/** One place where the case stands. A token with children waits for them; `item` is its share of an `each`. */
export interface Token {
  id: number;
  at: string;
  parent: number | null;
  item?: string;
}

/** All that the engine remembers of a case: small, plain JSON. */
export interface ProcessState {
  tokens: readonly Token[];
  next: number;
  ended: string | null;
}

export type ProcessEvent =
  | { type: "start" }
  | { type: "complete"; token: number; outcome: string }
  | { type: "message"; name: string }
  | { type: "timer"; token: number; to: string };

/** What the host must now do; the engine itself touches nothing. */
export type Effect =
  | { effect: "task"; token: number; step: string; work: WorkOrder; item: string | null }
  | { effect: "wait"; token: number; step: string; message: string; pause: boolean }
  | { effect: "timer"; token: number; timer: TimerSpec }
  | { effect: "leave"; token: number; step: string }
  | { effect: "do"; name: string; step: string; with: Readonly<Record<string, string>> }
  | { effect: "end"; outcome: string };

/** An event that does not fit the state: somebody else was first, or the definition is not this one. */
export class ProcessFault extends Error {
  override name = "ProcessFault";
}

const mostMoves = 1000;

export const fresh: ProcessState = { tokens: [], next: 1, ended: null };

/**
 * One move of a case: pure, so that it can be replayed, simulated and proven. `scope` holds the
 * answers and decisions that conditions read. Throws a ProcessFault for an event that fits no token.
 */
export function step(
  graph: ProcessGraph,
  state: ProcessState,
  event: ProcessEvent,
  scope: Scope,
): { state: ProcessState; effects: Effect[] } {
  if (state.ended !== null) throw new ProcessFault("The case has ended");
  const run = new Run(graph, state, scope);
  switch (event.type) {
    case "start":
      if (state.tokens.length > 0) throw new ProcessFault("The case has begun already");
      run.enter(run.born(null), graph.start);
      break;
    case "complete": {
      const token = run.token(event.token);
      const at = run.stepAt(token.at);
      const work = "task" in at ? at.task : "each" in at && token.item !== undefined ? at.each.task : null;
      if (!work) throw new ProcessFault(`Nothing is to be completed at ${token.at}`);
      const to = Object.hasOwn(work.outcomes, event.outcome) ? work.outcomes[event.outcome] : undefined;
      if (to === undefined) throw new ProcessFault(`${token.at} has no outcome "${event.outcome}"`);
      run.leave(token);
      if ("each" in at) run.dies(token);
      else run.enter(token, to);
      break;
    }
    case "message": {
      const waiting = run.tokens.filter((token) => {
        const at = run.stepAt(token.at);
        return "wait" in at && at.wait === event.name;
      });
      if (waiting.length === 0) throw new ProcessFault(`Nobody waits for "${event.name}"`);
      for (const token of waiting) {
        if (run.over) break;
        const at = run.stepAt(token.at) as Extract<ProcessStep, { wait: string }>;
        run.leave(token);
        run.enter(token, at.next);
      }
      break;
    }
    case "timer": {
      const token = run.token(event.token);
      const at = run.stepAt(token.at);
      // The timers of an `each` are the block's own; none of its items has one.
      const timer =
        "timers" in at && !("each" in at && token.item !== undefined)
          ? at.timers.find(({ to }) => to === event.to)
          : undefined;
      if (!timer) throw new ProcessFault(`No timer to ${event.to} at ${token.at}`);
      if (timer.interrupt) {
        run.clear(token);
        run.enter(token, timer.to);
      } else run.tells(timer.to);
      break;
    }
  }
  return run.done();
}

class Run {
  readonly #graph: ProcessGraph;
  readonly #scope: Scope;
  tokens: Token[];
  #next: number;
  #ended: string | null = null;
  #moves = 0;
  readonly #effects: Effect[] = [];

  constructor(graph: ProcessGraph, state: ProcessState, scope: Scope) {
    this.#graph = graph;
    this.#scope = scope;
    this.tokens = state.tokens.map((token) => ({ ...token }));
    this.#next = state.next;
  }

  stepAt(name: string): ProcessStep {
    const found = Object.hasOwn(this.#graph.steps, name) ? this.#graph.steps[name] : undefined;
    if (!found) throw new ProcessFault(`The process has no step "${name}"`);
    return found;
  }
  token(id: number): Token {
    const found = this.tokens.find((token) => token.id === id);
    if (!found) throw new ProcessFault("That part of the case is over");
    return found;
  }
  born(parent: number | null, item?: string): Token {
    const token: Token = { id: this.#next, at: "", parent, ...(item !== undefined && { item }) };
    this.#next += 1;
    this.tokens.push(token);
    return token;
  }
  get over(): boolean {
    return this.#ended !== null;
  }
  leave(token: Token): void {
    this.#effects.push({ effect: "leave", token: token.id, step: token.at });
  }
  /** Takes away all that runs below this token, and its own task: an interrupting timer does. */
  clear(token: Token): void {
    for (const child of this.tokens.filter(({ parent }) => parent === token.id)) {
      this.clear(child);
      this.tokens = this.tokens.filter(({ id }) => id !== child.id);
    }
    this.leave(token);
  }
  /** A branch has come to its end; the last one lets the parent go on. */
  dies(token: Token): void {
    this.tokens = this.tokens.filter(({ id }) => id !== token.id);
    if (token.parent === null || this.tokens.some(({ parent }) => parent === token.parent)) return;
    const parent = this.token(token.parent);
    const at = this.stepAt(parent.at);
    if (!("fork" in at) && !("each" in at)) throw new ProcessFault(`${parent.at} has branches but is no fork`);
    this.leave(parent);
    this.enter(parent, at.next);
  }
  /** A warning that does not interrupt: what it does happens, and it must end in a join. */
  tells(name: string): void {
    for (let at = this.stepAt(name); "do" in at; at = this.stepAt(at.next)) {
      this.#effects.push({ effect: "do", name: at.do, step: name, with: at.with });
      if (++this.#moves > mostMoves) throw new ProcessFault("A warning goes round in circles");
    }
  }
  enter(token: Token, name: string): void {
    if (++this.#moves > mostMoves) throw new ProcessFault(`The process goes round in circles at ${name}`);
    token.at = name;
    const at = this.stepAt(name);
    if ("choose" in at) {
      const way = at.choose.find(({ when }) => when === undefined || evaluate(when, this.#scope) === true);
      if (!way) throw new ProcessFault(`No way out of ${name} fits`);
      this.enter(token, way.to);
    } else if ("do" in at) {
      this.#effects.push({ effect: "do", name: at.do, step: name, with: at.with });
      this.enter(token, at.next);
    } else if ("task" in at) {
      this.#effects.push({ effect: "task", token: token.id, step: name, work: at.task, item: token.item ?? null });
      this.#timers(token, at.timers);
    } else if ("wait" in at) {
      this.#effects.push({ effect: "wait", token: token.id, step: name, message: at.wait, pause: at.pause });
      this.#timers(token, at.timers);
    } else if ("each" in at) {
      const over = evaluate(at.each.over, this.#scope);
      const items = Array.isArray(over) ? [...new Set(over.map(String))] : [];
      if (items.length === 0) {
        this.enter(token, at.next);
        return;
      }
      this.#timers(token, at.timers);
      for (const item of items) {
        const child = this.born(token.id, item);
        child.at = name;
        this.#effects.push({ effect: "task", token: child.id, step: name, work: at.each.task, item });
      }
    } else if ("fork" in at) {
      const children = at.fork.map(() => this.born(token.id));
      // One branch may end the whole case at once: then the others never begin.
      for (const [i, branch] of at.fork.entries()) if (!this.over) this.enter(children[i]!, branch);
    } else if ("join" in at) this.dies(token);
    else {
      // An end inside a branch ends the whole case: what else runs is taken away.
      for (const other of this.tokens) if (other.id !== token.id) this.leave(other);
      this.tokens = [];
      this.#ended = at.end;
      this.#effects.push({ effect: "end", outcome: at.end });
    }
  }
  #timers(token: Token, timers: readonly TimerSpec[]): void {
    for (const timer of timers) this.#effects.push({ effect: "timer", token: token.id, timer });
  }
  done(): { state: ProcessState; effects: Effect[] } {
    return { state: { tokens: this.tokens, next: this.#next, ended: this.#ended }, effects: this.#effects };
  }
}
