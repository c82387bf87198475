import type { RunningTimer, WorkOrder } from "./graph.ts";

/**
 * One place where the case stands. A token with children waits for them; `item` is its share of an `each`. In a called
 * process `at` is "code@version/step", so that numbers and places are unique in the whole case.
 */
export interface Token {
  id: number;
  at: string;
  parent: number | null;
  item?: string;
  /** At an `each` in turn: the items that have not begun. */
  rest?: readonly string[];
  /** At an `each` that counts: how many chose which outcome. */
  said?: Readonly<Record<string, number>>;
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
  | { type: "signal"; name: string }
  | { type: "timer"; token: number; to: string }
  /** What the case waits for cannot be had: raised at the token that waits. */
  | { type: "error"; token: number; code: string };

/** What the host must now do; the engine itself touches nothing. */
export type Effect =
  | { effect: "task"; token: number; step: string; work: WorkOrder; item: string | null }
  | { effect: "wait"; token: number; step: string; message: string; pause: boolean }
  | { effect: "timer"; token: number; timer: RunningTimer }
  | { effect: "leave"; token: number; step: string }
  | { effect: "do"; name: string; step: string; with: Readonly<Record<string, string>> }
  | { effect: "signal"; name: string; step: string }
  | { effect: "caught"; error: string; step: string }
  | { effect: "end"; outcome: string };

/** An event that does not fit the state: somebody else was first, or the definition is not this one. */
export class ProcessFault extends Error {
  override name = "ProcessFault";
}

export const fresh: ProcessState = { tokens: [], next: 1, ended: null };
