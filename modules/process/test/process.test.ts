import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { readYaml } from "../../../kernel/index.ts";
import { isBlock, isRest, ProcessGraph, workOf } from "../graph.ts";
import { stepAt } from "../run.ts";
import { type Effect, fresh, type ProcessEvent, ProcessFault, type ProcessState, step } from "../step.ts";
import { dice, events, type Process, processes, runThrough, type Stepped, scopes, work } from "./random.ts";

const seeing = (
  look: (state: ProcessState, event: ProcessEvent, after: Stepped, process: Process, given: never) => void,
  numRuns = 300,
) =>
  fc.assert(
    fc.property(processes, scopes, dice, (process, given, thrown) => {
      const last = runThrough(process, given, thrown, (state, event, after) => {
        look(state, event, after, process, given);
        return after.state;
      });
      assert.equal(last.ended, "done");
      assert.deepEqual(last.tokens, []);
    }),
    { numRuns },
  );

test("every run of every process comes to its end: no dead end, no part left behind", () => {
  seeing(() => {}, 1000);
});

test("no part is lost or doubled: each rests or holds parts, and has a living parent that waits for it", () => {
  seeing((before, event, { state, effects }, { graph, called }) => {
    const ids = new Set(state.tokens.map(({ id }) => id));
    assert.equal(ids.size, state.tokens.length);
    const parents = new Set(state.tokens.map(({ parent }) => parent));
    for (const token of state.tokens) {
      assert.ok(token.id < state.next);
      const at = stepAt(graph, called, token.at);
      const around = state.tokens.find(({ id }) => id === token.parent);
      if (token.parent !== null) assert.ok(around && isBlock(stepAt(graph, called, around.at)), "its block is there");
      const share = around?.at === token.at;
      assert.ok(share || !isBlock(at) === !parents.has(token.id), `${token.at} neither rests nor holds parts`);
      assert.ok(isRest(at), `${token.at} is on its way`);
    }
    assert.equal(state.ended === null, parents.has(null), "what goes on has a root");
    assert.ok(before.next <= state.next, "a number is never given twice");
    if (event.type === "complete")
      assert.ok(effects.some((effect) => effect.effect === "leave" && effect.token === event.token));
  });
});

test("nothing is told twice: work that is opened is left once, and what is open fits what the engine remembers", () => {
  fc.assert(
    fc.property(processes, scopes, dice, (process, given, thrown) => {
      const tasks = new Map<number, number>();
      runThrough(process, given, thrown, (_state, _event, { state, effects }) => {
        const rung = new Set<string>();
        for (const effect of effects) {
          if (effect.effect === "task") tasks.set(effect.token, (tasks.get(effect.token) ?? 0) + 1);
          if (effect.effect === "leave") tasks.delete(effect.token);
          if (effect.effect === "leave") rung.clear();
          if (effect.effect === "timer") {
            const key = `${effect.token} ${effect.timer.to}`;
            assert.ok(!rung.has(key), "a timer is set once");
            rung.add(key);
          }
        }
        const resting = state.tokens.filter(({ at }) => workOf(stepAt(process.graph, process.called, at)));
        const working = resting.filter(({ id }) => !state.tokens.some(({ parent }) => parent === id));
        assert.deepEqual(
          [...tasks].sort(([a], [b]) => a - b),
          working.map(({ id }) => [id, 1]).sort(([a], [b]) => a! - b!),
        );
        return state;
      });
    }),
    { numRuns: 300 },
  );
});

test("taken out of a database after any step, a run goes on as if it had never been away; replayed, it is the same", () => {
  seeing((state, event, after, { graph, called }, given) => {
    const stored = JSON.parse(JSON.stringify({ graph, called, state }));
    assert.deepEqual(step(stored.graph, stored.state, event, given, stored.called), after);
  }, 200);
});

test("a step is pure: neither state nor graph is touched", () => {
  seeing((state, event, after, { graph, called }, given) => {
    const before = JSON.stringify([graph, called]);
    const frozen = deepFreeze(structuredClone(state));
    assert.deepEqual(step(deepFreeze(graph), frozen, event, given, deepFreeze(called)), after);
    assert.equal(JSON.stringify([graph, called]), before);
  }, 100);
});

test("an event that does not fit is a fault and moves nothing: over, unknown, or not of this part", () => {
  seeing((state, event, _after, { graph, called }, given) => {
    if (event.type === "start") return;
    const wrong: ProcessEvent[] = [
      { type: "start" },
      { type: "complete", token: state.next + 5, outcome: "go" },
      { type: "message", name: "nobody-waits" },
      { type: "timer", token: state.tokens[0]!.id, to: "nowhere" },
      { type: "error", token: state.tokens[0]!.id, code: "unheard-of" },
      ...state.tokens.map(({ id }) => ({ type: "complete" as const, token: id, outcome: "constructor" })),
    ];
    for (const one of wrong) assert.throws(() => step(graph, state, one, given, called), ProcessFault);
    const unheard = step(graph, state, { type: "signal", name: "silence" }, given, called);
    assert.deepEqual(unheard, { state, effects: [] });
  }, 100);
});

