import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "../../kernel/index.ts";
import { completeTask } from "../../modules/cases/commands/complete-task.ts";
import { correctField } from "../../modules/cases/commands/correct-field.ts";
import { fileInspection } from "../../modules/cases/commands/file-inspection.ts";
import { fireTimer } from "../../modules/cases/commands/fire-timer.ts";
import { caseById } from "../../modules/cases/queries/case-by-id.ts";
import { dueTimers } from "../../modules/cases/queries/due-timers.ts";
import { scene } from "../scene.ts";
import { actors } from "../stage.ts";
import { at, handedIn, type Page, picture, type Scene, sealed } from "./walk.ts";

const yes = (...items: string[]) => Object.fromEntries(items.map((item) => [item, { value: "yes" }]));
/** Reports what was found, and finishes the task. */
async function finds(s: Scene, officer: Actor, id: string, findings: ReturnType<typeof yes>, outcome = "agree") {
  const task = await s.task(id, officer.officer!.agency);
  await s.act(officer, fileInspection, { id: s.world.newId(), task, findings });
  await s.does(officer, id, outcome, outcome === "object" ? { note: "Bukan urusan kantor kami" } : {});
}
const standing = async (s: Scene, id: string) => {
  const { row } = await s.look(id);
  return { paused: row.paused_at !== null, ended: row.process.ended, at: row.process.tokens.map((token) => token.at) };
};
const told = (s: Scene, id: string) =>
  s.asOwner<{ kind: string }>("select kind from cases.act where case_id = $1 order by id", [id]);
/** Fires what is due, in its order, as the minder does. */
async function rings(s: Scene) {
  const house = actors.system("cases");
  for (const { case_id, token, target } of await s.ask(house, dueTimers, { limit: 100 }))
    await s.act(house, fireTimer, { case: case_id, token, target });
}
const paperOf = async (s: Scene, id: string) => {
  type Paper = { number: string; state: string; rows: { label: string; value: string }[] };
  const [paper] = await s.asOwner<Paper>(
    "select number, state, content -> 'rows' as rows from documents.document where subject = $1",
    [id],
  );
  return { ...paper!, says: Object.fromEntries(paper!.rows.map(({ label, value }) => [label, value])) };
};

