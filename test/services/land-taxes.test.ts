import assert from "node:assert/strict";
import { test } from "node:test";
import { type Actor, Refusal } from "../../kernel/index.ts";
import { completeTask } from "../../modules/cases/commands/complete-task.ts";
import { fileInspection } from "../../modules/cases/commands/file-inspection.ts";
import { loadCodeLists } from "../../modules/registry/commands/load-code-lists.ts";
import { scene } from "../scene.ts";
import { actors } from "../stage.ts";
import { at, handedIn, picture, type Scene } from "./walk.ts";

const object = "99.01.010.001.002-0123.0";
const onDay = (field: string, day: string) => {
  const [year = "", month = "", date = ""] = day.split("-");
  return { [`${field}.day`]: date, [`${field}.month`]: month, [`${field}.year`]: year };
};
const address = {
  "objectAddress.street": "Jalan Contoh 4",
  "objectAddress.rt": "001",
  "objectAddress.rw": "001",
  "objectAddress.postal": "99011",
  "objectAddress.village": "99.01.01.1001",
};
const officers = (s: Scene) => ({
  reviewer: at(s, "bapenda/pajak-daerah", "reviewer"),
  field: at(s, "bapenda/pemeriksaan", "opinion-giver"),
  head: at(s, "bapenda/pimpinan", "head"),
});
/** An office that the task is not given to cannot finish it, though the agency is the same. */
const notTheirs = async (s: Scene, officer: Actor, id: string, outcome: string) =>
  assert.rejects(
    s.act(officer, completeTask, { task: await s.task(id, "bapenda"), outcome }),
    (error) => error instanceof Refusal,
  );
async function reports(s: Scene, officer: Actor, id: string, said: Record<string, string>, seen: string[] = []) {
  const findings = Object.fromEntries(Object.entries(said).map(([item, value]) => [item, { value }]));
  const photos = seen.map((item) => ({ ...picture(s), item }));
  await s.act(officer, fileInspection, { id: s.world.newId(), task: await s.task(id, "bapenda"), findings, photos });
}
const told = async (s: Scene, id: string) => {
  await s.work();
  const rows = await s.asOwner<{ kind: string }>("select kind from messages.message where about = $1", [id]);
  return rows.map(({ kind }) => kind);
};
const paper = async (s: Scene, id: string) => {
  const [one] = await s.asOwner<{ number: string; state: string; rows: { label: string; value: string }[] }>(
    "select number, state, content->'rows' as rows from documents.document where subject = $1",
    [id],
  );
  return one!;
};
/** The head agrees and the house's jobs run, each for the document that the process names; nobody was billed. */
async function sealed(s: Scene, id: string, head: Actor): Promise<string> {
  await s.does(head, id, "approve");
  await s.work();
  const { row } = await s.look(id);
  assert.deepEqual([row.bill, row.process.ended], [null, "issued"]);
  const { number, state } = await paper(s, id);
  assert.equal(state, "valid");
  return number;
}

