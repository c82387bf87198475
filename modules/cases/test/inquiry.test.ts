import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { answerInquiry, askInquiry, withdrawInquiry } from "../commands/inquiry.ts";
import { caseById } from "../queries/case-by-id.ts";
import { fileById } from "../queries/file-by-id.ts";
import { visitor } from "./visitor.ts";

const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const file = (id: string) => ({
  id,
  store: "cases/test.jpg",
  name: "surat.jpg",
  type: "image/jpeg",
  bytes: 10,
  sha256: "0".repeat(64),
});

test("an office that is asked opens the case, answers once, and nobody else answers in its place", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const ask = (more: object) =>
    s.act(s.reviewer, askInquiry, { case: id, question: "Apakah airnya layak?", workingDays: 2, ...more });
  await assert.rejects(s.ask(s.health, caseById, { id }), refused("not-found"));
  const { id: inquiry } = await ask({ office: "dinkes/kesehatan-lingkungan" });
  await s.ask(s.health, caseById, { id });
  for (const officer of [s.reviewer, s.fire])
    await assert.rejects(s.act(officer, answerInquiry, { id: inquiry, answer: "Layak." }), refused("not-found"));
  await s.act(s.health, answerInquiry, { id: inquiry, answer: "Layak minum." });
  await assert.rejects(s.act(s.health, answerInquiry, { id: inquiry, answer: "Tidak." }), refused("conflict"));
  await assert.rejects(s.act(s.reviewer, withdrawInquiry, { id: inquiry }), refused("conflict"));
  assert.match(JSON.stringify((await s.look(id)).acts), /Layak minum/);
  assert.doesNotMatch(JSON.stringify(await s.ask(s.owner, caseById, { id })), /Layak minum|airnya/, "among officers");
  for (const wrong of [{}, { office: "x/y" }, { office: "dinkes/kesehatan-lingkungan", outside: "Balai" }])
    await assert.rejects(ask(wrong), refused("invalid"), JSON.stringify(wrong));
  await assert.rejects(ask({ outside: "Balai", question: "?" }), refused("invalid"));
});

test("a case that waits for an answer is not decided before it comes or is taken back; its time limit runs on", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const { due_at: due } = (await s.look(id)).row;
  const question = { case: id, outside: "Balai POM", question: "Sudah terdaftar?", workingDays: 2 };
  const { id: held } = await s.act(s.reviewer, askInquiry, { ...question, holds: true });
  await assert.rejects(s.does(s.reviewer, id, "forward"), refused("conflict", "cases.refusal.on-hold"));
  assert.deepEqual((await s.look(id)).row.due_at, due);
  await s.act(s.reviewer, withdrawInquiry, { id: held });
  const { id: again } = await s.act(s.reviewer, askInquiry, { ...question, holds: true });
  await s.act(s.reviewer, answerInquiry, { id: again, answer: "Sudah, menurut surat 12/2026." });
  await s.act(s.reviewer, askInquiry, question);
  await s.does(s.reviewer, id, "forward");
});

test("what officers attach is for officers: the applicant cannot open it, by policy and by row", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const attached = file(s.world.newId());
  const question = { case: id, office: "dinkes/kesehatan-lingkungan", question: "Lihat foto ini.", workingDays: 2 };
  await s.act(s.reviewer, askInquiry, { ...question, files: [attached] });
  assert.equal((await s.ask(s.health, fileById, { id: attached.id })).name, "surat.jpg");
  await assert.rejects(s.ask(s.fire, fileById, { id: attached.id }), refused("not-found"));
  await assert.rejects(s.ask(s.owner, fileById, { id: attached.id }), refused("not-found"));
  const seen = await s.world.database.inTransaction(s.owner, false, (tx) =>
    tx.query("select id from cases.file where id = $1", [attached.id]),
  );
  assert.deepEqual(seen, []);
});

test("at the desk, without script: a question is asked, stands with its day, and its answer below it", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const desk = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  const asked = {
    do: "ask-inquiry",
    office: "dinkes/kesehatan-lingkungan",
    question: "Apakah airnya layak?",
    workingDays: "2",
    holds: "yes",
  };
  const wrong = await desk.post(`/petugas/kasus/${id}`, { ...asked, workingDays: "" });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Apakah airnya layak\?/, "what was written is kept");
  assert.equal((await desk.post(`/petugas/kasus/${id}`, asked)).statusCode, 303);
  const health = await visitor(s, s.id("ratna"), s.health.officer!.id);
  const page = (await health.get(`/petugas/kasus/${id}`)).body;
  const inquiry = /name="inquiry" value="([^"]+)"/.exec(page)![1]!;
  assert.equal(
    (await health.post(`/petugas/kasus/${id}`, { do: "answer-inquiry", inquiry, answer: "Layak minum." })).statusCode,
    303,
  );
  assert.match((await desk.get(`/petugas/kasus/${id}`)).body, /Layak minum\./);
});
