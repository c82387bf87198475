import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { phonePhoto } from "../../../test/journeys/licence.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { answerWords, forms } from "../../forms/index.ts";
import { completeTask } from "../commands/complete-task.ts";
import { correctField } from "../commands/correct-field.ts";
import { moveDraft } from "../commands/move-draft.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { ringAll } from "../jobs/law.ts";
import { draftById } from "../queries/drafts.ts";
import { queue } from "../queries/queue.ts";
import { nextEdition } from "./editions.ts";
import { brings, counter, fiveDays, law, picture, promised, promising, withLater } from "./promised.ts";
import { formOn, visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const day = 86_400_000;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const open = async (s: Scene, id: string) =>
  (await s.look(id)).awaited.filter(({ over_at }) => !over_at).map(({ field }) => field);
const kinds = async (s: Scene, id: string) => (await s.look(id)).acts.map(({ kind }) => kind);
const told = async (s: Scene, kind: string) =>
  (await s.asOwner("select 1 from messages.message where kind = $1", [kind])).length;
/** Tuesday 24 November 2026; five working days end on Tuesday 1 December. */
const monday = { now: "2026-11-24T03:00:00Z" };
/** To the head, whom nothing but the decision is left to. */
async function toTheHead(s: Scene, id: string): Promise<void> {
  await s.does(s.reviewer, id, "ask-opinions");
  await s.does(s.health, id, "agree");
  await s.does(s.fire, id, "agree");
  await s.does(s.reviewer, id, "forward");
}

test("a file that may come later is promised by a tick; case, history and queue know it until its last day", async (t) => {
  const s = await scene(t, monday);
  const service = await withLater(s, { photo: fiveDays });
  const draft = await promising(s, ["photo"]);
  assert.deepEqual((await s.ask(s.owner, draftById, { id: draft })).answers.photo, { later: true });
  await s.handIn(draft);
  const { row, awaited } = await s.look(draft);
  assert.deepEqual(row.answers.photo, { later: "2026-12-01" });
  assert.deepEqual(
    awaited.map(({ field, last_day }) => [field, last_day]),
    [["photo", "2026-12-01"]],
  );
  const { field } = forms.fieldById(service.form, "photo")!;
  assert.equal(
    answerWords(field, row.answers.photo, s.world.words.say("en"), "en"),
    "To be brought by 1 December 2026",
  );
  const { rows } = await s.ask(s.reviewer, queue, { limit: 100 });
  assert.equal(rows.find((one) => one.case_id === draft)?.awaited, "open");
});

test("where the form does not allow it, a promise is no answer", async (t) => {
  const s = await scene(t, monday);
  const { draft } = { draft: await s.filled() };
  await assert.rejects(promising(s, ["photo"]), /forms\.fault\.photo/);
  await s.handIn(draft);
});

test("nothing is granted while something is awaited, by one officer or by many at once; refusing and returning stay possible", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: fiveDays, plan: fiveDays });
  const id = await promised(s, ["photo", "plan"]);
  await toTheHead(s, id);
  await assert.rejects(s.does(s.head, id, "approve"), refused("conflict", "cases.refusal.awaited"));
  await brings(s, id, "photo");
  assert.deepEqual(await open(s, id), ["plan"]);
  await assert.rejects(s.does(s.head, id, "approve"), refused("conflict", "cases.refusal.awaited"));
  await brings(s, id, "plan");
  await s.does(s.head, id, "approve");
  assert.equal((await s.look(id)).row.status, "approved");
  const other = await promised(s, ["photo", "plan"]);
  await toTheHead(s, other);
  await s.does(s.head, other, "refuse", { reason: (await refusals(s))[0]! });
  assert.equal((await s.look(other)).row.status, "refused");
  await assert.rejects(brings(s, other, "photo"), refused("conflict", "cases.refusal.closed"));
});
const refusals = async (s: Scene) =>
  (await (await import("./editions.ts")).licence(s)).refusals.map(({ code }) => code);

test("what the rules alone would grant waits at the door, goes on by itself once all is there, and can be withdrawn meanwhile", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: { ...fiveDays, pause: true, late: "lapse" } });
  const id = await promised(s, ["photo"], "12");
  const waits = (await s.look(id)).row;
  assert.deepEqual([waits.status, waits.process.tokens, waits.decided_at], ["waiting", [], null]);
  s.clock.forward(2 * day);
  await brings(s, id, "photo");
  const { row } = await s.look(id);
  assert.equal(row.status, "approved");
  assert.deepEqual(await kinds(s, id), ["submitted", "brought", "approved", "billed"]);
  const second = await promised(s, ["photo"], "12");
  await s.act(s.owner, withdrawApplication, { case: second });
  assert.equal((await s.look(second)).row.status, "withdrawn");
});

test("while it is awaited the clock stands, if the form says so; the days are given back", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: { ...fiveDays, pause: true } });
  const id = await promised(s, ["photo"]);
  const before = (await s.look(id)).row;
  assert.deepEqual([before.status, before.paused_at], ["waiting", before.submitted_at]);
  s.clock.forward(2 * day);
  await s.does(s.reviewer, id, "ask-opinions");
  assert.notEqual((await s.look(id)).row.paused_at, null, "an officer's work does not set it going");
  await brings(s, id, "photo");
  const { row } = await s.look(id);
  assert.deepEqual([row.status, row.paused_at], ["in-progress", null]);
  assert.deepEqual(row.due_at, s.world.calendar.deadline(before.due_at, 2));
});

