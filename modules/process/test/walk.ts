import assert from "node:assert/strict";
import type { Scope } from "../../rules/index.ts";
import { type Called, ProcessGraph } from "../graph.ts";
import { type Effect, fresh, type ProcessEvent, ProcessFault, type ProcessState, step } from "../step.ts";
import { work } from "./random.ts";

export type Steps = Record<string, unknown>;
export const graphOf = (steps: Steps, start = "a") =>
  ProcessGraph.parse({ start, steps, stations: [{ id: "x", title: "X", steps: [] }] });
export const task = (next: string, more: Steps = {}) => ({ task: work({ go: next }), ...more });
export const wait = (name: string, next: string, more: Steps = {}) => ({ wait: name, next, reason: "r", ...more });
export const join = { join: true };
export const done = { end: "done" };

/** A case of this model. "review" completes the task there, "review:return" with that outcome; others are events. */
export class Case {
  readonly graph: ProcessGraph;
  readonly called: Called;
  readonly scope: Scope;
  state: ProcessState = fresh;
  effects: Effect[] = [];

  constructor(steps: Steps, scope: Scope = {}, called: Called = {}) {
    this.graph = graphOf(steps);
    this.called = called;
    this.scope = scope;
    this.is({ type: "start" });
  }
  is(event: ProcessEvent): this {
    const [graph, state, called] = JSON.parse(JSON.stringify([this.graph, this.state, this.called]));
    const after = step(graph, state, event, this.scope, called);
    this.state = after.state;
    this.effects = after.effects;
    return this;
  }
  at(name: string, item?: string): number {
    const found = this.state.tokens.findLast((one) => one.at === name && (item === undefined || one.item === item));
    assert.ok(found, `nobody stands at ${name}: ${this.places}`);
    return found.id;
  }
  does(...tasks: string[]): this {
    for (const told of tasks) {
      const [name = "", outcome = "go", item] = told.split(":");
      this.is({ type: "complete", token: this.at(name, item), outcome });
    }
    return this;
  }
  message = (name: string) => this.is({ type: "message", name });
  signal = (name: string) => this.is({ type: "signal", name });
  rings = (name: string, to: string) => this.is({ type: "timer", token: this.block(name), to });
  block = (name: string) => this.state.tokens.find((one) => one.at === name)!.id;
  get places(): string {
    return this.state.ended ?? this.state.tokens.map(({ at, item }) => (item ? `${at}(${item})` : at)).join(" ");
  }
  get left(): string[] {
    return this.effects.flatMap((one) => (one.effect === "leave" ? [one.step] : []));
  }
}
export const stands = (one: Case, places: string) => assert.equal(one.places, places);
export const throwsFault = (act: () => unknown, says: RegExp) =>
  assert.throws(act, (error) => error instanceof ProcessFault && says.test(error.message));
