import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { beginDraft } from "../commands/begin-draft.ts";
import { dropDraft } from "../commands/drop-draft.ts";
import { dropOldDrafts } from "../commands/drop-old-drafts.ts";
import { refreshFacts } from "../commands/refresh-facts.ts";
import { savePage } from "../commands/save-page.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { warnOldDrafts } from "../commands/warn-old-drafts.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { draftsJob } from "../jobs/index.ts";
import { caseById } from "../queries/case-by-id.ts";
import { draftById, myDrafts } from "../queries/drafts.ts";
import { fileById } from "../queries/file-by-id.ts";
import { myCases } from "../queries/my-cases.ts";

const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const day = 86_400_000;

test("what is saved on one device is there on another, and a colleague with the mandate goes on with it; nobody else", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const elsewhere = { ...s.owner, session: s.world.newId() };
  assert.equal((await s.ask(elsewhere, draftById, { id: draft })).answers.phone, "081234567890");
  assert.deepEqual(
    (await s.ask(elsewhere, myDrafts, {})).map(({ id }) => id),
    [draft],
  );

  const colleague = actors.business(s.id("joko"), s.business.id);
  await s.act(colleague, savePage, { draft, page: "usaha", posted: { workers: "5" } });
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).answers.workers, 5);
  assert.deepEqual(
    (await s.ask(colleague, myDrafts, {})).map(({ id }) => id),
    [draft],
  );

  const strangers = [
    s.joko,
    actors.business(s.id("joko"), s.world.newId()),
    actors.business(s.id("joko"), s.business.id, ["pay"]),
    s.reviewer,
    s.stranger,
  ];
  for (const other of strangers) {
    await assert.rejects(s.ask(other, draftById, { id: draft }), Refusal);
    await assert.rejects(s.act(other, savePage, { draft, page: "usaha", posted: { workers: "9" } }), Refusal);
    await assert.rejects(s.act(other, submitApplication, { draft, declaration: true }), Refusal);
    await assert.rejects(s.act(other, dropDraft, { draft }), Refusal);
  }
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).answers.workers, 5);
});

test("a colleague who goes on with it does not become the applicant", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const colleague = actors.business(s.id("joko"), s.business.id);
  const facts = await s.act(colleague, refreshFacts, { draft });
  assert.equal(facts.applicant.name, "Narti Suryani");
  assert.equal(facts.business.name, "Warung Bu Narti");
  await s.act(colleague, submitApplication, { draft, declaration: true });
  assert.equal((await s.look(draft)).row.facts.applicant.name, "Narti Suryani");
});

test("what somebody began for a business is not theirs in private life: without the mandate they see nothing of it", async (t) => {
  const s = await scene(t);
  const staff = actors.business(s.id("joko"), s.business.id);
  const draft = await s.filled({}, staff);
  const handedIn = await s.submitted({}, staff);
  const photo = await fileOf(s, handedIn);
  assert.equal((await s.ask(staff, fileById, { id: photo })).type, "image/jpeg");
  for (const after of [s.joko, actors.business(s.id("joko"), s.world.newId())]) {
    await assert.rejects(s.ask(after, draftById, { id: draft }), refused("not-found"));
    await assert.rejects(s.ask(after, caseById, { id: handedIn }), refused("not-found"));
    await assert.rejects(s.ask(after, fileById, { id: photo }), refused("not-found"));
    await assert.rejects(s.act(after, withdrawApplication, { case: handedIn }), refused("not-found"));
    assert.deepEqual(await s.ask(after, myDrafts, {}), []);
    assert.deepEqual((await s.ask(after, myCases, { limit: 10 })).rows, []);
  }
  assert.equal((await s.ask(staff, myCases, { limit: 10 })).rows.length, 1);
});

test("facts come from the registers with the hand-in's own day, and no post can write over them", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const forged = {
    applicantName: "Palsu",
    businessName: "Palsu",
    "applicant.name": "Palsu",
    applicant: "Palsu",
    phone: "081200000000",
  };
  await s.act(s.owner, savePage, { draft, page: "pemohon", posted: forged });
  const saved = await s.ask(s.owner, draftById, { id: draft });
  assert.doesNotMatch(JSON.stringify(saved), /Palsu/);
  assert.equal(saved.answers.phone, "081200000000");
  assert.equal(saved.facts.applicant.nik, (await s.ask(s.owner, draftById, { id: draft })).facts.applicant.nik);
  assert.equal(saved.facts.applicant.nik, "9901••••••••0001", "the sealed number is not copied in the clear");
  await assert.rejects(
    s.act(s.owner, savePage, { draft, page: "pemohon", posted: {}, files: { phone: file(s) } }),
    refused("invalid"),
    "an upload belongs to a photo's field",
  );
  await assert.rejects(s.act(s.owner, savePage, { draft, page: "lain", posted: {} }), refused("not-found"));
});

