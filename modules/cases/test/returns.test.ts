import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { definitionOf } from "../case.ts";
import { completeTask } from "../commands/complete-task.ts";
import { correctField } from "../commands/correct-field.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { mend } from "../mending.ts";
import { republished } from "./republished.ts";
import { visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const returns = async (s: Scene, id: string, remarks: Record<string, string>, again?: string) =>
  s.act(s.reviewer, completeTask, {
    task: await s.task(id, "dpmptsp"),
    outcome: "return",
    remarks,
    ...(again && { again }),
  });

test("several answers are returned together, each with its remark; the applicant mends exactly those", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await assert.rejects(returns(s, id, {}), refused("invalid"));
  await assert.rejects(returns(s, id, { floorArea: "Ukur lagi.", workers: "?" }), refused("invalid"));
  await assert.rejects(returns(s, id, { floorArea: "Ukur lagi.", applicantNik: "Salah ketik." }), refused("invalid"));
  await returns(s, id, { floorArea: "Ukur lagi.", workers: "Termasuk Anda?" });
  const [message] = await s.asOwner<{ body: { id: string } }>(
    "select body from messages.message where kind = 'case-returned'",
  );
  assert.match(message!.body.id, /Ukur lagi[\s\S]*Termasuk Anda|Termasuk Anda[\s\S]*Ukur lagi/);
  await assert.rejects(
    s.act(s.owner, correctField, { case: id, posted: { floorArea: "55" } }),
    refused("invalid"),
    "both",
  );
  await s.act(s.owner, correctField, { case: id, posted: { floorArea: "55", workers: "3", phone: "0899999999" } });
  const { row, corrections } = await s.look(id);
  assert.deepEqual([row.answers.floorArea, row.answers.workers, row.answers.phone], [55, 3, "081234567890"]);
  assert.deepEqual(corrections.map(({ field, before, after }) => [field, before, after]).sort(), [
    ["floorArea", 60, 55],
    ["workers", 2, 3],
  ]);
});

test("a second return says why, by a code of the government's; the applicant reads it", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await returns(s, id, { floorArea: "Ukur lagi." });
  await s.act(s.owner, correctField, { case: id, posted: { floorArea: "55" } });
  await assert.rejects(returns(s, id, { workers: "Berapa orang?" }), refused("invalid"));
  await assert.rejects(returns(s, id, { workers: "Berapa orang?" }, "constructor"), refused("invalid"));
  await returns(s, id, { workers: "Berapa orang?" }, "terlewat");
  const owner = await visitor(s, s.id("narti"));
  assert.match((await owner.get(`/permohonan/${id}/perbaiki`)).body, /Terlewat oleh kami/);
});

test("a mended answer that calls up another question asks for it in the same correction, and drops what no longer stands", async (t) => {
  const s = await scene(t);
  const id = await s.submitted({ floorArea: "120", cooks: false });
  await returns(s, id, { cooksOnSite: "Di foto terlihat kompor." });
  await assert.rejects(
    s.act(s.owner, correctField, { case: id, posted: { cooksOnSite: "yes" } }),
    refused("invalid"),
    "the water is not told",
  );
  const owner = await visitor(s, s.id("narti"));
  const path = `/permohonan/${id}/perbaiki`;
  assert.doesNotMatch((await owner.get(path)).body, /name="water"/);
  const first = await owner.post(path, { _asked: "cooksOnSite", cooksOnSite: "yes" });
  assert.equal(first.statusCode, 422);
  assert.match(
    first.body,
    /name="water"[\s\S]*name="_asked" value="water"|name="_asked" value="water"[\s\S]*name="water"/,
  );
  assert.match(first.body, /id="cooksOnSite"[^>]*checked|checked[^>]*id="cooksOnSite"/, "the answer is kept");
  const second = await owner.post(path, { _asked: ["cooksOnSite", "water"], cooksOnSite: "yes", water: "piped" });
  assert.equal(second.statusCode, 303);
  const mended = await s.look(id);
  assert.deepEqual([mended.row.answers.cooksOnSite, mended.row.answers.water], [true, "piped"]);
  assert.deepEqual(mended.corrections.map(({ field, follows }) => [field, follows]).sort(), [
    ["cooksOnSite", false],
    ["water", true],
  ]);
  await returns(s, id, { cooksOnSite: "Ternyata tidak." }, "keadaan-baru");
  await s.act(s.owner, correctField, { case: id, posted: { cooksOnSite: "no" } });
  assert.ok(!("water" in (await s.look(id)).row.answers), "an answer to a question that no longer stands is gone");
  const desk = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  assert.match((await desk.get(`/petugas/kasus/${id}`)).body, /Tidak ditanyakan lagi setelah perbaikan/);
});

