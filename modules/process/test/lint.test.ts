import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { readYaml } from "../../../kernel/index.ts";
import { ProcessGraph } from "../graph.ts";
import { lintGraph } from "../lint.ts";
import { processes, work } from "./random.ts";

const task = (next: string, more = {}) => ({ task: work({ go: next }), ...more });
const wait = { wait: "m", next: "z", reason: "r" };
const z = { end: "done" };
const j = { join: true };
const graphOf = (steps: Record<string, unknown>, start = "a") =>
  ProcessGraph.parse({ start, steps, stations: [{ id: "x", title: "X", steps: [] }] });
const visit = { "visit@1": graphOf({ a: { end: "passed" } }) };

/** A mistake, and the one thing that is said of it at which step. */
const mistakes: [steps: Record<string, unknown>, at: string, says: RegExp][] = [
  [{ a: task("zz"), z }, "a", /leads to "zz", which is not a step/],
  [{ a: { wait: "m", next: "z" }, z }, "a", /waits without a timer or a reason/],
  [{ a: { hear: "drum", next: "z" }, z }, "a", /waits without a timer or a reason/],
  [{ a: { choose: [{ when: "x = 1", to: "z" }] }, z }, "a", /may fit no way/],
  [{ a: { each: { over: "o", task: work({ go: "b" }) }, next: "z" }, b: task("z"), z }, "a", /all go on to "z"/],
  [
    { a: { each: { over: "o", task: work({ go: "z" }), enough: [{ outcome: "no", count: 1 }] }, next: "z" }, z },
    "a",
    /enough of "no", which is no outcome/,
  ],
  [{ a: { fork: ["p", "p"], next: "z" }, p: task("j"), j, z }, "a", /same branch twice/],
  [
    {
      a: task("z", {
        timers: [
          { days: 1, to: "z" },
          { days: 2, to: "z" },
        ],
      }),
      z,
    },
    "a",
    /two timers of "a" lead to the same step/,
  ],
  [{ a: { call: "inspect", version: 1, next: "z" }, z }, "a", /inspect version 1, which is not published/],
  [{ a: { call: "visit", version: 1, next: "z", ends: { lost: "z" } }, z }, "a", /visit has no end "lost"/],
  [{ a: task("z"), z, spare: { end: "spare" } }, "spare", /nothing leads to "spare"/],
  [{ a: task("j"), j, z: { do: "n", next: "j" } }, "j", /"j" joins, but no fork leads to it/],
  [{ a: wait, z: { do: "n", next: "a" } }, "a", /no way leads from "a" to an end/],
  [
    { a: task("z", { timers: [{ days: 1, to: "w", interrupt: false }] }), w: { end: "lapsed" }, z },
    "a",
    /the warning "w" of "a" may only do something and then join/,
  ],
  [
    {
      a: task("z", { timers: [{ days: 1, to: "w", interrupt: false }] }),
      w: { task: work({ go: "j", no: "z" }) },
      j,
      z,
    },
    "a",
    /the warning "w" of "a" can end the whole case/,
  ],
  [
    {
      a: { part: "p", next: "z", timers: [{ days: 1, to: "b", interrupt: false }] },
      p: task("b"),
      b: task("j"),
      j,
      z,
    },
    "a",
    /runs on into "b", which would then be done twice/,
  ],
  [
    { a: { fork: ["p", "q"], next: "z" }, p: task("j"), q: task("y"), j, y: z, z },
    "a",
    /branch "q" of "a" never joins/,
  ],
  [
    { a: { fork: ["p", "q"], next: "n" }, p: task("j"), q: { task: work({ go: "j", fast: "n" }) }, n: task("z"), j, z },
    "a",
    /"q" runs on into "n" instead of joining/,
  ],
  [
    {
      a: { fork: ["p", "q"], next: "n" },
      p: task("j"),
      q: { task: work({ go: "j", fast: "m" }) },
      n: task("m"),
      m: { task: work({ go: "z", back: "j" }) },
      j,
      z,
    },
    "m",
    /"m" is come to from inside "a" and from outside it/,
  ],
  [{ a: { part: "p", next: "z" }, p: { task: work({ go: "j", again: "a" }) }, j, z }, "a", /"a" leads into itself/],
  [{ a: task("s"), s: { stop: true }, z: { do: "n", next: "z" } }, "s", /stops a part, but is in none/],
  [{ a: task("e"), e: { error: "lost" } }, "e", /nothing around "e" catches the error "lost"/],
  [
    { a: { choose: [{ when: "x = 1", to: "b" }, { to: "z" }] }, b: { signal: "s", next: "a" }, z },
    "a",
    /comes back to it without any work/,
  ],
];

for (const [steps, at, says] of mistakes)
  test(`a process is refused: ${says.source.replaceAll("\\", "")}`, () => {
    const found = lintGraph(graphOf(steps), visit);
    const one = found.find((finding) => says.test(finding.says));
    assert.ok(one, `nothing says ${says} among\n${found.map((finding) => finding.says).join("\n")}`);
    assert.deepEqual(one.path, ["steps", at]);
    assert.ok(one.hint.length > 5, "what would mend it");
  });

test("where it starts must be a step", () => {
  assert.match(lintGraph(graphOf({ z }, "b"))[0]!.says, /starts with "b"/);
});

test("every process that is laid out of whole blocks passes, as do the models' own habits and the example", () => {
  fc.assert(
    fc.property(processes, ({ graph, called }) => {
      for (const one of [graph, ...Object.values(called)]) assert.deepEqual(lintGraph(one, called), []);
    }),
    { numRuns: 500 },
  );
  const licence = readYaml(
    fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro/process.yaml", import.meta.url)),
    ProcessGraph,
  );
  assert.deepEqual(lintGraph(licence), []);
  const guide = readYaml(fileURLToPath(new URL("./inspection.yaml", import.meta.url)), ProcessGraph);
  assert.deepEqual(lintGraph(guide, { "kunjungan@1": graphOf({ a: { end: "refused" } }) }), []);
  const held = new Set(Object.values(guide.steps).flatMap((step) => Object.keys(step)));
  for (const kind of [
    "task",
    "each",
    "fork",
    "join",
    "wait",
    "do",
    "end",
    "part",
    "stop",
    "call",
    "signal",
    "hear",
    "delay",
    "error",
  ])
    assert.ok(held.has(kind), `the guide's process shows "${kind}"`);
});