const file = (s: { world: { newId(): string } }) => ({
  id: s.world.newId(),
  store: "cases/other.jpg",
  name: "lain.jpg",
  type: "image/jpeg",
  bytes: 3,
  sha256: "1".repeat(64),
});
const fileOf = async (s: { asOwner<R>(text: string, values?: unknown[]): Promise<R[]> }, draft: string) =>
  (await s.asOwner<{ id: string }>("select id from cases.file where draft = $1", [draft]))[0]!.id;

test("a draft that is thrown away takes its answers, its facts and its photos with it", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  await s.world.files.put("cases/test.jpg", Buffer.from("jpg"), "image/jpeg");
  await s.act(s.owner, dropDraft, { draft });
  await s.work();
  const [left] = await s.asOwner<{ answers: object; facts: object }>(
    "select answers, facts from cases.draft where id = $1",
    [draft],
  );
  assert.deepEqual(left, { answers: {}, facts: {} });
  assert.deepEqual(await s.count("cases.file"), [0]);
  assert.equal(await s.world.files.get("cases/test.jpg"), null);
  await assert.rejects(s.act(s.owner, dropDraft, { draft }), refused("conflict"));
  await assert.rejects(s.act(s.owner, savePage, { draft, page: "usaha", posted: {} }), refused("conflict"));
  await assert.rejects(s.act(s.owner, submitApplication, { draft, declaration: true }), refused("conflict"));
  assert.deepEqual(await s.ask(s.owner, myDrafts, {}), []);
});

test("drafts that nobody saved for the government's days are dropped, however many, each after its notices; what is younger or handed in stays", async (t) => {
  const s = await scene(t);
  const handedIn = await s.submitted();
  const old = [];
  for (let i = 0; i < 3; i += 1) old.push(await s.filled());
  const house = actors.system("cases");
  const night = () =>
    draftsJob.handle({ act: (command: never, raw: never) => s.act(house, command, raw) } as never, {});
  const told = async () =>
    (
      await s.asOwner<{ about: string }>(
        "select link as about from messages.message where kind = 'draft-draft-goes' order by id",
      )
    ).map(({ about }) => about.split("/")[2]!);
  s.clock.forward(22 * day);
  await night();
  assert.deepEqual(await told(), [], "a week and more is left");
  s.clock.forward(day);
  await night();
  await night();
  assert.deepEqual((await told()).sort(), [...old].sort(), "seven days before, once each");
  s.clock.forward(6 * day);
  const young = await s.filled();
  const touched = old.pop()!;
  await s.act(s.owner, savePage, { draft: touched, page: "usaha", posted: { workers: "3" } });
  await night();
  assert.deepEqual(
    (await told()).slice(3).sort(),
    [...old].sort(),
    "and on the day before, not for what was saved again",
  );
  assert.equal((await s.act(house, dropOldDrafts, {})).dropped, 0);
  s.clock.forward(2 * day);
  assert.deepEqual(await s.act(house, dropOldDrafts, { most: 1 }), { dropped: 1, more: true });
  await night();
  const open = (await s.ask(s.owner, myDrafts, {})).map(({ id }) => id);
  assert.deepEqual(open.sort(), [young, touched].sort());
  assert.equal((await s.look(handedIn)).row.status, "in-progress");
  assert.equal((await s.count("cases.file"))[0], 3, "two drafts' and the case's photo");
});

test("a draft whose notices nobody sent is not dropped before its last notice and that notice's days", async (t) => {
  const s = await scene(t);
  await s.filled();
  s.clock.forward(60 * day);
  const house = actors.system("cases");
  assert.equal((await s.act(house, dropOldDrafts, {})).dropped, 0, "never without a word");
  assert.equal((await s.act(house, warnOldDrafts, {})).told, 1);
  assert.equal((await s.act(house, warnOldDrafts, {})).told, 0, "the earlier notice is over with it");
  assert.equal((await s.act(house, dropOldDrafts, {})).dropped, 0);
  s.clock.forward(day);
  assert.equal((await s.act(house, dropOldDrafts, {})).dropped, 1);
});

test("nobody begins more than twenty at once, or for a business that is not theirs", async (t) => {
  const s = await scene(t);
  await assert.rejects(
    s.act(s.owner, beginDraft, { service: "izin-usaha-mikro", business: s.world.newId() }),
    refused("not-found"),
  );
  await assert.rejects(
    s.act(s.joko, beginDraft, { service: "izin-usaha-mikro" }),
    refused("conflict", "cases.refusal.no-business"),
  );
  await assert.rejects(s.act(s.owner, beginDraft, { service: "kartu-identitas-anak" }), refused("not-found"));
  await assert.rejects(
    s.act({ ...s.owner, assurance: 1 }, beginDraft, { service: "izin-usaha-mikro" }),
    refused("step-up-needed"),
  );
  for (let i = 0; i < 20; i += 1) await s.act(s.owner, beginDraft, { service: "izin-usaha-mikro" });
  await assert.rejects(
    s.act(s.owner, beginDraft, { service: "izin-usaha-mikro" }),
    refused("conflict", "cases.refusal.too-many-drafts"),
  );
});
