import assert from "node:assert/strict";
import { test } from "node:test";
import { fileInspection } from "../modules/cases/commands/file-inspection.ts";
import { loadCodeLists } from "../modules/registry/commands/load-code-lists.ts";
import { scene } from "./scene.ts";
import { at, handedIn, picture, sealed } from "./services/walk.ts";
import { actors } from "./stage.ts";

test("a family in need without social data is visited, and its certificate is sealed", async (t) => {
  const s = await scene(t);
  const id = await handedIn(s, "surat-keterangan-tidak-mampu", [
    ["pemohon", { phone: "081234567890" }],
    ["keperluan", { need: "school", receiver: "SMP Contoh", forWhom: "self" }],
    ["keluarga", { listed: "no", householdSize: "4", income: "2.000.000" }],
    ["rumah", { livesElsewhere: "no", tenure: "rent" }, { housePhoto: picture(s) }],
    ["berkas", {}, { neighbourhoodNote: [picture(s)] }],
  ]);
  await s.does(at(s, "dinsos/jaminan-sosial", "reviewer"), id, "forward");
  const visitor = at(s, "dinsos/pendamping", "opinion-giver");
  await assert.rejects(s.does(visitor, id, "agree"), "nobody agrees who was not there");
  const findings = {
    lives: { value: "yes" },
    floor: { value: "no" },
    water: { value: "yes" },
    toilet: { value: "yes" },
  };
  await s.act(visitor, fileInspection, { id: s.world.newId(), task: await s.task(id, "dinsos"), findings });
  await s.does(visitor, id, "agree");
  assert.match(await sealed(s, id, at(s, "dinsos/pimpinan", "head")), /^SKTM\/\d{6}\/DINSOS\//);
});

test("a request for information goes to the office that holds it, and is answered in writing", async (t) => {
  const s = await scene(t);
  const id = await handedIn(s, "permohonan-informasi-publik", [
    ["pemohon", { phone: "081234567890", capacity: "self" }],
    ["informasi", { wanted: "Daftar izin usaha mikro tahun 2025", topic: "permits" }],
    ["tujuan", { reason: "Mengetahui jumlahnya" }],
    ["cara", { manner: "collect" }],
  ]);
  const desk = at(s, "diskominfo/ppid", "reviewer");
  await s.does(desk, id, "forward");
  await s.does(at(s, "dpmptsp/perizinan", "opinion-giver"), id, "agree");
  await s.does(desk, id, "forward");
  assert.match(await sealed(s, id, at(s, "diskominfo/pimpinan", "head")), /^PPID\/\d{6}\/DISKOMINFO\//);
});

const niks = ["9901015507930001", "9901011901910001", "9901011203750001", "9901015203760001"];
const person = (field: string, n: number) => ({ [field]: `Orang Contoh ${n}`, [`${field}.nik`]: niks[n]! });
const two = (group: string) => ({ ...person(`${group}.0.witness`, 2), ...person(`${group}.1.witness`, 3) });

test("a birth is registered by two statements where marriage book and birth notice are missing", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const [year = "", month = "", day = ""] = s.world.calendar.today(s.world.clock.now()).split("-");
  const born = { "bornOn.day": day, "bornOn.month": month, "bornOn.year": year };
  const signature = { ...picture(s), name: "Joko Prasetyo.png", type: "image/png" };
  const id = await handedIn(s, "akta-kelahiran", [
    ["pelapor", { phone: "081234567890", relation: "father" }],
    ["anak", { childName: "Bagas Contoh", childSex: "male", childOrder: "1", childBirths: "single" }],
    ["kelahiran", { ...born, bornTime: "08.30", bornAt: "home", bornRegion: "33.01", attendant: "traditional" }],
    ["orang-tua", { parents: "both" }],
    ["ibu", person("mother", 0)],
    ["ayah", { ...person("father", 1), marriage: "stated" }],
    ["pernyataan-nikah", { marriageStatement: "yes", ...two("marriageWitnesses") }],
    ["bukti", { proof: "none" }],
    [
      "pernyataan-lahir",
      { birthStatement: "yes", "statementSignature.by": "Joko Prasetyo" },
      { statementSignature: signature },
    ],
    ["saksi", two("witnesses")],
    ["kia", { wantsCard: "yes" }],
  ]);
  await s.does(at(s, "disdukcapil/pencatatan-sipil", "reviewer"), id, "forward");
  assert.deepEqual((await s.look(id)).row.decisions.parentage?.outputs, { line: "stated" });
  assert.match(await sealed(s, id, at(s, "disdukcapil/pimpinan", "head")), /^9901-LU-\d{4}-\d{6}$/);
});

test("a death under a name that the register does not know is looked at by a second person before it is signed", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const [year = "", month = "", day = ""] = s.world.calendar.today(s.world.clock.now()).split("-");
  const died = { "diedOn.day": day, "diedOn.month": month, "diedOn.year": year };
  const id = await handedIn(s, "akta-kematian", [
    ["pelapor", { phone: "081234567890", relation: "child" }],
    ["almarhum", { identified: "yes", sex: "female" }],
    ["identitas", person("deceased", 0)],
    ["pasangan", {}],
    ["kematian", { ...died, diedAt: "home", cause: "illness" }],
    ["cara", { circumstance: "ordinary" }],
    ["tempat", { diedRegion: "33.01" }],
    ["surat-kematian", {}, { deathLetter: [picture(s)] }],
    ["saksi", two("witnesses")],
  ]);
  await s.does(at(s, "disdukcapil/pencatatan-sipil", "reviewer"), id, "forward");
  assert.deepEqual((await s.look(id)).row.decisions.proof?.outputs, { depth: "deep" });
  await s.does(at(s, "disdukcapil/sekretariat", "reviewer"), id, "forward");
  assert.match(await sealed(s, id, at(s, "disdukcapil/pimpinan", "head")), /^9901-KM-\d{4}-\d{6}$/);
});
