import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../kernel/index.ts";
import { beginDraft } from "../modules/cases/commands/begin-draft.ts";
import { savePage } from "../modules/cases/commands/save-page.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { issueJob } from "../modules/cases/jobs/index.ts";
import { visitor } from "../modules/cases/test/visitor.ts";
import { workContext } from "../modules/cases/work.ts";
import { publishService } from "../modules/catalogue/index.ts";
import { scene } from "./scene.ts";
import { free, readAs, smallest } from "./small-services.ts";
import { actors } from "./stage.ts";

test("a service of three files is whole: free, for a person without a business, granted at once, no paper", async (t) => {
  const s = await scene(t);
  const definition = readAs(s.world, smallest(s.world.government.folder));
  await s.act(actors.system("catalogue"), publishService, { definition });
  const { draft, firstPage } = await s.act(s.joko, beginDraft, { service: definition.code });
  await s.act(s.joko, savePage, { draft, page: firstPage, posted: { words: "menjahit" } });
  await s.act(s.joko, submitApplication, { draft, declaration: true });
  const { row, acts } = await s.look(draft);
  assert.equal(row.status, "granted");
  assert.equal(row.business, null);
  assert.deepEqual([row.bill, row.document, row.process.ended], [null, null, "granted"]);
  assert.ok(row.closed_at && row.decided_at);
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ["submitted", "approved"],
  );
  await s.work();
  const told = await s.asOwner<{ kind: string }>("select kind from messages.message where about = $1 order by kind", [
    draft,
  ]);
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ["case-granted", "case-submitted"],
  );
  const app = await s.web();
  const page = await app.inject({ url: `/layanan/${definition.code}` });
  assert.match(page.body, /href="\/ajukan\/catat-minat"/);
});

test("what is for people is not applied for in a business's name", async (t) => {
  const s = await scene(t);
  const definition = readAs(s.world, smallest(s.world.government.folder));
  await s.act(actors.system("catalogue"), publishService, { definition });
  await assert.rejects(
    s.act(actors.business(s.id("narti"), s.business.id), beginDraft, { service: definition.code }),
    (error) => error instanceof Refusal && error.messageKey === "cases.refusal.for-people",
  );
  await assert.rejects(
    s.act(s.owner, beginDraft, { service: definition.code, business: s.business.id }),
    (error) => error instanceof Refusal,
  );
});

test("a free licence is reviewed and issued without a bill", async (t) => {
  const s = await scene(t);
  const definition = readAs(s.world, free(s.world.government.folder));
  assert.equal(definition.fee, undefined);
  await s.act(actors.system("catalogue"), publishService, { definition });
  const { draft } = await s.act(s.owner, beginDraft, { service: definition.code });
  const photo = {
    id: s.world.newId(),
    store: "cases/x.jpg",
    name: "x.jpg",
    type: "image/jpeg",
    bytes: 1,
    sha256: "0".repeat(64),
  };
  for (const [page, posted, files] of [
    ["pemohon", { phone: "081234567890" }],
    ["usaha", { workers: "2" }],
    ["tempat", { floorArea: "60", ownership: "market", hazardous: "no" }, { photo }],
    ["pangan", { cooksOnSite: "yes", water: "piped" }],
    ["produk", { "products.0.name": "Nasi", "products.0.monthly": "100" }],
  ] as const)
    await s.act(s.owner, savePage, { draft, page, posted, ...(files && { files: files as never }) });
  await s.act(s.owner, submitApplication, { draft, declaration: true });
  await s.approved(draft);
  await issueJob.handle({ world: s.world, ...workContext(s.world) }, { case: draft });
  const { row, acts } = await s.look(draft);
  assert.equal(row.status, "issued");
  assert.ok(row.document);
  assert.equal(row.bill, null);
  assert.ok(!acts.some(({ kind }) => kind === "paid" || kind === "billed"));
});

test("who may not apply is told why, by which law, before anything is filled in, and is refused past the page", async (t) => {
  const s = await scene(t);
  const rule = (when: string) =>
    `- when: ${when}\n  yes: { id: Anda sudah dewasa., en: You are of age. }\n  no: { id: Anda belum dewasa., en: You are not of age. }\n  law: "UU 24/2013"\n`;
  const files: Record<string, string> = {
    ...smallest(s.world.government.folder),
    "eligibility.yaml": rule('applicant.birthDate <= "2009-11-24"'),
  };
  const adult = readAs(s.world, files);
  await s.act(actors.system("catalogue"), publishService, { definition: adult });
  const page = await visitor(s, s.id("joko"));
  assert.match(
    (await page.get("/ajukan/catat-minat")).body,
    /Anda dapat mengajukan, karena:[\s\S]*Anda sudah dewasa\.[\s\S]*UU 24\/2013/,
  );
  await s.act(s.joko, beginDraft, { service: adult.code });
  const young = readAs(s.world, {
    ...files,
    "service.yaml": files["service.yaml"]!.replace("version: 1", "version: 2"),
    "eligibility.yaml": rule('applicant.birthDate > "2009-11-24"'),
  });
  await s.act(actors.system("catalogue"), publishService, { definition: young });
  s.clock.forward(5000);
  const told = (await page.get("/ajukan/catat-minat")).body;
  assert.match(told, /Anda belum dapat mengajukan, karena:[\s\S]*Anda belum dewasa\./);
  assert.doesNotMatch(told, /<form method="post" action="\/ajukan\/catat-minat">[\s\S]*?<button/);
  await assert.rejects(
    s.act(s.joko, beginDraft, { service: adult.code }),
    (error) => error instanceof Refusal && error.messageKey === "cases.refusal.not-eligible",
  );
});
