import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Actor, Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { addNote } from "../commands/add-note.ts";
import { assignTask } from "../commands/assign-task.ts";
import { completeTask } from "../commands/complete-task.ts";
import { correctField } from "../commands/correct-field.ts";
import { recordPayment } from "../commands/record-payment.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { caseById } from "../queries/case-by-id.ts";
import { fileById } from "../queries/file-by-id.ts";
import { myCases } from "../queries/my-cases.ts";
import { queue } from "../queries/queue.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const day = 86_400_000;
const reviewerWho = (s: Scene, person: string, more: Partial<Actor> = {}) =>
  actors.officer(s.world.newId(), "dpmptsp", "perizinan", ["reviewer"], { person, ...more });

test("nobody works on their own case, their household's, or that of a business of their household", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const task = await s.task(id, "dpmptsp");
  const own = refused("not-allowed", "cases.refusal.own-case");
  for (const key of ["narti", "sugeng", "sekar"]) {
    const officer = reviewerWho(s, s.id(key));
    await assert.rejects(s.act(officer, completeTask, { task, outcome: "forward" }), own, key);
    await assert.rejects(s.act(officer, assignTask, { task, officer: s.reviewer.officer!.id }), own, key);
    await assert.rejects(s.act(officer, addNote, { case: id, text: "Baik." }), own, key);
  }
  const husband = await s.submitted({}, actors.business(s.id("joko"), s.business.id));
  await assert.rejects(
    s.act(reviewerWho(s, s.id("sugeng")), completeTask, { task: await s.task(husband, "dpmptsp"), outcome: "forward" }),
    own,
    "begun by an employee, but it is the wife's business",
  );
  await s.act(reviewerWho(s, s.id("joko")), completeTask, { task, outcome: "forward" });
});

test("a task is taken, given to a colleague, put back; who has not got it cannot finish it", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const task = await s.task(id, "dpmptsp");
  const other = reviewerWho(s, s.id("joko"));
  await s.act(s.reviewer, assignTask, { task, officer: s.reviewer.officer!.id });
  await assert.rejects(s.act(other, completeTask, { task, outcome: "forward" }), refused("not-found"));
  await assert.rejects(s.act(s.reviewer, assignTask, { task, officer: s.health.officer!.id }), refused("invalid"));
  await assert.rejects(s.act(s.health, assignTask, { task, officer: s.health.officer!.id }), refused("not-found"));
  await s.act(other, assignTask, { task, officer: null });
  await s.act(other, completeTask, { task, outcome: "forward" });
  await assert.rejects(s.act(s.reviewer, assignTask, { task, officer: null }), refused("conflict"));
  const { acts } = await s.look(id);
  assert.equal(acts.filter(({ kind }) => kind === "assigned").length, 2, "each giving is in the history");
});

test("notes stay among officers who work on the case; an office that does not sees nothing of it at all", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.act(s.reviewer, addNote, { case: id, text: "Telepon dulu." });
  const elsewhere = [s.health, s.fire, actors.officer(s.world.newId(), "dinsos", "loket", ["front-desk"])];
  const [photo] = await s.asOwner<{ id: string }>("select id from cases.file where draft = $1", [id]);
  for (const officer of elsewhere) {
    await assert.rejects(s.ask(officer, caseById, { id }), refused("not-found"));
    await assert.rejects(s.act(officer, addNote, { case: id, text: "Baik." }), refused("not-found"));
    await assert.rejects(s.ask(officer, fileById, { id: photo!.id }), refused("not-found"));
  }
  assert.deepEqual((await s.ask(s.health, queue, {})).rows, []);
  await s.does(s.reviewer, id, "ask-opinions");
  assert.match(JSON.stringify((await s.ask(s.health, caseById, { id })).acts), /Telepon dulu/);
  assert.equal((await s.ask(s.health, fileById, { id: photo!.id })).type, "image/jpeg");
  assert.doesNotMatch(JSON.stringify(await s.ask(s.owner, caseById, { id })), /Telepon dulu/);
  await assert.rejects(s.ask(elsewhere[2]!, caseById, { id }), refused("not-found"));
});

/** Everything that anybody may try, and in which place of the story each is right. */
const tries = {
  "ask-opinions": (s: Scene, id: string) => s.does(s.reviewer, id, "ask-opinions"),
  forward: (s: Scene, id: string) => s.does(s.reviewer, id, "forward"),
  return: (s: Scene, id: string) => s.does(s.reviewer, id, "return", { field: "floorArea", note: "Ukur lagi." }),
  agree: (s: Scene, id: string) => s.does(s.health, id, "agree"),
  approve: (s: Scene, id: string) => s.does(s.head, id, "approve"),
  refuse: (s: Scene, id: string) => s.does(s.head, id, "refuse", { reason: "keselamatan" }),
  correct: (s: Scene, id: string) => s.act(s.owner, correctField, { case: id, posted: { floorArea: "61" } }),
  withdraw: (s: Scene, id: string) => s.act(s.owner, withdrawApplication, { case: id }),
  pay: async (s: Scene, id: string) => {
    const { moved } = await s.act(actors.system("payments"), recordPayment, { case: id });
    if (!moved) throw new Refusal("conflict", "cases.refusal.moved-on");
  },
};
type Try = keyof typeof tries;
const places: [place: string, way: Try[], legal: Try[]][] = [
  ["under review", [], ["ask-opinions", "forward", "return", "withdraw"]],
  ["returned", ["return"], ["correct", "withdraw"]],
  ["asking opinions", ["ask-opinions"], ["agree", "withdraw"]],
  ["before the head", ["forward"], ["approve", "refuse", "withdraw"]],
  ["to be paid", ["forward", "approve"], ["pay", "withdraw"]],
  ["being made", ["forward", "approve", "pay"], []],
  ["refused", ["forward", "refuse"], []],
  ["withdrawn", ["withdraw"], []],
];