test("whatever is posted, a correction touches only what was returned and what follows from it", async (t) => {
  const s = await scene(t);
  const { row } = await s.look(await s.submitted());
  const service = await definitionOf(
    { world: s.world, ask: (query, raw) => s.ask(s.owner, query, raw) },
    row.service,
    row.version,
  );
  const fields = ["floorArea", "workers", "phone", "ownership", "hazardous", "cooksOnSite", "water"];
  const posted = fc.dictionary(
    fc.constantFrom(...fields, "__proto__", "_add", "products.0.name"),
    fc.oneof(fc.constantFrom("yes", "no", "12", "600", "market", "piped", ""), fc.string({ maxLength: 30 })),
  );
  fc.assert(
    fc.property(fc.subarray(fields, { minLength: 1 }), posted, (returned, form) => {
      const mended = mend(service, row, returned, form, {}, "2026-11-24");
      const touched = new Set([...returned, ...mended.called, ...mended.dropped]);
      for (const [id, value] of Object.entries(row.answers))
        if (!touched.has(id)) assert.deepEqual(mended.answers[id], value, id);
    }),
    { numRuns: 200 },
  );
});

test("of two officers with one case open, the later one is told what changed, and nothing they wrote is lost", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const desk = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  const page = (await desk.get(`/petugas/kasus/${id}`)).body;
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)![1]!;
  const form = {
    task: hidden("task"),
    seen: hidden("seen"),
    last: hidden("last"),
    note: "Sudah saya hubungi pemohon.",
  };
  // Meanwhile it went to the applicant and came back.
  await returns(s, id, { floorArea: "Ukur lagi." });
  await s.act(s.owner, correctField, { case: id, posted: { floorArea: "55" } });
  const fresh = /name="task" value="([^"]*)"/.exec((await desk.get(`/petugas/kasus/${id}`)).body)![1]!;
  const late = await desk.post(`/petugas/kasus/${id}`, { ...form, task: fresh, do: "forward" });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Sejak Anda membukanya:[\s\S]*Dikembalikan untuk diperbaiki[\s\S]*Diperbaiki pemohon/);
  assert.match(late.body, /Sudah saya hubungi pemohon\./);
  assert.equal((await s.look(id)).row.process.tokens[0]!.at, "review", "nothing was done");
  const done = await desk.post(`/petugas/kasus/${id}`, { ...form, do: "forward" });
  assert.equal(done.statusCode, 409, "the task itself is over");
  assert.match(done.body, /Sudah saya hubungi pemohon\./);
  await s.act(s.owner, withdrawApplication, { case: id });
  const gone = await desk.post(`/petugas/kasus/${id}`, { ...form, task: fresh, do: "forward" });
  assert.match(gone.body, /Sudah saya hubungi pemohon\./, "also when there is nothing left to do: it stands as a note");
});

test("a rate that changes while an answer is being mended does not change the fee: the day of the hand-in counts", async (t) => {
  const s = await scene(t);
  const feeOf = (from: string, amount: number) => (service: OnlineService) => {
    const { fee } = service.decisions;
    const rules = JSON.parse(`[{ "when": ["-"], "then": ["${amount}"] }]`);
    return { decisions: { ...service.decisions, fee: { ...fee!, periods: [...fee!.periods, { from, rules }] } } };
  };
  await republished(s, { version: 2, more: feeOf("2026-12-01", 999_000) as never });
  s.clock.forward(5000);
  const id = await s.submitted();
  const before = (await s.look(id)).row;
  await returns(s, id, { floorArea: "Ukur lagi." });
  s.clock.forward(8 * 86_400_000);
  assert.ok(s.world.calendar.today(s.clock.now()) > "2026-12-01");
  await s.act(s.owner, correctField, { case: id, posted: { floorArea: "61" } });
  const { row } = await s.look(id);
  assert.equal(row.version, 2);
  assert.equal(row.answers.floorArea, 61);
  assert.deepEqual(row.decisions.fee!.outputs, before.decisions.fee!.outputs);
});
