import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { readYaml } from "../../../kernel/index.ts";
import { ProcessGraph, type ProcessStep } from "../graph.ts";
import { type Effect, fresh, type ProcessEvent, ProcessFault, type ProcessState, step } from "../step.ts";

/** A block of work with one way in and one way out; blocks within blocks make any process of the subset. */
type Block =
  | { kind: "task" | "wait" | "do" | "each" }
  | { kind: "in-turn" | "choose" | "fork"; parts: readonly Block[] }
  | { kind: "loop"; of: Block };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.record({ kind: fc.constantFrom("task", "wait", "do", "each") }),
    fc.record({
      kind: fc.constantFrom("in-turn", "choose", "fork"),
      parts: fc.array(tie("block"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("loop"), of: tie("block") }),
  ) as fc.Arbitrary<Block>,
}));

const work = (outcomes: Record<string, string>) => ({
  title: "T",
  role: "reviewer",
  agency: "a",
  office: "o",
  outcomes,
  assurance: 2,
});

/** The block as steps that lead to `next`; gives the name of its first step. */
function lay(one: Block, next: string, steps: Record<string, unknown>): string {
  const name = `s${Object.keys(steps).length}`;
  steps[name] = {};
  switch (one.kind) {
    case "task":
      steps[name] = { task: work({ go: next, on: next }), timers: [{ days: 9, to: next }] };
      return name;
    case "wait":
      steps[name] = { wait: `m-${name}`, next, reason: "r" };
      return name;
    case "do":
      steps[name] = { do: "note", next };
      return name;
    case "each":
      steps[name] = { each: { over: "offices", task: work({ agree: next }) }, next };
      return name;
    case "in-turn":
      delete steps[name];
      return one.parts.reduceRight((after, part) => lay(part, after, steps), next);
    case "choose":
      steps[name] = {
        choose: one.parts.map((part, i) => ({
          to: lay(part, next, steps),
          ...(i < one.parts.length - 1 && { when: `way = ${i}` }),
        })),
      };
      return name;
    case "fork": {
      const join = `j-${name}`;
      steps[join] = { join: true };
      steps[name] = { fork: one.parts.map((part) => lay(part, join, steps)), next };
      return name;
    }
    case "loop": {
      const again = `a-${name}`;
      steps[again] = { task: work({ again: name, enough: next }), timers: [] };
      steps[name] = { do: "note", next: lay(one.of, again, steps) };
      return name;
    }
  }
}

const graph = block.map((one) => {
  const steps: Record<string, unknown> = { done: { end: "done" } };
  const start = lay(one, "done", steps);
  return ProcessGraph.parse({ start, steps, stations: [{ id: "x", title: "X", steps: [] }] });
});
const scope = fc.record({
  way: fc.integer({ min: 0, max: 3 }),
  offices: fc.constantFrom(["a"], ["a", "b", "c"], [], null),
});

/** Everything that may happen next. */
function events(g: ProcessGraph, state: ProcessState): ProcessEvent[] {
  return state.tokens.flatMap((token): ProcessEvent[] => {
    const at = g.steps[token.at]!;
    if ("task" in at)
      return [
        ...Object.keys(at.task.outcomes).map((outcome) => ({ type: "complete" as const, token: token.id, outcome })),
        ...at.timers.map(({ to }) => ({ type: "timer" as const, token: token.id, to })),
      ];
    if ("each" in at && token.item !== undefined) return [{ type: "complete", token: token.id, outcome: "agree" }];
    return "wait" in at ? [{ type: "message", name: at.wait }] : [];
  });
}

/** A run by the dice; `see` looks at each state. Loops are left in the end. */
function runThrough(
  g: ProcessGraph,
  given: Record<string, never>,
  dice: readonly number[],
  see: (state: ProcessState, event: ProcessEvent, after: ReturnType<typeof step>) => ProcessState,
): ProcessState {
  let state = step(g, fresh, { type: "start" }, given).state;
  for (let i = 0; state.ended === null && i < 3000; i += 1) {
    const all = events(g, state);
    assert.ok(all.length > 0, `a dead end at ${JSON.stringify(state)}`);
    const away = all.filter((event) => !("outcome" in event && event.outcome === "again"));
    const from = i > dice.length ? away : all;
    const event = from[(dice[i % Math.max(1, dice.length)] ?? 0) % from.length]!;
    state = see(state, event, step(g, state, event, given));
  }
  return state;
}