test("a new name on the assessment goes by the papers, and counts from the next tax year", async (t) => {
  const s = await scene(t);
  const { reviewer, field, head } = officers(s);
  const id = await handedIn(s, "pajak-bumi-dan-bangunan", [
    ["pemohon", { phone: "081234567890" }],
    ["keperluan", { request: "name" }],
    ["pengaju", { filer: "self" }],
    ["objek", { taxObject: object }, { lastAssessment: [picture(s)] }],
    ["peralihan", { oldName: "Budi Contoh", ground: "inheritance" }],
    ["surat-tanah", { titleKind: "village-paper" }, { titlePaper: [picture(s)], villageNote: [picture(s)] }],
    ["berlaku", { throughVillage: "no" }],
  ]);
  await notTheirs(s, field, id, "forward");
  await s.does(reviewer, id, "forward");
  await notTheirs(s, reviewer, id, "approve");
  assert.match(await sealed(s, id, head), /^KEP-OP\/\d{6}\/BAPENDA\//);
  assert.deepEqual((await s.look(id)).row.decisions.effect?.outputs, { year: 2027 });
  assert.ok((await told(s, id)).includes("case-next-year"));
});

test("an objection is granted after a report from the spot, and not before", async (t) => {
  const s = await scene(t);
  const { reviewer, field, head } = officers(s);
  const id = await handedIn(s, "pajak-bumi-dan-bangunan", [
    ["pemohon", { phone: "081234567890" }],
    ["keperluan", { request: "objection" }],
    ["pengaju", { filer: "self" }],
    ["objek", { taxObject: object }, { lastAssessment: [picture(s)] }],
    ["keberatan", { complaintKind: "value", ownFigure: "250.000", whyWrong: "Tanahnya di lereng" }],
    ["sppt", { taxYear: "2026", taxDue: "450.000", ...onDay("receivedOn", "2026-03-02") }],
    ["terlambat", { lateReason: "Saya dirawat di rumah sakit sampai pekan lalu" }],
  ]);
  await s.does(head, id, "forward");
  await s.does(reviewer, id, "forward");
  await assert.rejects(s.does(field, id, "agree"), "nobody agrees who was not there");
  await reports(s, field, id, { found: "yes", land: "200", building: "0", fits: "yes" });
  await s.does(field, id, "agree");
  await s.does(reviewer, id, "forward");
  assert.match(await sealed(s, id, head), /^KEP-KB\/\d{6}\/BAPENDA\//);
  const kinds = await told(s, id);
  for (const kind of ["case-late", "case-visit", "case-assessment"]) assert.ok(kinds.includes(kind), kind);
});

test("a reduction follows the table of its reason, and what it gives stands in the decision", async (t) => {
  const s = await scene(t);
  const { reviewer, head } = officers(s);
  const id = await handedIn(s, "pajak-bumi-dan-bangunan", [
    ["pemohon", { phone: "081234567890" }],
    ["keperluan", { request: "reduction" }],
    ["pengaju", { filer: "self" }],
    ["objek", { taxObject: object }, { lastAssessment: [picture(s)] }],
    ["pengurangan", { hardship: "pensioner" }],
    ["penghasilan", { monthIncome: "2.000.000" }],
    ["bukti-alasan", {}, { hardshipProof: [picture(s)] }],
    ["sppt", { taxYear: "2026", taxDue: "400.000", ...onDay("receivedOn", "2026-10-01") }],
  ]);
  await s.does(reviewer, id, "forward");
  assert.match(await sealed(s, id, head), /^KEP-PG\/\d{6}\/BAPENDA\//);
  const said = Object.fromEntries((await paper(s, id)).rows.map(({ label, value }) => [label, value]));
  assert.deepEqual([said.Dikurangi, said["Yang harus dibayar"]], ["200.000 rupiah", "200.000 rupiah"]);
});

const land = (s: Scene, rate: string) =>
  [
    ["objek", { taxObject: object, ...address }, { lastAssessment: [picture(s)] }],
    ["tanah", { landArea: "200", landRate: rate, hasBuilding: "no" }],
    ["surat-tanah", { titleNumber: "Sertifikat Hak Milik 00123" }, { landProof: [picture(s)] }],
  ] as Parameters<typeof handedIn>[2];

test("a sale far below the object value is looked at, taxed by the object value, paid and sealed", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const { reviewer, field, head } = officers(s);
  const id = await handedIn(s, "bphtb", [
    ["pemohon", { phone: "081234567890", filer: "self" }],
    ["perolehan", { deed: "sale" }],
    ["pemberi", { giverKind: "person" }],
    ["pemberi-orang", { giver: "Orang Contoh", "giver.nik": "9901015507930001" }, { giverCard: [picture(s)] }],
    ["pertama", { first: "yes" }],
    ...land(s, "1.450.000"),
    ["harga", { price: "200.000.000" }],
    ["berkas-jual-beli", {}, { priceProof: [picture(s)] }],
    ["pajak", {}],
  ]);
  await s.does(reviewer, id, "forward");
  await notTheirs(s, reviewer, id, "agree");
  const found = { found: "yes", land: "200", building: "0", nearby: "1500000", reason: "Dijual kepada saudara" };
  await assert.rejects(reports(s, field, id, found), "the place is photographed");
  await reports(s, field, id, found, ["found"]);
  await s.does(field, id, "agree");
  await s.does(head, id, "approve");
  const { row } = await s.look(id);
  const [bill] = await s.asOwner<{ total: string }>(
    "select total_minor::text as total from payments.bill where id = $1",
    [row.bill],
  );
  assert.equal(bill!.total, "1050000000");
  await s.paid(id);
  await s.issue(id);
  const { number, state } = await paper(s, id);
  assert.match(number, /^SSPD\/\d{6}\/BAPENDA\//);
  assert.equal(state, "valid");
  assert.equal((await s.look(id)).row.process.ended, "issued");
  assert.ok((await told(s, id)).includes("case-handed-over"));
  const app = await s.web();
  for (const code of ["bphtb", "pajak-bumi-dan-bangunan"])
    for (const page of ["", "/formulir", "/formulir.json"])
      assert.equal((await app.inject({ url: `/layanan/${code}${page}` })).statusCode, 200, code + page);
});

test("what a child inherits below the amount of heirs is validated without a bill", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const { reviewer, field, head } = officers(s);
  const id = await handedIn(s, "bphtb", [
    ["pemohon", { phone: "081234567890", filer: "self" }],
    ["perolehan", { deed: "inheritance" }],
    ["pewaris", { deceasedName: "Tono Contoh", ...onDay("diedOn", "2026-03-01"), kin: "child" }],
    ...land(s, "1.000.000"),
    ["nilai-pasar", { marketValue: "250.000.000" }],
    ["berkas-waris", {}, { heirsLetter: [picture(s)], deathDeed: [picture(s)] }],
    ["pajak", {}],
  ]);
  await notTheirs(s, field, id, "forward");
  await s.does(reviewer, id, "forward");
  assert.match(await sealed(s, id, head), /^SSPD\/\d{6}\/BAPENDA\//);
});
