import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ProcessGraph } from "../graph.ts";
import { type Mapping, plan } from "../plan.ts";
import { fresh, type ProcessState, step } from "../step.ts";
import { dice, events, processes, runThrough, scopes, work } from "./random.ts";

const task = (next: string, more = {}) => ({ task: work({ go: next }), ...more });
const graphOf = (steps: Record<string, unknown>) =>
  ProcessGraph.parse({ start: "a", steps, stations: [{ id: "x", title: "X", steps: [] }] });
const done = { end: "done" };
const join = { join: true };
const standing = (graph: ProcessGraph, ...words: string[]): ProcessState => {
  let { state } = step(graph, fresh, { type: "start" }, { offices: ["p/q", "r/s"] });
  for (const name of words) {
    const token = state.tokens.findLast(({ at }) => at === name)!;
    state = step(graph, state, { type: "complete", token: token.id, outcome: "go" }, {}).state;
  }
  return state;
};
const places = (state: ProcessState) => state.ended ?? state.tokens.map(({ at }) => at).join(" ");
const forked = { a: { fork: ["p", "q"], next: "z" }, p: task("j"), q: task("j"), j: join, z: task("y"), y: done };

test("to itself, every case of every process stays as it is", () => {
  fc.assert(
    fc.property(processes, scopes, dice, (process, given, thrown) => {
      runThrough(process, given, thrown, (_state, _event, { state }) => {
        const { graph, called } = process;
        if (state.ended === null)
          assert.deepEqual(plan(graph, graph, {}, state, { scope: given, called }), {
            fate: "stays",
            state,
            refits: [],
            moves: [],
          });
        return state;
      });
    }),
    { numRuns: 200 },
  );
});

test("with every step renamed, every case of every process moves, and then ends as it would have", () => {
  fc.assert(
    fc.property(processes, scopes, dice, (process, given, thrown) => {
      const { graph, called } = process;
      const named = (name: string) => `new-${name}`;
      const text = JSON.stringify(graph).replace(
        /"(start|to|next|part|go|on|again|enough|seen|agree|object|done)":"([a-z0-9-]+)"/g,
        (whole, key: string, name: string) => (Object.hasOwn(graph.steps, name) ? `"${key}":"${named(name)}"` : whole),
      );
      const parsed = JSON.parse(text) as ProcessGraph;
      const renamed = {
        ...parsed,
        steps: Object.fromEntries(
          Object.entries(parsed.steps).map(([name, one]) => [
            named(name),
            "fork" in one ? { ...one, fork: one.fork.map(named) } : one,
          ]),
        ),
      };
      const mapping: Mapping = Object.fromEntries(Object.keys(graph.steps).map((name) => [name, named(name)]));
      runThrough(process, given, thrown, (_state, _event, { state }) => {
        if (state.ended !== null) return state;
        const fate = plan(graph, renamed, mapping, state, { scope: given, called });
        assert.equal(fate.fate, "moves");
        assert.ok("state" in fate);
        const there = { graph: renamed, called };
        assert.equal(events(there, fate.state).length, events(process, state).length);
        for (const { at } of fate.state.tokens) assert.ok(at.startsWith("new-") || at.includes("/"), at);
        return state;
      });
    }),
    { numRuns: 100 },
  );
});

test("a task renamed and a branch added: the case moves, gains the branch, and cannot pass the fork without it", () => {
  const before = graphOf(forked);
  const after = graphOf({ ...forked, a: { fork: ["p2", "q", "r"], next: "z" }, p2: forked.p, r: task("j") });
  const state = standing(before, "q");
  const fate = plan(before, after, { p: "p2" }, state);
  assert.equal(fate.fate, "gains");
  assert.ok("state" in fate);
  assert.equal(places(fate.state), "a p2 r");
  assert.deepEqual(
    fate.refits.map((one) => [one.effect, "step" in one && one.step]),
    [
      ["rework", "p2"],
      ["task", "r"],
    ],
  );
  let after1 = fate.state;
  for (const name of ["p2", "r"]) {
    assert.equal(after1.ended, null);
    const token = after1.tokens.find(({ at }) => at === name)!;
    after1 = step(after, after1, { type: "complete", token: token.id, outcome: "go" }, {}).state;
  }
  assert.equal(places(after1), "z");
});

