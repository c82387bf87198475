import assert from "node:assert/strict";
import fc from "fast-check";
import { type Called, catchesOf, ProcessGraph, workOf } from "../graph.ts";
import { stepAt } from "../run.ts";
import { fresh, type ProcessEvent, type ProcessState, step } from "../step.ts";

/** A block of work with one way in and one way out; blocks within blocks make any process of the subset. */
type Block =
  | { kind: "task" | "wait" | "do" | "each" | "in-turn-each" | "enough" | "delay" | "hear" | "signal" }
  | { kind: "in-turn" | "choose" | "fork"; parts: readonly Block[] }
  | { kind: "loop" | "part" | "error" | "stop" | "call" | "each-part"; of: Block };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.record({
      kind: fc.constantFrom("task", "wait", "do", "each", "in-turn-each", "enough", "delay", "hear", "signal"),
    }),
    fc.record({
      kind: fc.constantFrom("in-turn", "choose", "fork"),
      parts: fc.array(tie("block"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constantFrom("loop", "part", "error", "stop", "call", "each-part"), of: tie("block") }),
  ) as fc.Arbitrary<Block>,
}));

const text = { id: "Tugas & <uji>", en: "Task" };
export const work = (outcomes: Record<string, string>) => ({
  title: text,
  role: "reviewer",
  agency: "dpmptsp",
  office: "perizinan",
  outcomes,
  bulk: Object.keys(outcomes).slice(0, 1),
  assurance: 2,
});

class Layer {
  steps: Record<string, unknown> = {};
  readonly called: Record<string, ProcessGraph>;
  constructor(called: Record<string, ProcessGraph> = {}) {
    this.called = called;
  }

  graph(of: Block): ProcessGraph {
    this.steps.done = { end: "done" };
    const start = this.lay(of, "done");
    const steps = Object.entries(this.steps)
      .filter(([, one]) => one && typeof one === "object" && ("task" in one || "wait" in one))
      .map(([name]) => name);
    return ProcessGraph.parse({ start, steps: this.steps, stations: [{ id: "x", title: "X", steps }] });
  }
  /** The block as steps that lead to `next`; gives the name of its first step. */
  lay(one: Block, next: string): string {
    const { steps } = this;
    const name = `s${Object.keys(steps).length}`;
    const join = `j-${name}`;
    if (one.kind === "in-turn") return one.parts.reduceRight((after, part) => this.lay(part, after), next);
    steps[name] = {};
    const inner = (of: Block): string => {
      steps[join] = { join: true };
      return this.lay(of, join);
    };
    switch (one.kind) {
      case "task":
        steps[name] = { task: work({ go: next, on: next }), timers: [{ days: 9, to: next }] };
        break;
      case "wait":
        steps[name] = { wait: `m-${name}`, next, reason: text, catch: [{ error: "lost", to: next }] };
        break;
      case "hear":
        steps[name] = { hear: "drum", next, timers: [{ workingDays: 4, to: next }] };
        break;
      case "signal":
        steps[name] = { signal: "drum", next };
        break;
      case "delay":
        steps[name] = { delay: { days: 2 }, next };
        break;
      case "do":
        steps[name] = { do: "note", next, with: { kind: 'a "b"' } };
        break;
      case "each":
      case "in-turn-each":
        steps[name] = {
          each: { over: "offices", task: work({ agree: next }), ...(one.kind === "in-turn-each" && { inTurn: true }) },
          next,
        };
        break;
      case "enough":
        steps[name] = {
          each: {
            over: "offices",
            task: work({ agree: next, object: next }),
            enough: [{ outcome: "object", count: 1 }],
          },
          next,
        };
        break;
      case "each-part":
        steps[name] = { each: { over: "offices", part: inner(one.of) }, next };
        break;
      case "part": {
        // Beside it: work that the block around must wait for.
        const side = `b-${name}`;
        steps[join] = { join: true };
        steps[side] = { task: work({ seen: join }), timers: [] };
        steps[name] = {
          part: inner(one.of),
          next,
          timers: [
            { days: 5, to: next },
            { days: 3, to: side, interrupt: false },
          ],
          catch: [
            { message: `stop-${name}`, to: next },
            { signal: "bell", to: side, interrupt: false },
          ],
        };
        break;
      }
      case "error": {
        const wrong = `e-${name}`;
        const either = `c-${name}`;
        steps[wrong] = { error: "broken" };
        steps[either] = {};
        const well = inner(one.of);
        steps[either] = { choose: [{ when: "way = 1", to: wrong }, { to: well }] };
        steps[name] = { part: either, next, timers: [], catch: [{ error: "broken", to: next }] };
        break;
      }
      case "stop": {
        const first = `t-${name}`;
        const ends = `x-${name}`;
        const both = `f-${name}`;
        steps[ends] = { stop: true };
        steps[first] = { task: work({ enough: ends }), timers: [] };
        steps[both] = {};
        steps[join] = { join: true };
        steps[both] = { fork: [first, this.lay(one.of, join)], next: join };
        steps[name] = { part: both, next, timers: [] };
        break;
      }
      case "call": {
        const code = `sub-${name}-${Object.keys(this.called).length}`;
        this.called[`${code}@1`] = null as never;
        this.called[`${code}@1`] = new Layer(this.called).graph(one.of);
        steps[name] = { call: code, version: 1, next, ends: { done: next }, timers: [{ days: 8, to: next }] };
        break;
      }
      case "choose":
        steps[name] = {
          choose: one.parts.map((part, i) => ({
            to: this.lay(part, next),
            ...(i < one.parts.length - 1 && { when: `way = ${i}` }),
          })),
        };
        break;
      case "fork":
        steps[join] = { join: true };
        steps[name] = { fork: one.parts.map((part) => this.lay(part, join)), next };
        break;
      case "loop": {
        const again = `a-${name}`;
        steps[again] = { task: work({ again: name, enough: next }), timers: [] };
        steps[name] = { do: "note", next: this.lay(one.of, again) };
        break;
      }
    }
    return name;
  }
}

