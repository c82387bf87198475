import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { moveDraft } from "../commands/move-draft.ts";
import { savePage } from "../commands/save-page.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { draftById } from "../queries/drafts.ts";
import { changesBetween, movedAnswers } from "../versions.ts";
import { licence, nextEdition } from "./editions.ts";
import { visitor } from "./visitor.ts";

const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const law = "Perbup Tirta 12/2026";

/** Another question, one fewer, one with fewer choices; another fee and requirement. */
const changed = (s: Parameters<typeof nextEdition>[0], more: { until?: string } = {}) =>
  nextEdition(s, (service) => {
    const [, business, place] = service.form.pages;
    business!.fields = business!.fields.filter(({ id }) => id !== "workers");
    const owner = place!.fields.find(({ id }) => id === "ownership")!;
    owner.options = owner.options!.filter(({ value }) => value !== "market");
    place!.fields.push({ ...place!.fields.find(({ id }) => id === "hazardous")!, id: "lift", label: "Ada lift?" });
    service.standard.requirements[0] = { text: "Surat RT", law };
    service.standard.cost = { ...service.standard.cost, text: "Rp 30.000" };
    if (more.until) service.previous = { until: more.until, law };
  });

test("a draft stays on its version until its person moves it, and may be handed in while the old one is accepted", async (t) => {
  const s = await scene(t);
  const staying = await s.filled();
  await changed(s, { until: "2026-12-01" });
  assert.equal((await s.ask(s.owner, draftById, { id: staying })).version, 1);
  const narti = await visitor(s, s.id("narti"));
  assert.match((await narti.get(`/ajukan/${staying}/usaha`)).body, /sampai 1 Desember 2026/);
  await s.act(s.owner, submitApplication, { draft: staying, declaration: true });
  assert.equal((await s.look(staying)).row.version, 1);
});

test("when the old version is no longer accepted, every page leads to the difference and nothing is handed in before moving", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  await changed(s, { until: "2026-11-23" });
  const narti = await visitor(s, s.id("narti"));
  for (const page of ["pemohon", "periksa"])
    assert.equal((await narti.get(`/ajukan/${draft}/${page}`)).headers.location, `/ajukan/${draft}/versi`);
  await assert.rejects(
    s.act(s.owner, submitApplication, { draft, declaration: true }),
    refused("conflict", "cases.refusal.old-version"),
  );
  const shown = await narti.get(`/ajukan/${draft}/versi`);
  for (const words of ["Ada lift?", "Jumlah orang yang bekerja", "Surat RT", "Rp 30.000", "Tempat itu milik siapa"])
    assert.ok(shown.body.includes(words), words);
  assert.doesNotMatch(shown.body, /Tetap dengan formulir lama/);
  const moved = await narti.post(`/ajukan/${draft}/versi`, { version: "2" });
  assert.equal(moved.headers.location, `/ajukan/${draft}/versi?pindah=ya`);
  const left = (await narti.get(`/ajukan/${draft}/versi?pindah=ya`)).body;
  assert.match(left, /Pasar atau tanah pemerintah/, "the choice that is gone is shown, not lost");
  assert.match(left, /2 orang/);
  const held = await s.ask(s.owner, draftById, { id: draft });
  assert.equal(held.version, 2);
  assert.equal(held.answers.phone, "081234567890");
  assert.ok(held.answers.photo, "the photo came along");
  assert.deepEqual([held.answers.ownership, held.answers.workers], [undefined, undefined]);
  const posted = { floorArea: "60", ownership: "own", hazardous: "no", lift: "no" };
  assert.deepEqual((await s.act(s.owner, savePage, { draft, page: "tempat", posted })).faults, []);
  await s.act(s.owner, submitApplication, { draft, declaration: true });
  assert.equal((await s.look(draft)).row.version, 2);
});

test("only its person moves a draft, only to the version that was shown, and only forward", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  await assert.rejects(s.act(s.owner, moveDraft, { draft, version: 1 }), refused("conflict"));
  await changed(s);
  for (const other of [s.joko, s.reviewer, s.stranger])
    await assert.rejects(s.act(other, moveDraft, { draft, version: 2 }), Refusal);
  await assert.rejects(s.act(s.owner, moveDraft, { draft, version: 3 }), refused("conflict"));
  await s.act(s.owner, moveDraft, { draft, version: 2 });
  await assert.rejects(s.act(s.owner, moveDraft, { draft, version: 2 }), refused("conflict"), "a second press");
});

test("whatever is asked next, moving loses no answer: each is kept or listed; and a version differs from itself in nothing", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const before = await licence(s);
  const { answers } = await s.ask(s.owner, draftById, { id: draft });
  assert.deepEqual(changesBetween(before, structuredClone(before)), []);
  const ids = before.form.pages.flatMap(({ fields }) => fields.map(({ id }) => id));
  fc.assert(
    fc.property(fc.subarray(ids), fc.subarray(ids), (gone, other) => {
      const after = structuredClone(before);
      for (const page of after.form.pages)
        page.fields = page.fields
          .filter(({ id }) => !gone.includes(id))
          .map((field) => (other.includes(field.id) ? { ...field, type: "long-text" as const } : field));
      const moved = movedAnswers(answers, before, after);
      const everywhere = [...Object.keys(moved.answers), ...moved.left.map(({ field }) => field.id)];
      const given = ids.filter((id) => (answers[id] ?? null) !== null);
      assert.deepEqual(everywhere.sort(), given.sort());
      for (const [id, value] of Object.entries(moved.answers)) assert.deepEqual(value, answers[id]);
      const told = changesBetween(before, after);
      assert.equal(told.filter(({ what }) => what === "question-gone").length, gone.length);
    }),
    { numRuns: 100 },
  );
});
