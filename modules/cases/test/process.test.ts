import assert from "node:assert/strict";
import { test } from "node:test";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { fireTimer } from "../commands/fire-timer.ts";
import { sendWord } from "../commands/send-word.ts";
import { dueTimers } from "../queries/due-timers.ts";
import { republished, work } from "./republished.ts";

const day = 86_400_000;
const house = actors.system("cases");
type Scene = Awaited<ReturnType<typeof scene>>;

/** A visit by another process and opinions in turn, side by side, in a part with a time limit and an error. */
const examined = {
  examine: {
    part: "sides",
    next: "ready",
    timers: [
      { days: 10, to: "late" },
      { days: 3, to: "remind", interrupt: false, repeat: true },
    ],
    catch: [
      { error: "unsafe", to: "unsafe" },
      { message: "correction", to: "stopped" },
      { signal: "office-closed", to: "remind", interrupt: false },
    ],
  },
  sides: { fork: ["opinions", "visit"], next: "side-joined" },
  opinions: {
    each: {
      over: "risk.opinions",
      inTurn: true,
      task: work({ agree: "side-joined", object: "side-joined" }, "opinion-giver"),
      enough: [{ outcome: "object", count: 1 }],
    },
    next: "side-joined",
  },
  visit: { call: "kunjungan", version: 1, next: "side-joined", ends: { refused: "danger" } },
  danger: { error: "unsafe" },
  "side-joined": { join: true },
  remind: { do: "remind-office", next: "reminded" },
  reminded: { join: true },
  ready: { signal: "examined", next: "issued" },
  unsafe: { do: "refuse", next: "refused" },
  late: { do: "lapse", next: "lapsed" },
  stopped: { end: "withdrawn" },
  issued: { end: "issued" },
  refused: { end: "refused" },
  lapsed: { end: "lapsed" },
};
const visit = {
  look: { task: work({ forward: "well", refuse: "bad", return: "look" }), timers: [{ days: 2, to: "second" }] },
  second: { task: work({ forward: "well" }) },
  well: { end: "issued" },
  bad: { end: "refused" },
};

async function examining(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  await republished(s, { code: "kunjungan", version: 1, start: "look", steps: visit });
  await republished(s, { start: "examine", steps: examined });
  return { s, id: await s.submitted() };
}
const open = async (s: Scene, id: string) =>
  (await s.look(id)).tasks.filter((one) => !one.closed_at).map((one) => [one.agency, one.step]);
const factsOf = async (s: Scene, id: string) =>
  (await s.asOwner("select body from kernel.journal where subject = $1", [id])).flatMap((row) =>
    ((row.body as { facts?: { name: string }[] }).facts ?? []).map(({ name }) => name),
  );
const timers = async (s: Scene, id: string) =>
  (await s.asOwner("select target from cases.timer where case_id = $1 order by target", [id])).map((row) => row.target);
async function ring(s: Scene): Promise<unknown[]> {
  const due = await s.ask(house, dueTimers, { limit: 100 });
  for (const one of due) await s.act(house, fireTimer, { case: one.case_id, token: one.token, target: one.target });
  return due.map(({ target }) => target);
}

test("a called process works in the case: its tasks are in the queue, its end lets the caller go on", async (t) => {
  const { s, id } = await examining(t);
  assert.deepEqual(await open(s, id), [
    ["dinkes", "opinions"],
    ["dpmptsp", "kunjungan@1/look"],
  ]);
  assert.deepEqual(await timers(s, id), ["late", "remind", "second"]);
  await s.does(s.health, id, "agree");
  assert.deepEqual((await open(s, id)).at(-1), ["damkar", "opinions"], "one office after the other");
  await s.does(s.reviewer, id, "forward");
  assert.deepEqual(await open(s, id), [["damkar", "opinions"]]);
  await s.does(s.fire, id, "agree");
  const { row } = await s.look(id);
  assert.equal(row.status, "issued");
  assert.deepEqual(await timers(s, id), []);
  const told = await factsOf(s, id);
  assert.ok(told.includes("cases.signalled"));
});

