import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { beginDraft } from "../commands/begin-draft.ts";
import { dropOver } from "../commands/drop-over.ts";
import { chooseKeeping, forgetAnswers, useAnswer } from "../commands/kept-answers.ts";
import { savePage } from "../commands/save-page.ts";
import { draftById } from "../queries/drafts.ts";
import { keptAnswers } from "../queries/kept-answers.ts";
import { visitor } from "./visitor.ts";

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const day = 86_400_000;

test("an answer to a question of the bank is offered in the next form with where it comes from, and fills in nothing before the person says so", async (t) => {
  const s = await scene(t);
  const first = await s.submitted();
  await s.work();
  const { row } = await s.look(first);
  const [sealed] = await s.asOwner<{ bank: string; text: string }>(
    "select bank, encode(sealed, 'escape') as text from cases.kept_answer",
  );
  assert.equal(sealed!.bank, "phone", "only what belongs to the bank is kept");
  assert.doesNotMatch(sealed!.text, /0812/);
  const { draft } = await s.act(s.owner, beginDraft, { service: "izin-usaha-mikro" });
  const narti = await visitor(s, s.id("narti"));
  const path = `/ajukan/${draft}/pemohon`;
  const { body } = await narti.get(`${path}?lang=id`);
  assert.match(body, new RegExp(`081234567890.*dari permohonan Anda ${row.number}, 24 November 2026`, "s"));
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).answers.phone, undefined, "not silently");

  const used = await narti.post(path, { phone: "", _use: "phone" });
  assert.equal(used.headers.location, `${path}#phone`);
  const held = await s.ask(s.owner, draftById, { id: draft });
  assert.equal(held.answers.phone, "081234567890");
  assert.equal(held.origins.phone!.number, row.number);
  assert.doesNotMatch((await narti.get(path)).body, /_use/, "what is answered is not offered again");

  await s.act(s.owner, savePage, { draft, page: "pemohon", posted: { phone: "081234567890" } });
  assert.ok((await s.ask(s.owner, draftById, { id: draft })).origins.phone, "saved as it was taken");
  await s.act(s.owner, savePage, { draft, page: "pemohon", posted: { phone: "089999999999" } });
  assert.deepEqual((await s.ask(s.owner, draftById, { id: draft })).origins, {}, "another answer is the person's own");
});

test("kept answers are their person's alone, deleted one by one or all, and after the government's days", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  await s.submitted();
  await s.work();
  for (const other of [s.stranger, s.reviewer, actors.business(s.id("narti"), s.business.id)]) {
    await assert.rejects(s.ask(other, keptAnswers, {}), Refusal);
    await assert.rejects(s.act(other, useAnswer, { draft, field: "phone" }), Refusal);
    await assert.rejects(s.act(other, forgetAnswers, {}), Refusal);
    await assert.rejects(s.act(other, chooseKeeping, { keep: false }), Refusal);
  }
  assert.deepEqual((await s.ask(s.joko, keptAnswers, {})).answers, []);
  await assert.rejects(s.act(s.joko, useAnswer, { draft, field: "phone" }), refused("not-found"));
  await s.act(s.joko, forgetAnswers, {});
  assert.deepEqual(
    (await s.ask(s.owner, keptAnswers, {})).answers.map(({ bank, value }) => [bank, value]),
    [["phone", "081234567890"]],
  );
  await assert.rejects(s.act(s.owner, useAnswer, { draft, field: "workers" }), refused("not-found"));

  const narti = await visitor(s, s.id("narti"));
  assert.match((await narti.get("/saya/jawaban")).body, /081234567890/);
  await narti.post("/saya/jawaban", { forget: "phone" });
  assert.deepEqual((await s.ask(s.owner, keptAnswers, {})).answers, []);

  await s.submitted();
  await s.work();
  s.clock.forward(366 * day);
  assert.deepEqual((await s.ask(s.owner, keptAnswers, {})).answers, [], "not offered any more");
  await s.act(actors.system("cases"), dropOver, {});
  assert.deepEqual(await s.count("cases.kept_answer"), [0], "and gone");
});

test("who wants nothing kept loses what is kept, and the next hand-in keeps nothing; nor does one for a business", async (t) => {
  const s = await scene(t);
  await s.submitted();
  await s.work();
  await s.act(s.owner, chooseKeeping, { keep: false });
  assert.deepEqual(await s.ask(s.owner, keptAnswers, {}), { keep: false, answers: [] });
  await s.submitted();
  await s.work();
  assert.deepEqual(await s.count("cases.kept_answer"), [0]);
  await s.act(s.owner, chooseKeeping, { keep: true });
  await s.submitted({}, actors.business(s.id("narti"), s.business.id));
  await s.work();
  assert.deepEqual(await s.count("cases.kept_answer"), [0]);
});
