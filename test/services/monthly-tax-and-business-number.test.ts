import assert from "node:assert/strict";
import { test } from "node:test";
import { type Actor, Refusal } from "../../kernel/index.ts";
import { answerObjection } from "../../modules/cases/commands/answer-objection.ts";
import { correctField } from "../../modules/cases/commands/correct-field.ts";
import { ringLawClock } from "../../modules/cases/commands/deem.ts";
import { fileInspection } from "../../modules/cases/commands/file-inspection.ts";
import { fileObjection } from "../../modules/cases/commands/file-objection.ts";
import { withdrawApplication } from "../../modules/cases/commands/withdraw-application.ts";
import { loadCodeLists } from "../../modules/registry/commands/load-code-lists.ts";
import { scene } from "../scene.ts";
import { actors } from "../stage.ts";
import { at, handedIn, type Page, picture, type Scene, sealed } from "./walk.ts";

const notTheirs = (error: unknown) => error instanceof Refusal && ["not-allowed", "not-found"].includes(error.code);
const papers = (s: Scene, id: string) =>
  s.asOwner<{ number: string; state: string; kind: string }>(
    "select number, state, kind from documents.document where subject = $1 order by opened_at",
    [id],
  );
/** What its bills come to, in rupiah. */
const billed = async (s: Scene, id: string): Promise<number[]> =>
  (await s.asOwner<{ total_minor: string }>("select total_minor from payments.bill where subject = $1", [id])).map(
    ({ total_minor }) => Number(total_minor) / 100,
  );
const phone: Page = ["usaha", { phone: "081234567890" }];
/** All that the case has told the other rooms, and whoever listens outside. */
const signals = async (s: Scene, id: string) =>
  JSON.stringify(await s.asOwner("select body from kernel.journal where subject = $1", [id]));

/** What the case's document says, by the label. */
async function said(s: Scene, id: string, kind: string): Promise<Record<string, string>> {
  const [found] = await s.asOwner<{ content: { rows: { label: string; value: string }[] } }>(
    "select content from documents.document where subject = $1 and kind = $2",
    [id, kind],
  );
  return Object.fromEntries(found!.content.rows.map(({ label, value }) => [label, value]));
}

/** What was found on the spot, by the one who then finishes the task. */
async function looks(s: Scene, who: Actor, id: string, values: Record<string, string>): Promise<void> {
  const findings = Object.fromEntries(Object.entries(values).map(([item, value]) => [item, { value }]));
  await s.act(who, fileInspection, {
    id: s.world.newId(),
    task: await s.task(id, who.officer!.agency),
    findings,
  });
}

/** Narti's stall, in the month before. */
const month = (taxNumber: string, filing: string): Page[] => [
  phone,
  ["nomor-pajak", { taxNumber }],
  ["keperluan", { filing }],
];
const october: Page[] = [
  ["jenis", { kind: "food" }],
  ["masa", { "period.month": "10", "period.year": "2026" }],
];

test("a stall gets its tax number at once, and its nil return is proved without a bill", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const place = { "place.village": "99.01.01.1001", "place.street": "Pasar Tirtasari Blok C 12" };
  const registered = await handedIn(
    s,
    "pendaftaran-wajib-pajak",
    [
      phone,
      ["pajak", { objects: ["food"] }],
      ["tempat", { ...place, "place.rt": "001", "place.rw": "003", "place.postal": "99011" }],
      ["mulai", { "openedOn.day": "1", "openedOn.month": "11", "openedOn.year": "2026" }],
      ["ukuran", { seats: "12", rooms: "0", spaces: "0" }],
      ["penerimaan", { expected: "9.000.000", records: "book" }],
      ["foto", {}, { front: picture(s) }],
    ],
    s.owner,
  );
  await s.issue(registered);
  const [card] = await papers(s, registered);
  assert.deepEqual(await said(s, registered, "kartu-npwpd"), {
    "Nama usaha": "Warung Bu Narti",
    NIB: "9901000000026",
    "Penanggung jawab": "Narti Suryani",
    "Jenis pajak": "makanan dan minuman",
    "Tempat usaha": "Pasar Tirtasari Blok C 12, Tirtasari, Tirtasari, Kabupaten Tirta",
    "Mulai usaha": "1-11-2026",
  });
  assert.match(card!.number, /^P\.2026\.\d{6}\.9901$/);
  const id = await handedIn(
    s,
    "pajak-barang-jasa-tertentu",
    [
      ...month(card!.number, "monthly"),
      ...october,
      ["kegiatan", { traded: "no" }],
      ["nihil", { nilReason: "closed" }],
      ["pembanding", { lastTurnover: "0", lateBefore: "0" }],
      ["pajak", {}],
    ],
    s.owner,
  );
  await s.issue(id);
  const { row } = await s.look(id);
  assert.deepEqual([row.bill, row.process.ended], [null, "issued"]);
  assert.match((await papers(s, id))[0]!.number, /^BPS\/\d{6}\/BAPENDA\/2026$/);
});