test("the first objection ends the round: the other offices are not asked, and what the case waits for stays", async (t) => {
  const { s, id } = await examining(t);
  await s.does(s.health, id, "object", { note: "Saluran air belum ada." });
  assert.deepEqual(await open(s, id), [["dpmptsp", "kunjungan@1/look"]]);
});

test("an error in a called process reaches the part around the call: all work in it falls away at once", async (t) => {
  const { s, id } = await examining(t);
  const { reason } = { reason: "keselamatan" };
  await s.does(s.reviewer, id, "refuse", { reason });
  const { row, tasks } = await s.look(id);
  assert.equal(row.status, "refused");
  assert.deepEqual(
    tasks.map(({ agency, outcome }) => [agency, outcome]),
    [
      ["dinkes", "cancelled"],
      ["dpmptsp", "refuse"],
    ],
  );
  const told = await factsOf(s, id);
  assert.ok(told.includes("cases.error-caught"));
});

test("timers of a part, of a task in it and of a called process ring each by itself; one that repeats is set again", async (t) => {
  const { s, id } = await examining(t);
  s.clock.forward(2 * day + 1);
  assert.deepEqual(await ring(s), ["second"]);
  assert.deepEqual((await open(s, id)).at(-1), ["dpmptsp", "kunjungan@1/second"]);
  s.clock.forward(day);
  assert.deepEqual(await ring(s), ["remind"]);
  assert.deepEqual(await timers(s, id), ["late", "remind"]);
  s.clock.forward(3 * day);
  assert.deepEqual(await ring(s), ["remind"]);
  s.clock.forward(5 * day);
  assert.deepEqual(new Set(await ring(s)), new Set(["remind", "late"]));
  assert.equal((await s.look(id)).row.status, "lapsed");
});

test("a step that leads back to itself is opened anew with its timer, in one statement", async (t) => {
  const { s, id } = await examining(t);
  await s.does(s.reviewer, id, "return", { field: "floorArea", note: "Mohon ukur lagi." });
  const { tasks } = await s.look(id);
  assert.deepEqual(
    tasks.filter(({ step }) => step === "kunjungan@1/look").map(({ outcome }) => outcome),
    ["return", null],
  );
  assert.deepEqual(await timers(s, id), ["late", "remind", "second"]);
});

test("other rooms say messages, signals and errors to a case; what nobody waits for changes nothing", async (t) => {
  const { s, id } = await examining(t);
  const say = (word: object) => s.act(house, sendWord, { case: id, word: word as never });
  const before = (await s.look(id)).row;
  for (const word of [{ message: "payment" }, { signal: "silence" }, { error: "unsafe", step: "nowhere" }])
    assert.deepEqual(await say(word), { moved: false });
  assert.equal((await s.look(id)).row.rev, before.rev);
  assert.deepEqual(await say({ signal: "office-closed" }), { moved: true });
  assert.ok((await s.look(id)).acts.some(({ kind }) => kind === "reminded-office"));
  assert.deepEqual(await say({ message: "correction" }), { moved: true });
  assert.equal((await s.look(id)).row.status, "withdrawn");
  assert.deepEqual(await say({ error: "unsafe", step: "examine" }), { moved: false });
});

test("what begins and is taken away in the same move leaves neither task nor timer", async (t) => {
  const s = await scene(t);
  await republished(s, {
    start: "both",
    steps: {
      both: { part: "sides", next: "done", catch: [{ signal: "halt", to: "after" }] },
      sides: { fork: ["first", "second"], next: "joined" },
      first: { task: work({ forward: "joined" }), timers: [{ days: 1, to: "joined" }] },
      second: { signal: "halt", next: "joined" },
      joined: { join: true },
      after: { task: work({ forward: "done" }) },
      done: { end: "issued" },
    },
  });
  const id = await s.submitted();
  assert.deepEqual(await open(s, id), [["dpmptsp", "after"]]);
  assert.deepEqual(await timers(s, id), []);
});
