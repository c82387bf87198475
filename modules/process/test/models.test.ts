// Small models at which process engines have failed; before each event the state is restored from JSON.
import assert from "node:assert/strict";
import { test } from "node:test";
import { work } from "./random.ts";
import { Case, done, join, type Steps, stands, task, throwsFault, wait } from "./walk.ts";

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