test("a business that opened long ago is visited, and is not registered by whoever finds it already is", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const place = { "place.village": "99.01.01.1001", "place.street": "Pasar Tirtasari Blok C 12" };
  const id = await handedIn(
    s,
    "pendaftaran-wajib-pajak",
    [
      phone,
      ["pajak", { objects: ["food", "hotel"] }],
      ["tempat", { ...place, "place.rt": "001", "place.rw": "003", "place.postal": "99011" }],
      ["mulai", { "openedOn.day": "10", "openedOn.month": "2", "openedOn.year": "2024" }],
      ["ukuran", { seats: "12", rooms: "3", spaces: "0" }],
      ["penerimaan", { expected: "9.000.000", records: "book" }],
      ["foto", {}, { front: picture(s) }],
    ],
    s.owner,
  );
  const surveyor = at(s, "bapenda/pajak-daerah", "reviewer");
  await assert.rejects(s.does(at(s, "bapenda/pemeriksaan", "reviewer"), id, "forward"), notTheirs);
  await s.does(surveyor, id, "forward");
  await s.does(at(s, "bapenda/pimpinan", "head"), id, "refuse", { reason: "sudah-terdaftar" });
  await s.work();
  assert.equal((await s.look(id)).row.status, "refused");
  assert.match((await papers(s, id))[0]!.number, /^SK\/\d{6}\/BAPENDA\//);
});

test("receipts that fell sharply are taxed and proved, then audited and found too low; the notice is objected to, and paid", async (t) => {
  const s = await scene(t);
  const id = await handedIn(
    s,
    "pajak-barang-jasa-tertentu",
    [
      ...month("P.2026.000123.9901", "monthly"),
      ...october,
      ["kegiatan", { traded: "yes" }],
      [
        "omzet",
        {
          "lines.0.line": "Makan di tempat",
          "lines.0.days": "26",
          "lines.0.receipts": "14.000.000",
          "lines.1.line": "Pesan antar",
          "lines.1.days": "20",
          "lines.1.receipts": "6.000.000",
        },
      ],
      ["biaya-layanan", { serviceCharge: "0" }],
      ["pembanding", { lastTurnover: "60.000.000", lateBefore: "0" }],
      ["rekap", {}, { summarySheet: [picture(s)] }],
      ["pajak", {}],
    ],
    s.owner,
  );
  const before = (await s.look(id)).row;
  assert.deepEqual(before.decisions.interest?.outputs, { months: 1, amount: 20000 });
  assert.deepEqual(before.decisions.audit?.outputs, { pick: "after", why: "drop" });
  assert.equal(before.decisions.due?.outputs?.amount, 2020000);
  assert.ok(before.bill, "billed at once");
  await s.paid(id);
  await s.issue(id);
  assert.deepEqual(
    (await papers(s, id)).map(({ kind, state }) => [kind, state]),
    [["bukti-lapor", "valid"]],
    "the proof does not wait for the audit",
  );
  await assert.rejects(
    s.act(s.owner, withdrawApplication, { case: id }),
    (error) => error instanceof Refusal && error.messageKey === "cases.refusal.issued",
    "nobody takes back what was proved, to be spared the audit",
  );
  assert.deepEqual(await said(s, id, "bukti-lapor"), {
    NPWPD: "P.2026.000123.9901",
    "Nama usaha": "Warung Bu Narti",
    Keperluan: "Laporan bulanan",
    "Jenis pajak": "Makanan dan minuman",
    "Masa pajak": "10-2026",
    "Laporan atau surat sebelumnya": "-",
    "Dasar pajak": "20.000.000 rupiah",
    "Pajak bulan ini": "2.000.000 rupiah",
    "Pokok yang dibayar": "2.000.000 rupiah",
    "Bunga keterlambatan": "20.000 rupiah",
    "Jumlah tagihan": "2.020.000 rupiah",
    "Kelebihan bayar": "0 rupiah",
  });
  const auditor = at(s, "bapenda/pemeriksaan", "reviewer");
  await assert.rejects(s.does(at(s, "bapenda/pajak-daerah", "reviewer"), id, "agree"), notTheirs);
  await assert.rejects(s.does(auditor, id, "agree"), "nobody accepts what was not looked at");
  await looks(s, auditor, id, { books: "yes", receipts: "45000000", days: "30" });
  await s.does(auditor, id, "object", { note: "Buku kas mencatat penerimaan lebih besar." });
  const head = at(s, "bapenda/pimpinan", "head");
  await s.does(head, id, "refuse", { reason: "kurang-bayar", note: "Pajak kurang dibayar Rp 2.500.000." });
  await s.work();
  assert.equal((await s.look(id)).row.status, "refused");
  const notice = (await papers(s, id)).find(({ kind }) => kind === "surat-ketetapan-pajak");
  assert.match(notice!.number, /^SKPD\/\d{6}\/BAPENDA\/2026$/);
  assert.ok((await papers(s, id)).every(({ state }) => state === "valid"));

  const { objection } = await s.act(s.owner, fileObjection, {
    case: id,
    grounds: "Sebagian penerimaan itu adalah titipan tetangga.",
  });
  await assert.rejects(
    s.act(head, answerObjection, {
      objection,
      verdict: "dismissed",
      answer: "Titipan itu tidak terbukti dari buku kas.",
    }),
    "whoever decided does not answer",
  );
  await s.act(at(s, "bapenda/sekretariat", "head"), answerObjection, {
    objection,
    verdict: "dismissed",
    answer: "Titipan itu tidak terbukti dari buku kas.",
  });

  const paying = await handedIn(
    s,
    "pajak-barang-jasa-tertentu",
    [
      ...month("P.2026.000123.9901", "notice"),
      [
        "ketetapan",
        {
          noticeNumber: notice!.number,
          "noticeDate.day": "24",
          "noticeDate.month": "11",
          "noticeDate.year": "2026",
          noticeAmount: "2.600.000",
        },
        { noticeScan: [picture(s)] },
      ],
      ["pajak", {}],
    ],
    s.owner,
  );
  const desk = at(s, "bapenda/pajak-daerah", "reviewer");
  await s.does(desk, paying, "return", { field: "noticeAmount", note: "Jumlah di surat berbeda." });
  await s.act(s.owner, correctField, { case: paying, posted: { noticeAmount: "2.500.000" }, seen: ["noticeAmount"] });
  await s.does(desk, paying, "forward");
  assert.deepEqual(await billed(s, paying), [2500000]);
  await s.paid(paying);
  await s.issue(paying);
  const proof = await said(s, paying, "bukti-lapor");
  assert.deepEqual(
    [proof["Jenis pajak"], proof["Laporan atau surat sebelumnya"], proof["Jumlah tagihan"]],
    ["Menurut surat ketetapan", notice!.number, "2.500.000 rupiah"],
  );
  const letter = await said(s, id, "surat-ketetapan-pajak");
  assert.equal(letter.Penjelasan, "Pajak kurang dibayar Rp 2.500.000.");
  assert.match(letter.Alasan!, /SKPDKB/);
  assert.equal((await s.look(paying)).row.process.ended, "issued");
});