test("a branch that is no more is over when the mapping says so, and waits for a person when it does not", () => {
  const before = graphOf({ ...forked, a: { fork: ["p", "q", "r"], next: "z" }, r: task("j") });
  const after = graphOf(forked);
  const state = standing(before, "p", "q");
  assert.deepEqual(plan(before, after, {}, state), { fate: "person", obstacles: [{ step: "r", why: "gone" }] });
  const fate = plan(before, after, { r: null }, state);
  assert.equal(fate.fate, "moves");
  assert.equal("state" in fate && places(fate.state), "z", "it was the last, so the fork passes");
  const earlier = plan(before, after, { r: null }, standing(before));
  assert.equal("state" in earlier && places(earlier.state), "a p q");
});

test("nothing is guessed: another kind of step, a place outside its block or another called version needs a person", () => {
  const before = graphOf({ ...forked, z: { call: "visit", version: 1, next: "y" } });
  const why = (steps: object, mapping: Mapping, state: ProcessState) => {
    const fate = plan(before, graphOf(steps as never), mapping, state);
    return fate.fate === "person" ? fate.obstacles.map((one) => `${one.step} ${one.why}`) : fate.fate;
  };
  const state = standing(before);
  const waiting = { ...forked, p: { wait: "m", next: "j", reason: "r" } };
  assert.deepEqual(why(waiting, {}, state), ["p other-kind"]);
  assert.deepEqual(why({ ...forked, b: task("y"), z: task("b") }, { p: "b" }, state), ["p outside-its-block"]);
  const calls = (version: number) => ({ ...forked, z: { call: "visit", version, next: "y" } });
  const calling: ProcessState = {
    tokens: [
      { id: 1, at: "z", parent: null },
      { id: 4, at: "visit@1/a", parent: 1 },
    ],
    next: 5,
    ended: null,
  };
  assert.deepEqual(why(calls(2), {}, calling), ["z other-call"]);
  assert.equal(why(calls(1), {}, calling), "stays");
});

test("time limits: the same one keeps its day under its new name, another is set anew, one that is gone rings no more", () => {
  const timers = (...list: [days: number, to: string][]) =>
    task("y", { timers: list.map(([days, to]) => ({ days, to })) });
  const ends = { late: { end: "late" }, too: { end: "late" }, y: done };
  const before = graphOf({ a: timers([10, "late"], [5, "too"]), ...ends });
  const after = graphOf({ a: timers([10, "later"], [7, "too"]), later: { end: "late" }, ...ends });
  const fate = plan(before, after, { late: "later" }, standing(before));
  assert.deepEqual("refits" in fate && fate.refits, [
    { effect: "timer-renamed", token: 1, from: "late", to: "later" },
    { effect: "timer-gone", token: 1, target: "too" },
    { effect: "timer", token: 1, timer: { days: 7, to: "too", interrupt: true } },
  ]);
});

test("an office's work that reads otherwise is given out anew in words, not in place", () => {
  const before = graphOf({ a: { each: { over: "offices", task: work({ go: "y" }) }, next: "y" }, y: done });
  const stricter = { ...work({ go: "y", object: "y" }), assurance: 3 };
  const after = graphOf({ a: { each: { over: "offices", task: stricter }, next: "y" }, y: done });
  const state = standing(before);
  const fate = plan(before, after, {}, state);
  assert.ok("refits" in fate);
  assert.deepEqual(fate.state, state);
  assert.deepEqual(
    fate.refits.map((one) => one.effect === "rework" && [one.item, one.work.assurance]),
    [
      ["p/q", 3],
      ["r/s", 3],
    ],
  );
});
