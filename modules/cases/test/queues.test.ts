import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { addNote, seeMention } from "../commands/add-note.ts";
import { assignTask } from "../commands/assign-task.ts";
import { askInquiry } from "../commands/inquiry.ts";
import { remindApplicant } from "../commands/remind-applicant.ts";
import { dropQueue, saveQueue } from "../commands/saved-queues.ts";
import { queue, queueCounts } from "../queries/queue.ts";
import { savedQueues } from "../queries/saved-queues.ts";
import { queuesFile, queuesFor } from "../queues.ts";
import { visitor } from "./visitor.ts";

const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);

test("the government's file says who sees which queue; each narrows to something, and none is empty of columns", async (t) => {
  const s = await scene(t);
  const codes = (actor: typeof s.reviewer) => queuesFor(s.world, actor).map(({ code }) => code);
  assert.deepEqual(codes(s.reviewer), ["kantor", "saya", "bebas", "lewat", "menunggu", "sebutan", "pertanyaan"]);
  assert.ok(!codes(s.health).includes("menunggu"), "an office that only gives opinions waits for no applicant");
  assert.deepEqual(codes(actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"])), ["sebutan"]);
  assert.deepEqual(codes(actors.officer(s.world.newId(), "inspektorat", "pengawasan", ["auditor"])), []);
  assert.equal(
    queuesFile.schema.safeParse([
      { code: "a", title: "A", roles: ["reviewer"] },
      { code: "a", title: "B", roles: ["head"] },
    ]).success,
    false,
  );
});

test("what waits for the applicant, what names me and what other offices ask are queues too, each until it is done", async (t) => {
  const s = await scene(t);
  const [first, second] = [await s.submitted(), await s.submitted()];
  const of = async (actor: typeof s.reviewer, asked: object) =>
    (await s.ask(actor, queue, asked)).rows.map(({ case_id }) => case_id);
  await s.does(s.reviewer, first, "return", { field: "floorArea", note: "Ukur lagi." });
  assert.deepEqual(await of(s.reviewer, { of: "waiting" }), [first]);
  assert.deepEqual(await of(s.health, { of: "waiting" }), [], "another agency's");
  await s.act(s.reviewer, addNote, { case: second, text: "Lihat dapurnya.", mention: [s.head.officer!.id] });
  const mentions = await s.ask(s.head, queue, { of: "mentions" });
  assert.deepEqual(
    mentions.rows.map(({ case_id }) => case_id),
    [second],
  );
  assert.deepEqual(await of(s.reviewer, { of: "mentions" }), []);
  await s.act(s.reviewer, seeMention, { id: mentions.rows[0]!.id });
  assert.deepEqual(await of(s.head, { of: "mentions" }), [second], "nobody else can say that I have read it");
  await s.act(s.head, seeMention, { id: mentions.rows[0]!.id });
  assert.deepEqual(await of(s.head, { of: "mentions" }), []);
  await assert.rejects(
    s.act(s.reviewer, addNote, { case: second, text: "Halo.", mention: [s.health.officer!.id] }),
    refused("invalid"),
    "who may not open the case is not told of it",
  );
  const question = "Apakah airnya layak?";
  await s.act(s.reviewer, askInquiry, {
    case: second,
    office: "dinkes/kesehatan-lingkungan",
    question,
    workingDays: 2,
  });
  assert.deepEqual(await of(s.health, { of: "requests" }), [second]);
  assert.deepEqual(await of(s.fire, { of: "requests" }), []);
});

test("counts are those of the pages, for any narrowing; an officer's own queues are theirs alone, twenty at most, one of a name", async (t) => {
  const s = await scene(t);
  const ids = [await s.submitted(), await s.submitted(), await s.submitted()];
  await s.does(s.reviewer, ids[0]!, "return", { field: "floorArea", note: "Ukur lagi." });
  await s.act(s.reviewer, assignTask, { task: await s.task(ids[1]!, "dpmptsp"), officer: s.reviewer.officer!.id });
  const narrowing = fc.record(
    {
      of: fc.constantFrom("tasks", "waiting", "mentions", "requests"),
      whose: fc.constantFrom("office", "mine", "free"),
      due: fc.constantFrom("late", "soon"),
      step: fc.constantFrom("review", "weigh", "decision"),
      words: fc.constantFrom("warung", "%", "TRT-2026-000001"),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(narrowing, { maxLength: 5 }), async (asked) => {
      const counts = await s.ask(s.reviewer, queueCounts, { queues: asked as never });
      for (const [i, one] of asked.entries())
        assert.equal(counts[i], (await s.ask(s.reviewer, queue, { ...(one as object), limit: 100 })).rows.length);
    }),
    { numRuns: 25 },
  );
  const { id } = await s.act(s.reviewer, saveQueue, { title: "Mendesak", asked: { due: "soon" } });
  await s.act(s.reviewer, saveQueue, { title: "MENDESAK", asked: { due: "late" } });
  assert.deepEqual(
    (await s.ask(s.reviewer, savedQueues, {})).map(({ title, asked }) => [title, asked.due]),
    [["MENDESAK", "late"]],
  );
  assert.deepEqual(await s.ask(s.head, savedQueues, {}), []);
  await assert.rejects(s.act(s.head, dropQueue, { id }), refused("not-found"));
  for (let i = 1; i < 20; i += 1) await s.act(s.reviewer, saveQueue, { title: `Antrean ${i}`, asked: {} });
  await assert.rejects(s.act(s.reviewer, saveQueue, { title: "Lagi", asked: {} }), refused("conflict"));
  await s.act(s.reviewer, dropQueue, { id });
  assert.equal((await s.ask(s.reviewer, savedQueues, {})).length, 19);
});

test("an applicant who is waited for is reminded once a day; nobody else is reminded", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await assert.rejects(
    s.act(s.reviewer, remindApplicant, { case: id }),
    refused("conflict", "cases.refusal.not-waiting"),
  );
  await s.does(s.reviewer, id, "return", { field: "floorArea", note: "Ukur lagi." });
  await s.act(s.reviewer, remindApplicant, { case: id });
  await assert.rejects(s.act(s.reviewer, remindApplicant, { case: id }), refused("conflict", "cases.refusal.reminded"));
  s.clock.forward(86_400_001);
  await s.act(s.reviewer, remindApplicant, { case: id });
  const [told] = await s.asOwner<{ n: number }>(
    "select count(*)::int as n from messages.message where kind = 'case-reminder'",
  );
  assert.equal(told!.n, 2);
});

test("without script: the queue is taken from, narrowed, kept under a name, and what was chosen is looked at before it is done", async (t) => {
  const s = await scene(t);
  const ids = [await s.submitted(), await s.submitted()];
  const desk = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  const list = (await desk.get("/petugas?antrean=bebas")).body;
  const take = /name="take" value="([^"]+)"/.exec(list)![1]!;
  const taken = await desk.post("/petugas?antrean=bebas", { take });
  assert.equal(taken.headers.location, `/petugas/kasus/${ids[0]}`);
  assert.match((await desk.get("/petugas?antrean=saya")).body, new RegExp(ids[0]!));
  const again = await desk.post("/petugas?antrean=bebas", { take });
  assert.equal(again.statusCode, 303, "taken twice by the same hand is taken");
  const kept = await desk.post("/petugas?batas=segera", { do: "keep", title: "Segera selesai" });
  assert.match((await desk.get(kept.headers.location!)).body, /<h1>Segera selesai<\/h1>/);
  assert.equal((await desk.post("/petugas", { do: "note", text: "Halo" })).statusCode, 422, "nothing was chosen");
  const tasks = [...(await desk.get("/petugas")).body.matchAll(/name="row" value="([^"]+)"/g)].map(([, id]) => id!);
  assert.equal(tasks.length, 2);
  const prepared = await desk.post("/petugas", { do: "note", text: "Diperiksa Jumat.", row: tasks });
  const page = await desk.get(prepared.headers.location!);
  assert.match(page.body, /Catatan ini akan ditulis pada 2 permohonan/);
  assert.equal((await s.count("cases.bulk_item"))[0], 2);
  await desk.post(prepared.headers.location!, { do: "start" });
  await s.work();
  assert.match((await desk.get(prepared.headers.location!)).body, /2 dari 2 sudah/);
  for (const id of ids) assert.match(JSON.stringify((await s.look(id)).acts), /Diperiksa Jumat/);
});
