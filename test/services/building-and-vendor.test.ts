import assert from "node:assert/strict";
import { test } from "node:test";
import { type Actor, Refusal } from "../../kernel/index.ts";
import { completeTask } from "../../modules/cases/commands/complete-task.ts";
import { correctField } from "../../modules/cases/commands/correct-field.ts";
import { answerCosign, askCosigners } from "../../modules/cases/commands/cosign.ts";
import { fileInspection } from "../../modules/cases/commands/file-inspection.ts";
import { myCosigns } from "../../modules/cases/queries/cosign.ts";
import { permitById } from "../../modules/permits/queries/permit-by-id.ts";
import { loadCodeLists } from "../../modules/registry/commands/load-code-lists.ts";
import { demoPeople } from "../../modules/registry/index.ts";
import { scene } from "../scene.ts";
import { actors } from "../stage.ts";
import { at, filledIn, handedIn, type Page, picture, type Scene, sealed } from "./walk.ts";

type More = { note?: string; field?: string; reason?: string };

/** The task of an office: two offices of one agency can have the same case at the same time. */
async function taskOf(s: Scene, id: string, office: string): Promise<string> {
  const { tasks } = await s.look(id);
  const found = tasks.find((one) => !one.closed_at && `${one.agency}/${one.office}` === office);
  assert.ok(found, `${office} has nothing to do`);
  return found.id;
}
async function finishes(s: Scene, who: Actor, id: string, outcome: string, more: More = {}, office?: string) {
  const { agency, office: own } = who.officer!;
  return s.act(who, completeTask, { task: await taskOf(s, id, office ?? `${agency}/${own}`), outcome, ...more });
}
const notTheirs = (error: unknown) => error instanceof Refusal && ["not-allowed", "not-found"].includes(error.code);
const year = (s: Scene) => s.world.calendar.today(s.clock.now()).slice(0, 4);
const signed = (s: Scene, field: string) => ({ [field]: { ...picture(s), name: "tanda.png", type: "image/png" } });

/** A house for Joko: what differs between a large one and a small one is said by the test. */
function house(s: Scene, size: Page[1], rest: readonly Page[], land: readonly Page[] = []): Page[] {
  const place = {
    "site.village": "99.01.01.1001",
    "site.street": "Jalan Contoh 5",
    "site.rt": "001",
    "site.rw": "002",
  };
  const spatial = { spatialPaper: "krk", spatialNumber: "KRK-1", coverageAllowed: "60", storeysAllowed: "3" };
  const landHolder = land.length > 0 ? "other" : "owner";
  return [
    ["pemohon", { phone: "081234567890" }],
    ["pemilik", { owner: "self" }],
    ["pekerjaan", { work: "new", buildingUse: "house" }],
    ["letak", { ...place, "site.postal": "99011", siteSpot: "-7.42, 109.24" }],
    ["tanah", { landTitle: "owned", titleNumber: "00123", landArea: "150", landHolder }, { landPaper: [picture(s)] }],
    ...land,
    ["sengketa", { noDispute: "yes", "noDisputeSigned.by": "Joko Prasetyo" }, signed(s, "noDisputeSigned")],
    ["pbb", { taxObject: "990101100100100010", taxYear: year(s) }, { taxReceipt: [picture(s)] }],
    ["tata-ruang", spatial, { spatialFile: [picture(s)] }],
    ["ukuran", { ...size, permanent: "yes" }],
    ...rest,
    ["waktu-dan-retribusi", {}],
  ];
}

