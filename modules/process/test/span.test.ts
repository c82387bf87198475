import assert from "node:assert/strict";
import { test } from "node:test";
import { ExpressionFault } from "../../rules/index.ts";
import { toBpmn } from "../bpmn/export.ts";
import { fromBpmn } from "../bpmn/import.ts";
import { plan } from "../plan.ts";
import { daysOn } from "../span.ts";
import { Case, done, graphOf, task, wait } from "./walk.ts";

const running = ({ effects }: { effects: Case["effects"] }) =>
  effects.flatMap((one) => (one.effect === "timer" ? [one.timer] : []));

test("a timer's days are what its expression gives when the step is come to, and a number from then on", () => {
  const one = new Case(
    { a: task("b"), b: { delay: { workingDays: "if site then slow else 3" }, next: "z" }, z: done },
    { site: true, slow: 14 },
  );
  assert.deepEqual(running(one), []);
  assert.deepEqual(running(one.does("a")), [{ workingDays: 14, to: "z", interrupt: true }]);
});

test("what is no whole number of days above nought sets no clock", () => {
  for (const [said, value] of [
    ["term", null],
    ["term", 0],
    ["term", -3],
    ["term", 2.5],
    ["term", "5"],
    ["term", 1e9],
  ] as const)
    assert.throws(() => daysOn(said, { term: value }), ExpressionFault, String(value));
  assert.equal(daysOn("term * 2", { term: 4 }), 8);
});

test("for an item's part the clock may be the item's own", () => {
  const one = new Case(
    {
      a: { each: { over: "[3, 5]", part: "b" }, next: "z" },
      b: { delay: { days: "number(item)" }, next: "c" },
      c: { join: true },
      z: done,
    },
    {},
  );
  assert.deepEqual(
    running(one).map(({ days }) => days),
    [3, 5],
  );
});

test("moved to a version with another clock, a case gets it as days; the same expression keeps the day", () => {
  const steps = (days: string) => ({ a: wait("x", "z", { timers: [{ days, to: "z" }] }), z: done });
  const one = new Case(steps("term"), { term: 7 });
  const to = (days: string) => plan(one.graph, graphOf(steps(days)), {}, one.state, { scope: { term: 9 } });
  assert.equal(to("term").fate, "stays");
  const moved = to("term + 1");
  assert.ok(moved.fate === "moves");
  assert.deepEqual(
    moved.refits.flatMap((refit) => (refit.effect === "timer" ? [refit.timer.days] : [])),
    [10],
  );
});

test("a clock that is an expression goes out to BPMN and comes in again", () => {
  const graph = graphOf({
    a: wait("x", "z", {
      timers: [
        { workingDays: "clock.days", to: "z", law: "x" },
        { days: "term", to: "b", interrupt: false, repeat: true },
      ],
    }),
    b: { join: true },
    z: done,
  });
  assert.deepEqual(fromBpmn(toBpmn(graph, "any")).steps, JSON.parse(JSON.stringify(graph.steps)));
});
