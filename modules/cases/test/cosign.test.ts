import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { demoPeople } from "../../registry/index.ts";
import { answerCosign, askCosigners, lapseCosigns, recallCosigns } from "../commands/cosign.ts";
import { dropDraft } from "../commands/drop-draft.ts";
import { savePage } from "../commands/save-page.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { cosignById, cosignStates, myCosigns } from "../queries/cosign.ts";
import { draftById } from "../queries/drafts.ts";
import { nextEdition, rent, rented } from "./editions.ts";
import { visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal &&
  error.code === code &&
  (key === undefined || error.messageKey === key || error.faults[0]?.messageKey === key);
const day = 86_400_000;
const declared = { declaration: true } as const;
async function asked(s: Scene) {
  const draft = await rented(s);
  await s.act(s.owner, askCosigners, { draft, ...declared });
  const [mine] = await s.ask(s.joko, myCosigns, {});
  return { draft, cosign: mine!.id };
}
const letters = async (s: Scene, key: string) =>
  (
    await s.asOwner<{ kind: string }>("select kind from messages.message where person = $1 order by id", [s.id(key)])
  ).map(({ kind }) => kind);

test("who must agree sees only what concerns them; with their yes the application is handed in, and its history says so", async (t) => {
  const s = await scene(t);
  const { draft, cosign } = await asked(s);
  assert.deepEqual(await letters(s, "joko"), ["draft-cosign-asked"]);
  const { shown } = await s.ask(s.joko, cosignById, { id: cosign });
  assert.equal(shown!.applicant, "Narti Suryani");
  assert.deepEqual(
    shown!.rows.map(({ field, value }) => [field.id, value]),
    [
      ["floorArea", 12],
      ["ownership", "rent"],
    ],
  );
  assert.doesNotMatch(JSON.stringify(shown), /0812|Nasi rames/, "nothing else of the application");
  await assert.rejects(s.ask(s.joko, draftById, { id: draft }), refused("not-found"));
  const [receipt] = await s.asOwner<{ purpose: string; about: string[] }>(
    "select purpose, about from kernel.journal where kind = 'read' and name = 'cases.cosign' and hat = 'citizen'",
  );
  assert.deepEqual(receipt, { purpose: "cosign", about: [s.id("narti")] }, "the applicant sees that it was looked at");

  await s.act(s.joko, answerCosign, { cosign, agree: true });
  await s.work();
  const { row, acts } = await s.look(draft);
  assert.equal(row.person, s.id("narti"));
  const [agreed, submitted] = acts;
  assert.deepEqual([agreed!.kind, agreed!.body.role, submitted!.kind], ["cosigned", "owner", "submitted"]);
  await assert.rejects(s.act(s.joko, answerCosign, { cosign, agree: true }), refused("conflict"), "once");
  assert.equal((await s.ask(s.joko, cosignById, { id: cosign })).shown, null, "answered: nothing is shown any more");
});

test("nobody but the one who is asked sees or answers it, and nobody but the applicant asks or takes it back", async (t) => {
  const s = await scene(t);
  const { draft, cosign } = await asked(s);
  const strangers = [
    s.owner,
    s.reviewer,
    s.stranger,
    actors.citizen(s.id("bayu")),
    actors.business(s.id("joko"), s.business.id),
  ];
  for (const other of strangers) {
    await assert.rejects(s.ask(other, cosignById, { id: cosign }), Refusal);
    await assert.rejects(s.act(other, answerCosign, { cosign, agree: true }), Refusal);
  }
  await assert.rejects(
    s.act({ ...s.joko, assurance: 1 }, answerCosign, { cosign, agree: true }),
    refused("step-up-needed"),
  );
  for (const other of [s.joko, s.reviewer, s.stranger]) {
    await assert.rejects(s.act(other, askCosigners, { draft, ...declared }), Refusal);
    await assert.rejects(s.act(other, recallCosigns, { draft }), Refusal);
    await assert.rejects(s.ask(other, cosignStates, { draft }), Refusal);
  }
  assert.deepEqual(await s.ask(actors.citizen(s.id("bayu")), myCosigns, {}), []);
});

test("while it waits nothing changes and nothing is handed in; the applicant may take it back and name somebody else", async (t) => {
  const s = await scene(t);
  const { draft, cosign } = await asked(s);
  const signing = refused("conflict", "cases.refusal.signing");
  await assert.rejects(s.act(s.owner, savePage, { draft, page: "usaha", posted: { workers: "9" } }), signing);
  await assert.rejects(
    s.act(s.owner, submitApplication, { draft, ...declared }),
    refused("conflict", "cases.refusal.cosign-missing"),
  );
  const narti = await visitor(s, s.id("narti"));
  assert.equal((await narti.get(`/ajukan/${draft}/periksa`)).headers.location, `/ajukan/${draft}/tanda-tangan`);
  assert.match((await narti.get(`/ajukan/${draft}/tanda-tangan`)).body, /Pemilik tempat.*ditunggu/s);
  await narti.post(`/ajukan/${draft}/tanda-tangan`, {});
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).state, "open");
  assert.equal((await letters(s, "joko")).at(-1), "draft-cosign-over");
  await assert.rejects(s.act(s.joko, answerCosign, { cosign, agree: true }), refused("conflict"));

  const ownerNik = demoPeople(s.world.government).get("narti")!.nik;
  await s.act(s.owner, savePage, { draft, page: "pemilik", posted: { ownerNik, ownerName: "Joko Prasetyo" } });
  const ask = () => s.act(s.owner, askCosigners, { draft, ...declared });
  await assert.rejects(ask(), refused("invalid", "cases.fault.cosigner"), "number and name of two people");
  await s.act(s.owner, savePage, { draft, page: "pemilik", posted: { ownerNik, ownerName: "Narti Suryani" } });
  await assert.rejects(ask(), refused("invalid", "cases.fault.cosign-own"));
  await s.act(s.owner, savePage, { draft, page: "tempat", posted: { ...rent, floorArea: "12", ownership: "own" } });
  assert.deepEqual(await ask(), { waiting: 0 }, "an own place needs nobody's word");
  await s.act(s.owner, submitApplication, { draft, ...declared });
});