const dice = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });
const seeing = (
  look: (state: ProcessState, event: ProcessEvent, after: ReturnType<typeof step>, g: ProcessGraph) => ProcessState,
) =>
  fc.assert(
    fc.property(graph, scope, dice, (g, given, thrown) => {
      const last = runThrough(g, given as never, thrown, (state, event, after) => look(state, event, after, g));
      assert.equal(last.ended, "done");
      assert.deepEqual(last.tokens, []);
    }),
    { numRuns: 300 },
  );

const isBranching = (at: ProcessStep | undefined) => at !== undefined && ("fork" in at || "each" in at);

test("every run of every process comes to its end: no dead end, no part left behind", () => {
  seeing((_state, _event, { state }) => state);
});

test("no part is lost or doubled: each has a living parent that stands at a fork and waits for it", () => {
  seeing((before, event, { state, effects }, g) => {
    const ids = new Set(state.tokens.map(({ id }) => id));
    assert.equal(ids.size, state.tokens.length);
    for (const token of state.tokens) {
      assert.ok(token.id < state.next);
      if (token.parent === null) continue;
      assert.ok(ids.has(token.parent), "the parent is there");
      assert.ok(isBranching(g.steps[state.tokens.find(({ id }) => id === token.parent)!.at]));
    }
    const parents = new Set(state.tokens.map(({ parent }) => parent));
    for (const token of state.tokens) {
      const at = g.steps[token.at]!;
      const rests = "task" in at || "wait" in at || ("each" in at && token.item !== undefined);
      assert.ok(rests || parents.has(token.id), `${token.at} neither rests nor waits for a part of its own`);
    }
    if (state.ended === null) assert.equal(state.tokens.filter(({ parent }) => parent === null).length, 1);
    // What the host is told fits what the engine remembers: work is opened where a part now rests.
    for (const effect of effects)
      if (effect.effect === "task") assert.ok(ids.has(effect.token) || state.ended !== null);
    if (event.type === "complete")
      assert.ok(effects.some((effect) => effect.effect === "leave" && effect.token === event.token));
    assert.ok(before.next <= state.next, "a number is never given twice");
    return state;
  });
});

test("taken out of a database after any step, a run goes on as if it had never been away", () => {
  fc.assert(
    fc.property(graph, scope, dice, (g, given, thrown) => {
      const stored = JSON.parse(JSON.stringify(g)) as ProcessGraph;
      runThrough(g, given as never, thrown, (state, event, after) => {
        assert.deepEqual(step(stored, JSON.parse(JSON.stringify(state)), event, given as never), after);
        return after.state;
      });
    }),
    { numRuns: 200 },
  );
});

test("a step is pure: the same state and event give the same, and neither state nor graph is touched", () => {
  fc.assert(
    fc.property(graph, scope, dice, (g, given, thrown) => {
      const text = JSON.stringify(g);
      runThrough(g, given as never, thrown, (state, event, after) => {
        const frozen = deepFreeze(structuredClone(state));
        assert.deepEqual(step(deepFreeze(g), frozen, event, given as never), after);
        return after.state;
      });
      assert.equal(JSON.stringify(g), text);
    }),
    { numRuns: 100 },
  );
});

test("an event that does not fit is a fault and moves nothing: over, unknown, or not of this part", () => {
  fc.assert(
    fc.property(graph, scope, dice, (g, given, thrown) => {
      const last = runThrough(g, given as never, thrown, (state, _event, after) => {
        const wrong: ProcessEvent[] = [
          { type: "start" },
          { type: "complete", token: state.next + 5, outcome: "go" },
          { type: "message", name: "nobody-waits" },
          { type: "timer", token: state.tokens[0]!.id, to: "nowhere" },
          ...state.tokens.map(({ id }) => ({ type: "complete" as const, token: id, outcome: "constructor" })),
        ];
        for (const event of wrong) assert.throws(() => step(g, state, event, given as never), ProcessFault);
        return after.state;
      });
      assert.throws(() => step(g, last, { type: "start" }, given as never), /has ended/);
    }),
    { numRuns: 100 },
  );
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
    for (const event of stirring(process, state)) {
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

/** As `events`, with interrupting timers of waits, and both verdicts of an opinion. */
function stirring(g: ProcessGraph, state: ProcessState): ProcessEvent[] {
  return [
    ...events(g, state),
    ...state.tokens.flatMap((token) => {
      const at = g.steps[token.at]!;
      return "wait" in at ? at.timers.map(({ to }) => ({ type: "timer" as const, token: token.id, to })) : [];
    }),
  ];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