const small = (steps: Record<string, unknown>, start = "a") =>
  ProcessGraph.parse({ start, steps, stations: [{ id: "x", title: "X", steps: [] }] });
const kinds = (effects: readonly Effect[]) => effects.map(({ effect }) => effect);

test("a parallel join waits for all, whichever comes last", () => {
  const parts = ["p", "q", "r"];
  const g = small({
    a: { fork: parts, next: "z" },
    ...Object.fromEntries(parts.map((name) => [name, { wait: name, next: "j", reason: "r" }])),
    j: { join: true },
    z: { end: "done" },
  });
  fc.assert(
    fc.property(fc.shuffledSubarray(parts, { minLength: 3 }), (order) => {
      let { state } = step(g, fresh, { type: "start" }, {});
      for (const [i, name] of order.entries()) {
        assert.equal(state.ended, null, `passed after ${i}`);
        state = step(g, state, { type: "message", name }, {}).state;
      }
      assert.equal(state.ended, "done");
    }),
  );
});

test("an end inside a branch ends the whole case: other parts are taken away, and none begins after it", () => {
  const g = small({
    a: { fork: ["stop", "t"], next: "z" },
    stop: { end: "stopped" },
    t: { task: work({ go: "j" }) },
    j: { join: true },
    z: { end: "done" },
  });
  const at = step(g, fresh, { type: "start" }, {});
  assert.equal(at.state.ended, "stopped");
  assert.ok(!kinds(at.effects).includes("task"));
  const both = small({
    a: { fork: ["p", "q"], next: "z" },
    p: { wait: "m", next: "stop", reason: "r" },
    q: { wait: "m", next: "t", reason: "r" },
    t: { task: work({ go: "j" }) },
    stop: { end: "stopped" },
    j: { join: true },
    z: { end: "done" },
  });
  const { state } = step(both, fresh, { type: "start" }, {});
  const after = step(both, state, { type: "message", name: "m" }, {});
  assert.equal(after.state.ended, "stopped");
  assert.ok(!kinds(after.effects).includes("task"), "the second who waited for it finds the case over");
});

test("an interrupting timer takes away what ran below it; a warning takes away nothing", () => {
  const g = small({
    a: {
      each: { over: "offices", task: work({ agree: "z" }) },
      next: "z",
      timers: [
        { days: 5, to: "late" },
        { days: 2, to: "warn", interrupt: false },
      ],
    },
    warn: { do: "remind", next: "j" },
    j: { join: true },
    late: { end: "lapsed" },
    z: { end: "done" },
  });
  const begun = step(g, fresh, { type: "start" }, { offices: ["x/1", "y/2", "x/1"] });
  assert.equal(kinds(begun.effects).filter((kind) => kind === "task").length, 2, "an office is asked once");
  const block = begun.state.tokens.find(({ item }) => item === undefined)!.id;
  const item = begun.state.tokens.find(({ item }) => item !== undefined)!.id;
  const warned = step(g, begun.state, { type: "timer", token: block, to: "warn" }, {});
  assert.deepEqual(warned.state, begun.state);
  assert.deepEqual(kinds(warned.effects), ["do"]);
  assert.throws(() => step(g, begun.state, { type: "timer", token: item, to: "late" }, {}), ProcessFault);
  const late = step(g, begun.state, { type: "timer", token: block, to: "late" }, {});
  assert.equal(late.state.ended, "lapsed");
});

test("a circle without work in it is a fault, not a hang", () => {
  const g = small({ a: { do: "note", next: "b" }, b: { do: "note", next: "a" }, z: { end: "done" } });
  assert.throws(() => step(g, fresh, { type: "start" }, {}), /round in circles/);
});

test("the licence's own process ends from every state that it can come to", () => {
  const process = readYaml(
    fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro/process.yaml", import.meta.url)),
    ProcessGraph,
  );
  const given = { risk: { tier: "medium", opinions: ["damkar/pencegahan", "dinkes/kesehatan-lingkungan"] } };
  const key = (state: ProcessState) =>
    JSON.stringify([state.ended, state.tokens.map(({ at, item }) => [at, item ?? ""])]);
  const seen = new Map<string, string[]>();
  const visit = (state: ProcessState) => {
    if (seen.has(key(state))) return;
    const next: string[] = [];
    seen.set(key(state), next);
    if (state.ended !== null) return;
    for (const event of events({ graph: process, called: {} }, state)) {
      const after = step(process, state, event, given).state;
      next.push(key(after));
      visit(after);
    }
  };
  visit(step(process, fresh, { type: "start" }, given).state);
  const ends = new Set([...seen.keys()].filter((at) => (JSON.parse(at) as [string | null])[0] !== null));
  for (let grew = true; grew; ) {
    grew = false;
    for (const [at, next] of seen) if (!ends.has(at) && next.some((one) => ends.has(one))) grew = Boolean(ends.add(at));
  }
  assert.deepEqual(
    [...seen.keys()].filter((at) => !ends.has(at)),
    [],
  );
  assert.deepEqual(
    new Set([...seen.keys()].map((at) => (JSON.parse(at) as [string | null])[0])),
    new Set([null, "issued", "refused", "lapsed"]),
  );
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