test("a no goes back to the applicant with its reason; a yes counts only for what was shown", async (t) => {
  const s = await scene(t);
  const { draft, cosign } = await asked(s);
  await assert.rejects(s.act(s.joko, answerCosign, { cosign, agree: false, reason: "x" }), refused("invalid"));
  await s.act(s.joko, answerCosign, { cosign, agree: false, reason: "Terlalu luas" });
  const [said] = await s.ask(s.owner, cosignStates, { draft });
  assert.deepEqual([said!.state, said!.reason], ["declined", "Terlalu luas"]);
  assert.equal((await letters(s, "narti")).at(-1), "draft-cosign-declined");
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).state, "open");

  await s.act(s.owner, askCosigners, { draft, ...declared });
  const [second] = await s.ask(s.joko, myCosigns, {});
  await s.act(s.joko, answerCosign, { cosign: second!.id, agree: true });
  // Before the worker comes, a newer version ends the old one: it can not be handed in, and goes back with all answers.
  await nextEdition(s, (service) => {
    service.previous = { until: "2026-11-01", law: "Perbup Tirta 12/2026" };
  });
  await s.work();
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).state, "open");
  assert.equal((await letters(s, "narti")).at(-1), "draft-cosign-returned");
  await s.asOwner("update cases.draft set version = version + 1 where id = $1", [draft]);
  await s.act(s.owner, savePage, { draft, page: "tempat", posted: { ...rent, floorArea: "50" } });
  await assert.rejects(
    s.act(s.owner, submitApplication, { draft, ...declared }),
    refused("conflict", "cases.refusal.cosign-missing"),
    "another floor was never agreed to",
  );
});

test("who does not answer is reminded once, and after the form's days the application is its applicant's again", async (t) => {
  const s = await scene(t);
  const { draft, cosign } = await asked(s);
  const house = actors.system("cases");
  s.clock.forward(10 * day);
  assert.equal((await s.act(house, lapseCosigns, {})).reminded, 0);
  s.clock.forward(1.5 * day);
  assert.equal((await s.act(house, lapseCosigns, {})).reminded, 1);
  assert.equal((await s.act(house, lapseCosigns, {})).reminded, 0);
  s.clock.forward(3 * day);
  await assert.rejects(s.act(s.joko, answerCosign, { cosign, agree: true }), refused("conflict"), "too late");
  assert.equal((await s.act(house, lapseCosigns, {})).lapsed, 1);
  assert.equal((await s.act(house, lapseCosigns, {})).lapsed, 0);
  assert.equal((await s.ask(s.owner, draftById, { id: draft })).state, "open");
  assert.deepEqual((await letters(s, "joko")).slice(-1), ["draft-cosign-reminder"]);
  assert.equal((await letters(s, "narti")).at(-1), "draft-cosign-lapsed");
});

test("a yes and a withdrawal at the same instant: one wins, the other is told; dropped, nobody is asked any more", async (t) => {
  const s = await scene(t);
  const { draft, cosign } = await asked(s);
  const tries = await Promise.allSettled([
    s.act(s.joko, answerCosign, { cosign, agree: true }),
    s.act(s.owner, recallCosigns, { draft }),
    s.act(s.joko, answerCosign, { cosign, agree: true }),
  ]);
  await s.work();
  const { state } = await s.ask(s.owner, draftById, { id: draft });
  const agreed = tries.filter(({ status }, i) => i !== 1 && status === "fulfilled").length;
  assert.ok(agreed <= 1);
  // Taken back after the yes and before the worker came: it is the applicant's, and is not handed in behind their back.
  assert.equal(state, tries[1]!.status === "rejected" ? "handed-in" : "open");
  for (const one of tries) if (one.status === "rejected") assert.ok(one.reason instanceof Refusal, String(one.reason));

  const other = await rented(s);
  await s.act(s.owner, askCosigners, { draft: other, ...declared });
  await s.act(s.owner, dropDraft, { draft: other });
  assert.deepEqual(await s.ask(s.joko, myCosigns, {}), []);
});