export interface Process {
  graph: ProcessGraph;
  called: Called;
}
/** Any process of the subset, with those that it calls. */
export const processes: fc.Arbitrary<Process> = block.map((one) => {
  const layer = new Layer();
  return { graph: layer.graph(one), called: layer.called };
});
export const scopes = fc.record({
  way: fc.integer({ min: 0, max: 3 }),
  offices: fc.constantFrom(["a/b"], ["a/b", "b/c", "c/d"], [], null),
}) as fc.Arbitrary<never>;
export const dice = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });

/** Everything that may happen next. */
export function events({ graph, called }: Process, state: ProcessState): ProcessEvent[] {
  const drum = state.tokens.some(({ at }) => "hear" in stepAt(graph, called, at));
  return [
    ...(drum ? [{ type: "signal" as const, name: "drum" }] : []),
    ...state.tokens.flatMap((token): ProcessEvent[] => {
      const at = stepAt(graph, called, token.at);
      const share = state.tokens.some(({ id, at: around }) => id === token.parent && around === token.at);
      if (share)
        return Object.keys(workOf(at)!.outcomes).map((outcome) => ({ type: "complete", token: token.id, outcome }));
      const ring = (to: string) => ({ type: "timer" as const, token: token.id, to });
      return [
        ...("task" in at
          ? Object.keys(at.task.outcomes).map((outcome) => ({ type: "complete" as const, token: token.id, outcome }))
          : []),
        ...("wait" in at ? [{ type: "message" as const, name: at.wait }] : []),
        ...("delay" in at ? [ring(at.next)] : []),
        ...("timers" in at ? at.timers.map(({ to }) => ring(to)) : []),
        ...catchesOf(at).flatMap((one): ProcessEvent[] =>
          "message" in one
            ? [{ type: "message", name: one.message }]
            : "signal" in one
              ? [{ type: "signal", name: one.signal }]
              : "wait" in at
                ? [{ type: "error", token: token.id, code: one.error }]
                : [],
        ),
      ];
    }),
  ];
}

/** Does not bring a case nearer to its end: a circle, or work that begins beside it. */
const dawdles = ({ graph, called }: Process, state: ProcessState, event: ProcessEvent): boolean => {
  if ("outcome" in event) return event.outcome === "again";
  if (event.type === "signal") return event.name === "bell";
  if (event.type !== "timer") return false;
  const at = stepAt(graph, called, state.tokens.find(({ id }) => id === event.token)!.at);
  return "timers" in at && at.timers.some(({ to, interrupt }) => to === event.to && !interrupt);
};

export type Stepped = ReturnType<typeof step>;
/** A run by the dice; `see` looks at each state. What leads round is left out in the end. */
export function runThrough(
  process: Process,
  given: never,
  thrown: readonly number[],
  see: (state: ProcessState, event: ProcessEvent, after: Stepped) => ProcessState,
): ProcessState {
  const { graph, called } = process;
  const first = step(graph, fresh, { type: "start" }, given, called);
  let state = see(fresh, { type: "start" }, first);
  for (let i = 0; state.ended === null && i < 3000; i += 1) {
    const all = events(process, state);
    assert.ok(all.length > 0, `a dead end at ${JSON.stringify(state)}`);
    const from = i > thrown.length ? all.filter((event) => !dawdles(process, state, event)) : all;
    const event = from[(thrown[i % thrown.length] ?? 0) % from.length]!;
    state = see(state, event, step(graph, state, event, given, called));
  }
  return state;
}