test("in each place of a case's life exactly the steps of its process are possible; every other is refused and moves nothing", async (t) => {
  const s = await scene(t);
  for (const [place, way, legal] of places) {
    const at = async () => {
      const id = await s.submitted();
      for (const name of way) await tries[name](s, id);
      return id;
    };
    const id = await at();
    const before = (await s.look(id)).row;
    for (const name of Object.keys(tries) as Try[])
      if (!legal.includes(name)) await assert.rejects(async () => tries[name](s, id), Error, `${name} ${place}`);
    const after = (await s.look(id)).row;
    assert.deepEqual([after.rev, after.process, after.status], [before.rev, before.process, before.status], place);
    for (const name of legal) {
      const one = name === legal.at(-1) ? id : await at();
      const { rev } = (await s.look(one)).row;
      await tries[name](s, one);
      assert.equal((await s.look(one)).row.rev, rev + 1, `${name} ${place}`);
    }
  }
});

test("a refusal needs a reason of the service's own list; a return needs a field that was asked and a message", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  for (const more of [
    { field: "applicantNik", note: "Salah." },
    { field: "lain", note: "Salah." },
    { field: "floorArea" },
    { note: "Salah." },
  ])
    await assert.rejects(s.does(s.reviewer, id, "return", more), refused("invalid"), JSON.stringify(more));
  await s.does(s.reviewer, id, "forward");
  for (const reason of [undefined, "constructor", "tidak-suka"])
    await assert.rejects(s.does(s.head, id, "refuse", reason ? { reason } : {}), refused("invalid"));
  await s.does(s.head, id, "refuse", { reason: "keselamatan", note: "Dapur tanpa ventilasi." });
  const { row, acts } = await s.look(id);
  assert.equal(row.status, "refused");
  assert.deepEqual(acts.find(({ kind }) => kind === "refused")?.body, {
    reason: "keselamatan",
    law: "Perbup Tirta 12/2026 Pasal 14",
    message: "Dapur tanpa ventilasi.",
  });
  await s.work();
  const [message] = await s.asOwner<{ body: string }>(
    "select body::text from messages.message where kind = 'case-refused'",
  );
  assert.match(message!.body, /keselamatan[\s\S]*ventilasi[\s\S]*21 hari kerja/);
});

test("the queue is narrowed by who has it, step, due date, name and number", async (t) => {
  const s = await scene(t);
  const first = await s.submitted();
  await s.does(s.reviewer, first, "ask-opinions");
  for (const office of [s.health, s.fire]) await s.does(office, first, "agree");
  s.clock.forward(5 * day);
  const second = await s.submitted();
  s.clock.forward(3 * day);
  const third = await s.submitted();
  await s.act(s.reviewer, assignTask, { task: await s.task(second, "dpmptsp"), officer: s.reviewer.officer!.id });
  const rows = async (asked: object) => (await s.ask(s.reviewer, queue, asked)).rows.map(({ case_id }) => case_id);
  assert.deepEqual(await rows({}), [first, second, third], "by due date");
  assert.deepEqual(await rows({ whose: "mine" }), [second]);
  assert.deepEqual(await rows({ whose: "free" }), [first, third]);
  assert.deepEqual(await rows({ step: "weigh" }), [first]);
  assert.deepEqual(await rows({ step: "review", whose: "free" }), [third]);
  assert.deepEqual(await rows({ due: "late" }), [first]);
  s.clock.forward(day);
  assert.deepEqual(await rows({ due: "soon" }), [second]);
  assert.deepEqual(await rows({ words: "warung bu" }), [first, second, third]);
  assert.deepEqual(await rows({ words: (await s.look(third)).row.number.toLowerCase() }), [third]);
  for (const words of ["%", "_", "\\", "' or true --"]) assert.deepEqual(await rows({ words }), [], words);
});

test("pages of any size, one after the other, are all there is: each once, in order, also where many fall due together", async (t) => {
  const s = await scene(t);
  const all: string[] = [];
  for (let i = 0; i < 9; i += 1) {
    all.push(await s.submitted());
    if (i % 4 === 3) s.clock.forward(day);
  }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10 }), async (limit) => {
      const seen: string[] = [];
      for (let after: string | undefined; ; ) {
        const { rows, next } = await s.ask(s.reviewer, queue, { limit, ...(after && { after }) });
        seen.push(...rows.map(({ case_id }) => case_id));
        assert.ok(rows.length <= limit && seen.length <= all.length, "no page holds a row of the one before");
        if (!next) break;
        after = next;
      }
      assert.deepEqual(seen, all);
      const back: string[] = [];
      for (let after: string | undefined; ; ) {
        const { rows, older } = await s.ask(s.owner, myCases, { limit, ...(after && { after }) });
        back.push(...rows.map(({ id }) => id));
        if (!older) break;
        after = older;
      }
      assert.deepEqual(back, [...all].reverse());
    }),
    { numRuns: 10 },
  );
});