test("brought from home, by a colleague of the business, or scanned in at the counter; by nobody else", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: fiveDays, plan: fiveDays });
  const id = await promised(s, ["photo", "plan"]);
  const strangers = [
    s.joko,
    s.stranger,
    s.reviewer,
    s.head,
    { ...s.owner, assurance: 1 as const },
    actors.business(s.id("joko"), s.world.newId()),
    actors.business(s.id("joko"), s.business.id, ["pay"]),
    counter(s, "dinsos"),
  ];
  for (const other of strangers) await assert.rejects(brings(s, id, "photo", "1", other), Refusal);
  assert.deepEqual((await open(s, id)).sort(), ["photo", "plan"]);
  await brings(s, id, "photo", "1", actors.business(s.id("joko"), s.business.id));
  await brings(s, id, "plan", "2", counter(s));
  assert.deepEqual(await open(s, id), []);
  assert.equal(await told(s, "case-brought"), 1, "what an officer did in her name is told to her");
  const act = (await s.look(id)).acts.filter(({ kind }) => kind === "brought").at(-1)!;
  assert.deepEqual([act.hat, act.office, act.body], ["officer", "loket", { fields: ["plan"] }]);
  const [file] = await s.asOwner<{ business: string }>("select business from cases.file where sha256 = $1", [
    "2".repeat(64),
  ]);
  assert.equal(file?.business, s.business.id, "the file is the applicant's");
});

test("an officer brings nothing to their own case", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: fiveDays });
  const id = await promised(s, ["photo"]);
  const own = { ...counter(s), account: s.id("narti"), person: s.id("narti") };
  const [account] = await s.asOwner<{ id: string }>("select id from identity.account where person = $1", [
    s.id("narti"),
  ]);
  await assert.rejects(
    brings(s, id, "photo", "1", { ...own, account: account!.id }),
    refused("not-allowed", "cases.refusal.own-case"),
  );
});

test("the same file sent twice is there once; another one for what is there is refused; of two at once one is kept", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: fiveDays, plan: fiveDays });
  const id = await promised(s, ["photo", "plan"]);
  assert.deepEqual(await brings(s, id, "photo", "1"), { brought: true });
  assert.deepEqual(await brings(s, id, "photo", "1"), { brought: false });
  await assert.rejects(brings(s, id, "photo", "2"), refused("conflict", "cases.refusal.not-awaited"));
  const tries = await Promise.allSettled(["3", "4", "5", "6"].map((sha) => brings(s, id, "plan", sha)));
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  assert.equal((await kinds(s, id)).filter((kind) => kind === "brought").length, 2);
  assert.equal((await s.asOwner("select 1 from cases.file where draft = $1", [id])).length, 2);
});

test("near the last day the applicant is reminded once; after it office and applicant are told once, and it is still taken", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: fiveDays });
  const id = await promised(s, ["photo"]);
  await ringAll(s.world);
  assert.equal(await told(s, "case-awaited"), 0);
  // Friday morning, two working days before.
  s.clock.forward(3 * day);
  await ringAll(s.world);
  await ringAll(s.world);
  assert.deepEqual([await told(s, "case-awaited"), await told(s, "case-overdue")], [1, 0]);
  // The evening of the last day still counts.
  s.clock.forward(4 * day + 10 * 3_600_000);
  await ringAll(s.world);
  assert.equal(await told(s, "case-overdue"), 0);
  s.clock.forward(day);
  await ringAll(s.world);
  await ringAll(s.world);
  assert.deepEqual([await told(s, "case-awaited"), await told(s, "case-overdue")], [1, 1]);
  const { rows } = await s.ask(s.reviewer, queue, { limit: 100 });
  assert.equal(rows.find((one) => one.case_id === id)?.awaited, "overdue");
  await brings(s, id, "photo");
  assert.deepEqual((await kinds(s, id)).slice(-2), ["overdue", "brought-late"]);
});

test("where the form says so, the case ends with the last day: nothing is taken any more, though nobody has rung yet", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: { ...fiveDays, late: "lapse" }, plan: fiveDays });
  const id = await promised(s, ["photo", "plan"]);
  s.clock.forward(8 * day);
  await assert.rejects(brings(s, id, "photo"), refused("conflict", "cases.refusal.too-late"));
  await ringAll(s.world);
  await ringAll(s.world);
  const { row, tasks, awaited } = await s.look(id);
  assert.equal(row.status, "lapsed");
  assert.deepEqual([row.answers.photo, row.answers.plan], [null, null]);
  assert.ok(tasks.every(({ closed_at }) => closed_at));
  assert.ok(awaited.every(({ over_at }) => over_at));
  assert.equal(await told(s, "case-lapsed"), 1);
});