test("a house of three storeys is examined twice, validated, paid for, and ends in a permit", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const size = { storeys: "3", groundArea: "60", totalArea: "180", buildingHeight: "11" };
  const id = await handedIn(
    s,
    "persetujuan-bangunan-gedung",
    house(s, size, [
      ["jalur-mbr", { asksLowIncome: "no" }],
      ["lingkungan", {}, { environmentFile: [picture(s)] }],
      ["perancang", { design: "planner" }],
      ["perencana", { plannerName: "Budi Contoh", plannerLicence: "SKK-1" }],
      ["gambar", {}, { architecture: [picture(s)], structureDrawings: [picture(s)] }],
      ["gambar-instalasi", {}, { utilities: [picture(s)] }],
      ["struktur", { engineerLicence: "SKK-2" }, { soilReport: [picture(s)], structureCalculation: [picture(s)] }],
    ]),
  );
  const division = at(s, "pupr/bangunan", "reviewer");
  const [experts, planning] = [at(s, "pupr/tim-ahli", "opinion-giver"), at(s, "pupr/tata-ruang", "opinion-giver")];
  const fire = at(s, "damkar/pencegahan", "opinion-giver");
  const examine = async (verdict: string, note?: string) => {
    await finishes(s, experts, id, verdict, note ? { note } : {});
    await finishes(s, planning, id, "agree");
    await finishes(s, fire, id, "agree");
  };
  await finishes(s, division, id, "ask-opinions");
  await assert.rejects(finishes(s, planning, id, "agree", {}, "pupr/tim-ahli"), notTheirs, "each for its own office");
  await examine("object", "Tangga darurat belum ada");
  await finishes(s, division, id, "return", { field: "architecture", note: "Tambahkan tangga darurat" });
  const before = await s.look(id);
  assert.ok(before.row.paused_at, "the clock stands while the plans are mended");
  await s.act(s.joko, correctField, {
    case: id,
    posted: {},
    files: { architecture: [picture(s)] },
    seen: ["architecture"],
  });
  assert.equal((await s.look(id)).row.paused_at, null);
  await examine("agree");
  await finishes(s, division, id, "forward");

  const licensing = at(s, "dpmptsp/pimpinan", "head");
  await assert.rejects(finishes(s, licensing, id, "agree", {}, "pupr/pimpinan"), notTheirs, "Public Works validates");
  await finishes(s, at(s, "pupr/pimpinan", "head"), id, "agree");
  await finishes(s, licensing, id, "approve");
  const { row, tasks } = await s.look(id);
  assert.equal(tasks.filter(({ step }) => step.startsWith("examine-")).length, 6);
  const { levy, locality } = row.decisions;
  assert.equal(locality!.outputs!.index, 0.005);
  // 180 m² × 0.005 × Rp 7,000,000 × 0.17 × (0.3 × 2 + 0.2 × 2 + 0.5 × 1.12)
  assert.equal(levy!.outputs!.amount, 1_670_760);
  assert.ok(row.bill && row.paused_at, "the levy is billed, and the clock stands until it is paid");
  await s.paid(id);
  await s.work();
  const [permit] = await s.asOwner<{ id: string }>("select id from permits.permit where case_id = $1", [id]);
  const { row: right } = await s.ask(s.joko, permitById, { id: permit!.id });
  assert.match(right.number, /^PBG\/\d{6}\/DPMPTSP\//);
  assert.match(right.object, /^Rumah tinggal, Jalan Contoh 5, Tirtasari/);
  assert.match(JSON.stringify(right.conditions), /laik fungsi \(SLF\)/);
});

test("a first small house on another's land waits for the owner's yes, is examined by the experts alone, and costs nothing", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const dewi = { nik: demoPeople(s.world.government).get("dewi")!.nik, name: "Dewi Anggraini" };
  const size = { storeys: "1", groundArea: "36", totalArea: "36", buildingHeight: "4" };
  const small: Page[] = [
    ["jalur-mbr", { asksLowIncome: "yes" }],
    ["penghasilan", { married: "yes", income: "4.000.000", firstHome: "yes" }],
    ["bukti-penghasilan", { firstHomeStatement: "yes" }, { incomeProof: [picture(s)] }],
    ["lingkungan", {}, { environmentFile: [picture(s)] }],
    ["perancang", { design: "prototype" }],
    ["rancangan", { prototypeCode: "TIRTA-36" }],
    ["gambar", {}, { architecture: [picture(s)], structureDrawings: [picture(s)] }],
  ];
  const land: Page = ["pemilik-tanah", { landOwnerNik: dewi.nik, landOwnerName: dewi.name }, { lease: [picture(s)] }];
  const id = await filledIn(s, "persetujuan-bangunan-gedung", house(s, size, small, [land]));
  await s.act(s.joko, askCosigners, { draft: id, declaration: true });
  const owner = actors.citizen(s.id("dewi"), { name: dewi.name });
  const [asked] = await s.ask(owner, myCosigns, {});
  await s.act(owner, answerCosign, { cosign: asked!.id, agree: true });
  await s.work();
  await finishes(s, at(s, "pupr/bangunan", "reviewer"), id, "ask-opinions");
  await finishes(s, at(s, "pupr/tim-ahli", "opinion-giver"), id, "agree");
  await finishes(s, at(s, "pupr/bangunan", "reviewer"), id, "forward");
  await finishes(s, at(s, "pupr/pimpinan", "head"), id, "agree");
  assert.match(await sealed(s, id, at(s, "dpmptsp/pimpinan", "head")), /^PBG\/\d{6}\/DPMPTSP\//);
  const told = await s.asOwner<{ kind: string }>("select kind from messages.message where about = $1", [id]);
  assert.ok(told.some(({ kind }) => kind === "case-low-income"));
});

