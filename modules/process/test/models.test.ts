// Small models at which process engines have failed; before each event the state is restored from JSON.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Scope } from "../../rules/index.ts";
import { type Called, ProcessGraph, type ProcessStep } from "../graph.ts";
import { type Effect, fresh, type ProcessEvent, ProcessFault, type ProcessState, step } from "../step.ts";
import { work } from "./random.ts";

type Steps = Record<string, unknown>;
const graphOf = (steps: Steps, start = "a") =>
  ProcessGraph.parse({ start, steps, stations: [{ id: "x", title: "X", steps: [] }] });
const task = (next: string, more: Steps = {}) => ({ task: work({ go: next }), ...more });
const wait = (name: string, next: string, more: Steps = {}) => ({ wait: name, next, reason: "r", ...more });
const join = { join: true };
const done = { end: "done" };

/** A case of this model. "review" completes the task there, "review:return" with that outcome; others are events. */
class Case {
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
const stands = (one: Case, places: string) => assert.equal(one.places, places);
const throwsFault = (act: () => unknown, says: RegExp) =>
  assert.throws(act, (error) => error instanceof ProcessFault && says.test(error.message));

test("fork and join of three", () => {
  const steps = { a: { fork: ["p", "q", "r"], next: "z" }, p: task("j"), q: task("j"), r: task("j"), j: join, z: done };
  for (const order of [
    ["p", "q", "r"],
    ["r", "p", "q"],
    ["q", "r", "p"],
  ]) {
    const one = new Case(steps).does(...order.slice(0, 2));
    assert.equal(one.state.ended, null);
    stands(one.does(order[2]!), "done");
  }
});

test("nested forks: the inner join lets only its own branch go on", () => {
  const one = new Case({
    a: { fork: ["p", "b"], next: "z" },
    p: task("j"),
    b: { fork: ["q", "r"], next: "s" },
    q: task("k"),
    r: task("k"),
    k: join,
    s: task("j"),
    j: join,
    z: task("y"),
    y: done,
  });
  stands(one.does("q", "p"), "a b r");
  stands(one.does("r"), "a s");
  stands(one.does("s"), "z");
});

test("the way without a condition is taken when no other fits, and what is unknown fits none", () => {
  const steps = { a: { choose: [{ when: "area > 100", to: "big" }, { to: "z" }] }, big: { end: "big" }, z: done };
  stands(new Case(steps, { area: 200 }), "big");
  stands(new Case(steps, { area: 20 }), "done");
  stands(new Case(steps), "done");
});

test("a choice that splits and meets again inside a branch is one arrival at the join, with work or without", () => {
  const split = (p: unknown, q: unknown) => ({
    a: { fork: ["c", "r"], next: "z" },
    c: { choose: [{ when: "way = 1", to: "p" }, { to: "q" }] },
    p,
    q,
    m: task("j"),
    r: task("j"),
    j: join,
    z: done,
  });
  const worked = new Case(split(task("m"), task("m")), { way: 1 });
  stands(worked.does("p"), "a m r");
  stands(worked.does("m"), "a r");
  stands(worked.does("r"), "done");
  const automatic = new Case(split({ do: "n", next: "m" }, { do: "n", next: "j" }), { way: 2 });
  stands(automatic, "a r");
  stands(automatic.does("r"), "done");
});

test("a return for correction inside a branch keeps the join closed until that branch has really finished", () => {
  const one = new Case({
    a: { fork: ["review", "fire"], next: "decide" },
    review: { task: work({ go: "j", return: "correction" }) },
    correction: wait("corrected", "review"),
    fire: task("j"),
    j: join,
    decide: task("z"),
    z: done,
  });
  stands(one.does("review:return", "fire"), "a correction");
  stands(one.message("corrected").does("review:return").message("corrected"), "a review");
  stands(one.does("review"), "decide");
});

test("a boundary timer that interrupts takes the task away, and the task can then no longer be done", () => {
  const one = new Case({ a: task("z", { timers: [{ days: 10, to: "late" }] }), late: task("z"), z: done });
  const gone = one.at("a");
  one.rings("a", "late");
  assert.deepEqual(one.left, ["a"]);
  throwsFault(() => one.is({ type: "complete", token: gone, outcome: "no" }), /no outcome/);
  stands(one.does("late"), "done");
});

test("a boundary timer that does not interrupt begins work beside it; the fork waits for both", () => {
  const one = new Case({
    a: { fork: ["p", "q"], next: "z" },
    p: task("j", { timers: [{ days: 2, to: "call", interrupt: false, repeat: true }] }),
    call: task("j"),
    q: task("j"),
    j: join,
    z: done,
  });
  one.rings("p", "call");
  assert.deepEqual(
    one.effects.map(({ effect }) => effect),
    ["task", "timer"],
    "and it rings again",
  );
  stands(one.does("p", "q"), "a call");
  stands(one.does("call"), "done");
});

test("a boundary timer falls away with the task that was done in time", () => {
  const one = new Case({ a: task("b", { timers: [{ days: 10, to: "z" }] }), b: task("z"), z: done });
  const token = one.at("a");
  one.does("a");
  assert.deepEqual(one.left, ["a"]);
  throwsFault(() => one.is({ type: "timer", token, to: "z" }), /No timer/);
});

test("timers that came due while nobody ran ring later, in turn, and those of parts that are gone are faults", () => {
  const one = new Case({
    a: { part: "b", next: "z", timers: [{ days: 9, to: "late" }] },
    b: task("j", { timers: [{ days: 3, to: "c" }] }),
    c: task("j"),
    j: join,
    late: task("z"),
    z: done,
  });
  const inner = one.at("b");
  one.rings("a", "late");
  throwsFault(() => one.is({ type: "timer", token: inner, to: "c" }), /is over/);
  stands(one.does("late"), "done");
});

test("a boundary timer in a parallel branch moves that branch alone", () => {
  const one = new Case({
    a: { fork: ["p", "q"], next: "z" },
    p: task("j", { timers: [{ days: 3, to: "late" }] }),
    late: { do: "remind", next: "j" },
    q: task("j"),
    j: join,
    z: done,
  });
  stands(one.rings("p", "late"), "a q");
  stands(one.does("q"), "done");
});

test("a boundary timer on a part with two tasks takes both away", () => {
  const one = new Case({
    a: { part: "f", next: "z", timers: [{ days: 3, to: "late" }] },
    f: { fork: ["p", "q"], next: "j" },
    p: task("j"),
    q: task("j"),
    j: join,
    late: { end: "late" },
    z: done,
  });
  one.rings("a", "late");
  assert.deepEqual(one.left.sort(), ["a", "f", "p", "q"]);
  stands(one, "late");
});

test("a message is caught where it is waited for, and interrupts where it is caught on the border", () => {
  const steps = {
    a: { part: "b", next: "z", catch: [{ message: "withdrawn", to: "gone" }] },
    b: wait("paid", "c"),
    c: task("j"),
    j: join,
    gone: { end: "gone" },
    z: done,
  };
  stands(new Case(steps).message("paid").does("c"), "done");
  stands(new Case(steps).message("paid").message("withdrawn"), "gone");
  throwsFault(() => new Case(steps).message("paid").message("paid"), /Nobody waits/);
});

test("a correction loop goes round as often as it is asked to", () => {
  const one = new Case({ a: { task: work({ go: "z", return: "c" }) }, c: wait("corrected", "a"), z: done });
  for (let i = 0; i < 5; i += 1) one.does("a:return").message("corrected");
  stands(one.does("a"), "done");
});

test("a signal, from outside or thrown on the way, reaches all who listen; nobody hears it twice", () => {
  const steps = {
    a: { fork: ["p", "q", "t"], next: "z" },
    p: { hear: "open", next: "j", reason: "r" },
    q: { hear: "open", next: "u", reason: "r" },
    u: { hear: "open", next: "j", reason: "r" },
    t: task("s"),
    s: { signal: "open", next: "j" },
    j: join,
    z: done,
  };
  stands(new Case(steps).signal("open"), "a u t");
  const thrown = new Case(steps).does("t");
  stands(thrown, "a u");
  assert.deepEqual(thrown.effects.at(1), { effect: "signal", name: "open", step: "s" });
  stands(thrown.signal("open"), "done");
});

test("a signal that interrupts the part from which it is thrown takes its thrower away too", () => {
  const one = new Case({
    a: { part: "s", next: "z", catch: [{ signal: "fire", to: "out" }] },
    s: { signal: "fire", next: "never" },
    never: task("j"),
    j: join,
    out: task("z"),
    z: done,
  });
  stands(one, "out");
  assert.ok(!one.effects.some((told) => told.effect === "task" && told.step === "never"));
});

test("an error end in a part is caught on its border, or by the next one around that catches it", () => {
  const steps = (inner: Steps[]) => ({
    a: { part: "b", next: "z", catch: [{ error: "no-access", to: "repair" }] },
    b: { part: "f", next: "j", catch: inner },
    f: { fork: ["p", "q"], next: "j" },
    p: { task: work({ go: "j", fail: "e" }) },
    q: task("j"),
    e: { error: "no-access" },
    j: join,
    inside: task("j"),
    repair: task("z"),
    z: done,
  });
  const outer = new Case(steps([{ error: "other", to: "inside" }])).does("p:fail");
  stands(outer, "repair");
  assert.deepEqual(outer.left, ["p", "q", "f", "b", "a"]);
  stands(new Case(steps([{ error: "no-access", to: "inside" }])).does("p:fail"), "a inside");
  throwsFault(
    () => new Case({ a: { task: work({ go: "e" }) }, e: { error: "loose" } }).does("a"),
    /Nothing around e catches/,
  );
});

test("what is waited for may fail: the wait itself catches the error", () => {
  const one = new Case({ a: wait("issued", "z", { catch: [{ error: "unsigned", to: "b" }] }), b: task("z"), z: done });
  one.is({ type: "error", token: one.at("a"), code: "unsigned" });
  stands(one, "b");
});

test("each office gives an opinion: side by side all at once, in turn one after the other", () => {
  const steps = (inTurn?: true) => ({
    a: { each: { over: "offices", task: work({ agree: "z", object: "z" }), ...(inTurn && { inTurn }) }, next: "z" },
    z: done,
  });
  const offices = ["x/1", "y/2", "x/1"];
  stands(new Case(steps(), { offices }), "a a(x/1) a(y/2)");
  const turn = new Case(steps(true), { offices });
  stands(turn, "a a(x/1)");
  stands(turn.does("a:agree"), "a a(y/2)");
  stands(turn.does("a:agree"), "done");
  stands(new Case(steps(true), { offices: [] }), "done");
});

test("enough is enough: the first refusal ends it, or two agreements do, and the others fall away", () => {
  const steps = {
    a: {
      each: {
        over: "offices",
        task: work({ agree: "z", object: "z" }),
        enough: [
          { outcome: "object", count: 1, to: "refused" },
          { outcome: "agree", count: 2 },
        ],
      },
      next: "z",
    },
    refused: { end: "refused" },
    z: task("y"),
    y: done,
  };
  const scope = { offices: ["p", "q", "r", "s"] };
  const refused = new Case(steps, scope).does("a:agree:q").does("a:object:r");
  stands(refused, "refused");
  assert.equal(refused.left.length, 4, "the one that objected, two that need not answer, and the block");
  stands(new Case(steps, scope).does("a:agree:q", "a:agree:p"), "z");
});

test("each item may have a part of several steps, in which its name can be asked", () => {
  const steps = {
    a: { each: { over: "places", part: "visit" }, next: "z" },
    visit: task("c"),
    c: { choose: [{ when: 'item = "kitchen"', to: "sample" }, { to: "j" }] },
    sample: task("j"),
    j: join,
    z: done,
  };
  const one = new Case(steps, { places: ["shop", "kitchen"] }).does("visit:go:shop");
  stands(one.does("visit:go:kitchen"), "a sample(kitchen)");
  stands(one.does("sample"), "done");
});

test("a called process has its own state; its ends lead where the caller says, and take away what still runs in it", () => {
  const called = {
    "visit@2": graphOf({
      a: { fork: ["p", "q"], next: "ok" },
      p: { task: work({ go: "j", unsafe: "bad" }) },
      q: task("j"),
      j: join,
      ok: { end: "passed" },
      bad: { end: "failed" },
    }),
  };
  const steps = {
    a: { call: "visit", version: 2, next: "z", ends: { failed: "refused" } },
    refused: { end: "refused" },
    z: done,
  };
  const one = new Case(steps, {}, called);
  stands(one, "a visit@2/a visit@2/p visit@2/q");
  stands(one.does("visit@2/p", "visit@2/q"), "done");
  const failed = new Case(steps, {}, called).does("visit@2/p:unsafe");
  stands(failed, "refused");
  assert.deepEqual(failed.left, ["visit@2/p", "visit@2/q", "visit@2/a", "a"]);
  throwsFault(() => new Case(steps), /visit@2 is not known/);
});

test("stop ends the part at once: of two ways side by side the first wins", () => {
  const one = new Case({
    a: { part: "f", next: "z" },
    f: { fork: ["letter", "phone"], next: "j" },
    letter: task("won"),
    phone: task("won"),
    won: { stop: true },
    j: join,
    z: task("y"),
    y: done,
  });
  stands(one.does("phone"), "z");
});

test("a delay goes on by itself when its time has come", () => {
  const one = new Case({ a: { delay: { workingDays: 3 }, next: "z" }, z: done });
  assert.deepEqual(one.effects, [{ effect: "timer", token: 1, timer: { workingDays: 3, to: "z", interrupt: true } }]);
  stands(one.rings("a", "z"), "done");
});

test("a block that leads into itself is a fault, not a growing heap", () => {
  throwsFault(() => new Case({ a: { part: "b", next: "z" }, b: { do: "n", next: "a" }, z: done }), /into itself/);
});

test("steps are read from their file strictly: a word that no step has is refused", () => {
  for (const bad of [
    { part: "b" },
    { call: "x", next: "z" },
    { delay: { days: 1, workingDays: 1 }, next: "z" },
    { wait: "m", next: "z", timers: [{ days: 1, to: "z", repeat: true }] },
    { fork: ["p"], next: "z" },
    { task: work({}), loop: 1 },
  ] as unknown as ProcessStep[])
    assert.throws(() => graphOf({ a: bad }), JSON.stringify(bad));
});