test("brought in the moment before the day is over, it is there, and the bell finds nothing", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: { ...fiveDays, late: "lapse" } });
  const id = await promised(s, ["photo"]);
  s.clock.forward(7 * day);
  await brings(s, id, "photo");
  s.clock.forward(day);
  await ringAll(s.world);
  assert.equal((await s.look(id)).row.status, "in-progress");
});

test("an officer who returns the question asks for it now: it is mended like any other, and promised no more", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: fiveDays });
  const id = await promised(s, ["photo"]);
  await s.act(s.reviewer, completeTask, {
    task: await s.task(id, "dpmptsp"),
    outcome: "return",
    remarks: { photo: "Kami perlu fotonya sekarang." },
  });
  await assert.rejects(
    s.act(s.owner, correctField, { case: id, posted: { "photo.later": "yes" } }),
    refused("invalid"),
  );
  await s.act(s.owner, correctField, { case: id, posted: {}, files: { photo: [picture(s)] } });
  assert.deepEqual(await open(s, id), []);
});

test("a draft that moves to a version in which the file may not come later loses the promise; one that gains it keeps all", async (t) => {
  const s = await scene(t, monday);
  const first = await withLater(s, { photo: fiveDays });
  const draft = await promising(s, ["photo"]);
  const longer = await nextEdition(s, (service) => {
    for (const { fields } of service.form.pages)
      for (const field of fields) if (field.later) field.later = { workingDays: 9, law };
  });
  await s.act(s.owner, moveDraft, { draft, version: longer.version });
  assert.deepEqual((await s.ask(s.owner, draftById, { id: draft })).answers.photo, { later: true });
  const without = await nextEdition(s, (service) => {
    for (const { fields } of service.form.pages) for (const field of fields) delete field.later;
  });
  await s.act(s.owner, moveDraft, { draft, version: without.version });
  const moved = await s.ask(s.owner, draftById, { id: draft });
  assert.equal(moved.answers.photo, undefined);
  assert.ok(moved.left_over.some(({ field }) => field.id === "photo"));
  await assert.rejects(s.act(s.owner, submitApplication, { draft, declaration: true }), refused("invalid"));
  assert.ok(first.version < without.version);
});

test("without script: ticked on the form with its last day, seen on the check page, brought from the case's page, seen by the officer as a difference", async (t) => {
  const s = await scene(t, monday);
  await withLater(s, { photo: fiveDays, plan: fiveDays });
  const draft = await promising(s, ["photo"].slice(1), "60").catch(() => "");
  assert.equal(draft, "", "without file and tick it is not done");
  const [held] = await s.asOwner<{ id: string }>("select id from cases.draft where state = 'open'");
  const owner = await visitor(s, s.id("narti"));
  const place = `/ajukan/${held!.id}/tempat`;
  const page = (await owner.get(place)).body;
  assert.match(page, /name="photo\.later"[\s\S]*?Paling lambat 1 Desember 2026/);
  const sent = await owner.post(place, {
    ...formOn(page),
    floorArea: "60",
    ownership: "market",
    hazardous: "no",
    "photo.later": "yes",
    "plan.later": "yes",
  });
  assert.equal(sent.statusCode, 303);
  for (const [path, form] of [
    ["pangan", { cooksOnSite: "yes", water: "piped" }],
    ["produk", { "products.0.name": "Nasi rames", "products.0.monthly": "4.500.000" }],
  ] as const)
    assert.equal((await owner.post(`/ajukan/${held!.id}/${path}`, form)).statusCode, 303, path);
  const check = await owner.get(`/ajukan/${held!.id}/periksa`);
  assert.match(check.body, /Menyusul, paling lambat 1 Desember 2026/);
  await owner.post(`/ajukan/${held!.id}/periksa`, { declaration: "yes" });
  const id = held!.id;
  assert.match(
    (await owner.get(`/permohonan/${id}`)).body,
    /2 berkas masih ditunggu[\s\S]*paling lambat 1 Desember 2026/,
  );
  const bring = `/permohonan/${id}/susulan`;
  const nothing = await owner.upload(
    bring,
    { field: "photo" },
    { field: "photo", name: "x.jpg", body: Buffer.alloc(0) },
  );
  assert.equal(nothing.statusCode, 422);
  const jpeg = await phonePhoto();
  const file = { field: "photo", name: "lapak.jpg", body: jpeg };
  assert.equal((await owner.upload(bring, { field: "photo" }, file)).headers.location, `/permohonan/${id}`);
  assert.equal((await owner.upload(bring, { field: "photo" }, file)).statusCode, 303, "sent twice");
  const desk = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  const seen = (await desk.get(`/petugas/kasus/${id}`)).body;
  assert.match(seen, /1 berkas masih ditunggu dari pemohon/);
  assert.match(seen, /<del>[\s\S]*?Menyusul, paling lambat 1 Desember 2026/);
  assert.doesNotMatch(seen, /href="[^"]*\/susulan"/, "a reviewer does not scan in");
  assert.match((await desk.get("/petugas")).body, /masih ada berkas yang ditunggu/);
  const pdf = await owner.get(`/permohonan/${id}/jawaban.pdf`);
  assert.equal(pdf.statusCode, 200);
});