test("money that would go back is looked at first; refused, it is granted on objection by somebody else, and then proved", async (t) => {
  const s = await scene(t);
  const id = await handedIn(
    s,
    "pajak-barang-jasa-tertentu",
    [
      ...month("P.2026.000123.9901", "correction"),
      [
        "pembetulan",
        { earlierNumber: "BPS/000001/BAPENDA/2026", earlierTax: "2.400.000", correctionReason: "cancelled" },
      ],
      ...october,
      ["kegiatan", { traded: "yes" }],
      ["omzet", { "lines.0.line": "Makan di tempat", "lines.0.days": "26", "lines.0.receipts": "20.000.000" }],
      ["biaya-layanan", { serviceCharge: "0" }],
      ["pembanding", { lastTurnover: "24.000.000", lateBefore: "0" }],
      ["rekap", {}, { summarySheet: [picture(s)] }],
      ["pajak", {}],
    ],
    s.owner,
  );
  const auditor = at(s, "bapenda/pemeriksaan", "reviewer");
  await looks(s, auditor, id, { books: "no", receipts: "24000000", days: "30" });
  await s.does(auditor, id, "object", { note: "Pembatalan tidak tercatat." });
  await s.does(at(s, "bapenda/pimpinan", "head"), id, "refuse", { reason: "lebih-bayar-tidak-terbukti" });
  await s.work();
  const { objection } = await s.act(s.owner, fileObjection, {
    case: id,
    grounds: "Bukti pembatalan pesanan saya lampirkan di loket.",
  });
  await s.act(at(s, "bapenda/sekretariat", "head"), answerObjection, {
    objection,
    verdict: "change",
    answer: "Bukti pembatalan cocok dengan rekening koran.",
  });
  await s.work();
  const { row } = await s.look(id);
  assert.deepEqual([row.bill, row.process.ended], [null, "issued"]);
  const proof = await said(s, id, "bukti-lapor");
  assert.deepEqual([proof["Jumlah tagihan"], proof["Kelebihan bayar"]], ["0 rupiah", "400.000 rupiah"]);
});

