// Each construct by itself; before each event the state is restored from JSON.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProcessStep } from "../graph.ts";
import { work } from "./random.ts";
import { Case, done, graphOf, join, stands, task, throwsFault, wait } from "./walk.ts";

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