/** The food stall as a vendor of meals. */
function vendor(s: Scene): Page[] {
  const [y = "", month = "", day = ""] = s.world.calendar.today(s.clock.now()).split("-");
  const asked = { "taxStatusDate.day": day, "taxStatusDate.month": month, "taxStatusDate.year": y };
  const jobs = {
    "experience.0.jobName": "Makan rapat",
    "experience.0.client": "Dinas Contoh",
    "experience.0.finishedIn": y,
    "experience.0.worth": "5.000.000",
  };
  const account = { bank: "Bank Contoh", accountNumber: "0012345678", accountName: "Warung Bu Narti" };
  return [
    ["pemohon", { phone: "081234567890", email: "narti@tirta.example" }],
    ["usaha", { legalForm: "sole" }],
    ["kedudukan", { capacity: "director" }],
    ["penawaran", { supplies: ["goods", "services"] }],
    ["pajak", { taxNumber: "012345678901234", taxStatus: "valid", ...asked }, { taxStatement: [picture(s)] }],
    ["omzet", { turnover: "120.000.000", vat: "no" }],
    ["rekening", account, { bankBook: [picture(s)] }],
    ["pengalaman", { hasExperience: "yes" }],
    ["pekerjaan", jobs, { experienceProof: [picture(s)] }],
    [
      "pernyataan",
      { notListed: "yes", noConflict: "yes", "statementSigned.by": "Narti Suryani" },
      signed(s, "statementSigned"),
    ],
  ];
}
const listed = (value: string) => ({
  national: { value },
  local: { value: "yes" },
  people: { value: "yes" },
  "seen-on": { value: "hari ini" },
});

test("a vendor is certified for two years once somebody has looked at the blacklist", async (t) => {
  const s = await scene(t);
  const id = await handedIn(s, "profil-penyedia", vendor(s), s.owner);
  await assert.rejects(
    finishes(s, s.reviewer, id, "forward", {}, "setda/pengadaan"),
    notTheirs,
    "licensing does not check vendors",
  );
  await finishes(s, at(s, "setda/pengadaan", "reviewer"), id, "forward");
  const watch = at(s, "setda/pengadaan", "opinion-giver");
  await assert.rejects(finishes(s, watch, id, "agree"), "nobody agrees who has not looked");
  const task = await taskOf(s, id, "setda/pengadaan");
  await s.act(watch, fileInspection, { id: s.world.newId(), task, findings: listed("yes") });
  await finishes(s, watch, id, "agree");
  const { row } = await s.look(id);
  assert.deepEqual(
    [row.answers.accountNumber, row.decisions.size!.outputs!.tier, row.decisions.record!.outputs!.grade],
    ["0012345678", "micro", "some"],
  );
  assert.match(await sealed(s, id, at(s, "setda/pengadaan", "head")), /^PBJ\/\d{6}\/SETDA\//);
  await s.work();
  const [permit] = await s.asOwner<{ years: number; renew: boolean }>(
    `select extract(year from age(valid_until, valid_from))::int as years, renew_from < valid_until as renew
     from permits.permit where case_id = $1`,
    [id],
  );
  assert.deepEqual(permit, { years: 2, renew: true });
});

test("a vendor on the blacklist is refused with the reason and its law", async (t) => {
  const s = await scene(t);
  const id = await handedIn(s, "profil-penyedia", vendor(s), s.owner);
  await finishes(s, at(s, "setda/pengadaan", "reviewer"), id, "forward");
  const watch = at(s, "setda/pengadaan", "opinion-giver");
  const task = await taskOf(s, id, "setda/pengadaan");
  await s.act(watch, fileInspection, { id: s.world.newId(), task, findings: listed("no") });
  await finishes(s, watch, id, "object", { note: "Tercatat sejak Maret" });
  const head = at(s, "setda/pengadaan", "head");
  await assert.rejects(finishes(s, head, id, "refuse", { reason: "lupa" }), "only for a reason of the list");
  await finishes(s, head, id, "refuse", { reason: "daftar-hitam" });
  const { row, acts } = await s.look(id);
  assert.equal(row.process.ended, "refused");
  assert.equal(acts.find(({ kind }) => kind === "refused")?.body.law, "Perpres 16/2018");
});