test("a first identity card: an hour is chosen, the clock stands till the face is recorded, blanks run out, and the owner collects it", async (t) => {
  const s = await scene(t);
  const day = s.world.calendar.deadline(s.clock.now(), 2).toISOString().slice(0, 10);
  const id = await handedIn(s, "kartu-tanda-penduduk", [
    ["pemohon", { phone: "081234567890" }],
    ["keperluan", { reason: "first" }],
    ["perekaman", { recorded: "no" }],
    ["kunjungan", { visit: `disdukcapil/rekam-ktp/${day}/09:00`, athome: "no" }],
    ["pengambilan", { collectAt: "district", wantsDigital: "yes" }],
  ]);
  const [ticket] = await s.asOwner<{ about: string; state: string }>("select about, state from appointments.ticket");
  assert.deepEqual([ticket!.about, ticket!.state], [id, "booked"]);
  assert.equal((await standing(s, id)).paused, true);

  const counter = at(s, "disdukcapil/loket", "opinion-giver");
  const division = at(s, "disdukcapil/pendaftaran-penduduk", "opinion-giver");
  await assert.rejects(s.does(division, id, "agree"), "only the counter records");
  await assert.rejects(s.does(counter, id, "agree"), "nobody is recorded without a report");
  await finds(s, counter, id, yes("face", "fingers", "eyes", "hand"));
  assert.deepEqual(await standing(s, id), { paused: false, ended: null, at: ["review"] });

  await s.does(at(s, "disdukcapil/pendaftaran-penduduk", "reviewer"), id, "forward");
  await s.does(at(s, "disdukcapil/pimpinan", "head"), id, "approve");
  await s.work();
  assert.match((await paperOf(s, id)).number, /^KTP\/\d{6}\/DISDUKCAPIL\//);

  await s.does(counter, id, "object", { note: "Blangko habis, pesanan minggu depan" });
  assert.deepEqual(await standing(s, id), { paused: false, ended: null, at: ["blanks"] });
  s.clock.forward(9 * 86_400_000);
  await rings(s);
  await s.does(counter, id, "agree");
  assert.equal((await standing(s, id)).paused, true, "while it waits to be collected the clock stands");
  const district = at(s, "kecamatan/loket", "opinion-giver");
  await finds(s, district, id, yes("owner", "correct", "digital"));
  assert.equal((await standing(s, id)).ended, "issued");
});

test("a damaged card is printed again without being decided anew, and goes back when nobody collects it", async (t) => {
  const s = await scene(t);
  const id = await handedIn(s, "kartu-tanda-penduduk", [
    ["pemohon", { phone: "081234567890" }],
    ["keperluan", { reason: "damaged" }],
    ["rusak", { readable: "yes" }, { damagedCard: picture(s) }],
    ["pengambilan", { collectAt: "counter", wantsDigital: "no" }],
  ]);
  await s.work();
  assert.equal((await paperOf(s, id)).state, "valid");
  await s.does(at(s, "disdukcapil/loket", "opinion-giver"), id, "agree");
  s.clock.forward(91 * 86_400_000);
  await rings(s);
  assert.equal((await standing(s, id)).ended, "lapsed");
  assert.ok((await told(s, id)).some(({ kind }) => kind === "reminded-applicant"));
});

test("the digital card alone is switched on at the counter, and a face that does not match goes to the head first", async (t) => {
  const s = await scene(t);
  const id = await handedIn(s, "kartu-tanda-penduduk", [
    ["pemohon", { phone: "081234567890" }],
    ["keperluan", { reason: "digital" }],
    ["aktivasi", { email: "joko@tirta.example" }],
  ]);
  const counter = at(s, "disdukcapil/loket", "opinion-giver");
  const seen = { face: { value: "no" }, phone: { value: "yes" } };
  await finds(s, counter, id, seen, "object");
  const head = at(s, "disdukcapil/pimpinan", "head");
  await assert.rejects(s.does(counter, id, "agree"), "the counter cannot decide what did not match");
  await s.does(head, id, "agree");
  await finds(s, counter, id, yes("face", "phone"));
  assert.deepEqual(await standing(s, id), { paused: false, ended: null, at: ["proving"] });
  await s.work();
  assert.match((await paperOf(s, id)).number, /^IKD\/\d{6}\/DISDUKCAPIL\//);
  assert.equal((await standing(s, id)).ended, "issued");
});

/** A complaint as Joko writes it, with the page of its subject and who is to look into it. */
function complaint(
  s: Scene,
  area: string,
  detail?: [page: string, posted: Record<string, string>],
  handler = "agency",
) {
  const [year = "", month = "", day = ""] = s.world.calendar.today(s.clock.now()).split("-");
  const story = "Ada lubang besar di depan sekolah sejak hujan minggu lalu.";
  return handedIn(s, "pengaduan", [
    ["pelapor", { phone: "081234567890" }],
    ["jenis", { kind: "complaint" }],
    ["pokok", { area }],
    ...(detail ? [detail] : []),
    ["kejadian", { heading: "Laporan contoh", story }],
    ["kapan", { "happenedOn.day": day, "happenedOn.month": month, "happenedOn.year": year }],
    ...(area === "works" ? [["tempat", { spot: "-7.42, 109.24", "spot.landmark": "Depan SD" }] as Page] : []),
    ["bukti", {}],
    ...(detail ? [["pemeriksa", { handler }] as Page] : []),
    ["pernah", { reportedBefore: "no" }],
    ["keadaan", { state: "open" }],
  ]);
}
const triage = (s: Scene) => at(s, "diskominfo/pengaduan", "reviewer");
const answers = (s: Scene, id: string, state: string) =>
  s.act(s.joko, correctField, { case: id, posted: { state }, seen: ["state"] });

test("a broken road: looked at, said not to be solved, mended, said to be solved, and answered in writing", async (t) => {
  const s = await scene(t);
  const id = await complaint(s, "works", ["pokok-jalan", { worksWhat: "road" }]);
  const desk = triage(s);
  await assert.rejects(s.does(at(s, "pupr/bina-marga", "opinion-giver"), id, "agree"), "the desk reads it first");
  await s.does(desk, id, "forward");
  const roads = at(s, "pupr/bina-marga", "opinion-giver");
  await assert.rejects(s.does(at(s, "pupr/bangunan", "opinion-giver"), id, "agree"), "another division of the agency");
  await finds(s, roads, id, { ...yes("found", "danger", "spoken"), solved: { value: "no" } });
  await s.does(desk, id, "return", { field: "state", note: "Lubang ditambal besok pagi. Apakah sudah beres?" });
  assert.equal((await standing(s, id)).paused, true);
  await answers(s, id, "open");
  assert.deepEqual((await standing(s, id)).at, ["again", "handle-again", "handle-again"]);
  await s.does(roads, id, "agree");
  await s.act(desk, completeTask, {
    task: await s.task(id, "diskominfo"),
    outcome: "return",
    field: "state",
    again: "keadaan-baru",
    note: "Sudah ditambal kemarin. Apakah sudah beres?",
  });
  await answers(s, id, "solved");
  const head = at(s, "diskominfo/pimpinan", "head");
  assert.match(await sealed(s, id, head), /^ADU\/\d{6}\/DISKOMINFO\//);
  const { says } = await paperOf(s, id);
  assert.deepEqual(says, {
    Pelapor: "Joko Prasetyo",
    Laporan: "Laporan contoh",
    Jenis: "Pengaduan",
    Tempat: "Depan SD, titik -7.42, 109.24",
    "Ditangani oleh": "Dinas PUPR",
    "Batas waktu penanganan": "60 hari kerja",
    "Keadaan menurut pelapor": "Sudah beres atau sudah terjawab",
    "Jawaban lengkap": "Tercantum pada riwayat laporan di portal",
  });
});

test("who fears trouble has the Inspectorate look: the agency complained about cannot open the report", async (t) => {
  const s = await scene(t);
  const id = await complaint(s, "office", ["pokok-layanan", { officeWhat: "population" }], "inspectorate");
  await s.does(triage(s), id, "forward");
  for (const role of ["reviewer", "opinion-giver", "head"] as const)
    await assert.rejects(s.ask(at(s, "disdukcapil/sekretariat", role), caseById, { id }), role);
  const inspector = at(s, "inspektorat/pengawasan", "opinion-giver");
  assert.equal((await s.ask(inspector, caseById, { id })).row.id, id);
  await finds(s, inspector, id, { ...yes("found", "spoken"), danger: { value: "no" }, solved: { value: "no" } });
  await s.does(triage(s), id, "forward");
  assert.match(await sealed(s, id, at(s, "diskominfo/pimpinan", "head")), /^ADU\//);
});

test("what is not the regency's matter goes to the national channel as a fact, with a notice", async (t) => {
  const s = await scene(t);
  const id = await complaint(s, "elsewhere");
  await s.does(triage(s), id, "forward");
  const rows = await s.asOwner<{ body: object }>("select body from kernel.journal where subject = $1", [id]);
  assert.match(JSON.stringify(rows), /"cases\.signalled".*"forwarded-to-sp4n"|"forwarded-to-sp4n".*"cases\.signalled"/);
  await s.work();
  assert.equal((await standing(s, id)).ended, "issued");
  assert.match((await paperOf(s, id)).number, /^ADT\//);
});