/** A business of Joko's at home: what it does, and what that asks for. */
const business = (s: Scene, activity: string, hazardous: string, land: string, last: Page): Page[] => [
  ["pemohon", { phone: "081234567890", email: "joko@tirta.example" }],
  ["pelaku", { hasNumber: "no", owner: "individual" }],
  ["kegiatan", { tradeName: "Usaha Joko", activity, hazardous }],
  ["skala", { capital: "20.000.000", staff: "2", womenStaff: "1" }],
  ["tempat", { placeKind: "rent" }],
  [
    "alamat",
    {
      "place.village": "99.01.01.1002",
      "place.street": "Jalan Contoh 5",
      "place.rt": "001",
      "place.rw": "002",
      "place.postal": "99011",
    },
  ],
  ["sewa", {}, { lease: [picture(s)] }],
  ["lahan", { plot: "-7.4, 109.2\n-7.4, 109.2003\n-7.4003, 109.2003", landSize: land }],
  ["ruang", { protectedLand: "no", surroundings: "homes", spatialPromise: "yes" }],
  ["risiko", {}],
  last,
];

test("an eating house promises its standard; its registration is sealed and forwarded at once", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const id = await handedIn(
    s,
    "nomor-induk-berusaha",
    business(s, "56102", "no", "80", ["janji-standar", { standardPromise: "yes" }]),
  );
  assert.deepEqual((await s.look(id)).row.decisions.risk?.outputs, { tier: "medium-low" });
  await s.issue(id);
  assert.match(await signals(s, id), /forwarded-to-oss/);
  const { row } = await s.look(id);
  assert.deepEqual([row.bill, row.process.ended], [null, "issued"]);
  assert.match((await papers(s, id))[0]!.number, /^NIB-T\/\d{6}\/DPMPTSP\/2026$/);
});

test("a restaurant on wide land is compared with the plan and verified side by side, then registered", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const ready = { "readyOn.day": "1", "readyOn.month": "12", "readyOn.year": "2026" };
  const id = await handedIn(
    s,
    "nomor-induk-berusaha",
    business(s, "56101", "no", "900", ["periksa-standar", ready, { standardPapers: [picture(s)] }]),
  );
  const desk = at(s, "dpmptsp/perizinan", "reviewer");
  await s.does(desk, id, "forward");
  const health = at(s, "dinkes/kesehatan-lingkungan", "opinion-giver");
  const planner = at(s, "pupr/tata-ruang", "opinion-giver");
  await assert.rejects(s.does(at(s, "pupr/bangunan", "opinion-giver"), id, "agree"), notTheirs);
  await assert.rejects(s.does(health, id, "agree"), "nobody verifies from afar");
  await looks(s, health, id, { "as-stated": "yes", clean: "yes", safe: "yes" });
  await s.does(health, id, "agree");
  await looks(s, planner, id, { zone: "Perdagangan dan jasa", allowed: "yes", protected: "yes" });
  await s.does(planner, id, "agree");
  await s.does(desk, id, "forward");
  assert.match(await sealed(s, id, at(s, "dpmptsp/pimpinan", "head")), /^NIB-T\/\d{6}\/DPMPTSP\/2026$/);
  assert.match(await signals(s, id), /forwarded-to-oss/);
});

test("nobody decides in time: the law grants it, the receipt comes, and a shop for gas goes on to the sector", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const id = await handedIn(
    s,
    "nomor-induk-berusaha",
    business(s, "47735", "yes", "80", ["izin-sektor", { waitsForLicence: "yes" }]),
  );
  await s.does(at(s, "dpmptsp/perizinan", "reviewer"), id, "forward");
  await s.work();
  s.clock.forward(10 * 86_400_000);
  await s.act(actors.system("test"), ringLawClock, { case: id });
  await s.work();
  const { row } = await s.look(id);
  assert.equal(row.process.ended, "issued");
  assert.ok((await s.look(id)).acts.some(({ kind }) => kind === "deemed"));
  assert.match(await signals(s, id), /handed-to-sector/);
  const receipt = await said(s, id, "tanda-pendaftaran-nib");
  assert.deepEqual(
    [receipt["Tingkat risiko"], receipt["Kesesuaian ruang"], receipt["Standar usaha"]],
    [
      "Tinggi",
      "Jalur pemeriksaan tata ruang, menurut keputusan pada tanda ini",
      "Belum boleh beroperasi sebelum izin dinas teknis terbit",
    ],
    "no word that anybody has looked",
  );
  assert.match((await papers(s, id)).map(({ number }) => number).join(), /NIB-T\//);
});
