import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { judges, outputOf } from "../../../test/judge.ts";
import { scene } from "../../../test/scene.ts";
import { forms } from "../../forms/index.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { draftById } from "../queries/drafts.ts";
import { visitor } from "./visitor.ts";

test("what was handed in is a PDF that says every question and answer, for who may see the case and nobody else", async (t) => {
  const s = await scene(t);
  const { case: id } = await s.act(s.owner, submitApplication, { draft: await s.filled(), declaration: true });
  const owner = await visitor(s, s.id("narti"));
  const path = `/permohonan/${id}/jawaban.pdf`;
  const answer = await owner.get(path);
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
  assert.equal(answer.headers["content-type"], "application/pdf");
  assert.equal((await (await visitor(s, s.id("joko"))).get(path)).statusCode, 404);
  assert.equal((await (await s.web()).inject({ url: path })).statusCode, 303, "a stranger is sent to sign in");
  if (!judges(t, "pdftotext", "pdfinfo")) return;
  const desk = mkdtempSync(join(tmpdir(), "pendopo-answers-"));
  t.after(() => rmSync(desk, { recursive: true }));
  writeFileSync(join(desk, "a.pdf"), answer.rawPayload);
  const words = String(outputOf("pdftotext", ["-layout", join(desk, "a.pdf"), "-"])).replaceAll(/\s+/g, " ");
  for (const one of [
    "Luas tempat usaha 60 m²",
    "Nomor telepon yang dapat kami hubungi 081234567890",
    "Nasi rames, Rp 4.500.000",
    "Pasar atau tanah pemerintah",
    "Saya menyatakan keterangan di atas benar",
    "Narti Suryani",
  ])
    assert.ok(words.includes(one), `${one} in ${words}`);
  assert.match(String(outputOf("pdfinfo", [join(desk, "a.pdf")])), /Tagged: +yes[\s\S]*Page size: .*A4/);
});

test("the form is there for everybody: on paper in both languages, and as a schema that its answers fit", async (t) => {
  const s = await scene(t);
  const web = await s.web();
  const paper = await web.inject({ url: "/layanan/izin-usaha-mikro/formulir" });
  assert.equal(paper.statusCode, 200);
  for (const words of [
    "Luas tempat usaha",
    "Floor area of the place",
    "paper-boxes",
    "Saya menyatakan",
    "I declare that",
  ])
    assert.ok(paper.body.includes(words), words);
  const answer = await web.inject({ url: "/layanan/izin-usaha-mikro/formulir.json" });
  assert.equal(answer.headers["content-type"], "application/schema+json");
  const fits = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { ...forms.schemaFormats } }).compile(
    answer.json(),
  );
  const { answers } = await s.ask(s.owner, draftById, { id: await s.filled() });
  assert.ok(fits(answers), JSON.stringify(fits.errors));
  assert.ok(!fits({ ...answers, floorArea: "luas" }));
  for (const path of [
    "/layanan/tidak-ada/formulir",
    "/layanan/kartu-identitas-anak/formulir",
    "/layanan/tidak-ada/formulir.json",
  ])
    assert.equal((await web.inject({ url: path })).statusCode, 404, path);
});
