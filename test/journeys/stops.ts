import type { Page } from "playwright-core";
import { follow, type House, press } from "./house.ts";
import { stopsOfKeeper } from "./registers.ts";
import { stopsOfRooms } from "./rooms.ts";
import { deskOf, nikOf, type States } from "./states.ts";

/** A page to look at: its address, or the way to it when it is no address that one can open. */
export type Stop = string | { name: string; go(page: Page): Promise<void>; refused?: true };

export const nameOf = (stop: Stop): string => (typeof stop === "string" ? stop : stop.name);

export async function go(page: Page, stop: Stop): Promise<void> {
  if (typeof stop === "string") await page.goto(stop);
  else await stop.go(page);
}

type Answers = Readonly<Record<string, string>>;

/** Opens the page, fills in what is named, and presses a button: the main one, or the first that fits. */
export const after = (path: string, { fields = {}, button }: { fields?: Answers; button?: string } = {}) => ({
  name: `${path} after ${button ?? "the main button"}${Object.keys(fields).map((name) => ` with ${name}`)}`,
  async go(page: Page) {
    await page.goto(path);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("main details")) one.setAttribute("open", "");
    });
    for (const [name, value] of Object.entries(fields)) {
      const asked = page.locator(`main [name="${name}"]`).first();
      if ((await asked.evaluate((on) => on.tagName)) === "SELECT") await asked.selectOption(value);
      else await asked.fill(value);
    }
    await (button ? follow(page.locator(`main ${button}`).first()) : press(page));
  },
});

/** The same, where the house says no: the page comes again with what is wrong on top. */
export const refused = (...way: Parameters<typeof after>): Stop => ({ ...after(...way), refused: true });

export const recoveryCodes: Stop = after("/akun", { button: 'form[action="/akun/kode-cadangan"] button' });

const nowhere = "/permohonan/00000000-0000-7000-8000-000000000000";
const unseen = "0".repeat(64);

/** For each seat what it looks at. A seat is an account of the demo in some state, or nobody. */
export function stopsOf(house: House, states: States): Record<string, Stop[]> {
  const all: Record<string, Stop[]> = { ...stopsBefore(house, states) };
  for (const [seat, more] of stopsOfRooms(states)) all[seat] = [...(all[seat] ?? []), ...more];
  return all;
}

function stopsBefore(
  house: House,
  {
    drafts,
    cases,
    bills,
    documents,
    studio,
    surveys,
    signal,
    ticket,
    visits,
    reference,
    cosign,
    code,
    proof,
    kept,
  }: States,
): Record<string, Stop[]> {
  const desk = { corrected: deskOf(cases.corrected), returned: deskOf(cases.returned), issued: deskOf(cases.issued) };
  const atHead = deskOf(cases.atHead);
  const citizen = house.account("citizen");
  const secondStep = { identifier: citizen.identifier, password: citizen.password };
  const search = { name: "Narti", reason: "counter-visit" };
  const listed = (list: string, item: string): Stop => ({
    name: `the first one of ${list}`,
    async go(page) {
      await page.goto(list);
      await follow(page.locator(`main a[href^="${item}"]`).first());
    },
  });
  const record: Stop = {
    name: "/petugas/penduduk/:id",
    async go(page) {
      await go(page, after("/petugas/penduduk", { fields: search }));
      await follow(page.locator('main a[href^="/petugas/penduduk/"]').first());
    },
  };
  const many: Stop = {
    name: "/petugas/sekaligus/:id",
    async go(page) {
      await page.goto("/petugas");
      await page.locator("main [name=row]").first().check();
      await page.evaluate(() => {
        for (const one of document.querySelectorAll("main details")) one.setAttribute("open", "");
      });
      await page.fill("main [name=text]", "Diperiksa Jumat.");
      await follow(page.locator("main button[value=note]"));
    },
  };
  const mend: Stop = {
    name: "/petugas/penduduk/:id/perbaiki",
    async go(page) {
      await go(page, record);
      await follow(page.locator('main a[href$="/perbaiki"]'));
    },
  };
  const forJoko: Stop = {
    name: "/petugas/janji/:person with an errand",
    async go(page) {
      await go(page, after("/petugas/loket/mpp/1", { fields: { nik: nikOf("joko") }, button: "button[value=person]" }));
      await follow(page.locator('main a[href*="untuk="]').first());
    },
  };
  return {
    nobody: [
      "/",
      "/layanan",
      "/layanan/izin-usaha-mikro",
      "/layanan/izin-usaha-mikro/formulir",
      "/layanan/akta-kelahiran",
      "/layanan/izin-usaha-mikro/versi",
      "/cari?q=warung",
      "/cari?q=zzzz",
      "/masuk",
      "/masuk?sandi=baru",
      refused("/masuk"),
      after("/masuk", { fields: secondStep }),
      refused("/masuk/kode", { fields: { code: "000000" } }),
      "/masuk/lupa",
      refused("/masuk/lupa"),
      "/masuk/lupa/kode",
      refused("/masuk/lupa/kode"),
      "/daftar",
      refused("/daftar"),
      "/daftar/kode",
      refused("/daftar/kode", { fields: { code: "AAAA-BBBB-CCCC", password: "gajah duduk di pematang" } }),
      "/cek",
      "/cek?kode=AAAA-BBBB-CCCC",
      `/cek?kode=${documents.revoked.code}&sha256=${unseen}`,
      `/cek?kode=${documents.revoked.code}`,
      `/c/${documents.valid.code}`,
      "/c/AAAA-BBBB-CCCC",
      "/log",
      "/aksesibilitas",
      "/privasi",
      "/privasi/pemrosesan",
      "/register",
      "/register/taxpayers",
      "/pengembang",
      "/janji/baru",
      "/janji/baru/mpp/izin-usaha",
      "/kepuasan",
      listed("/kepuasan", "/kepuasan/izin"),
      "/antrean",
      "/antrean/mpp",
      "/antrean/mpp?diam=ya",
      "/antrean/mpp/datang",
      refused("/antrean/mpp/datang", { fields: { code: "AAAAAA" } }),
      "/demo/surat",
      "/tidak-ada",
      "/layanan/tidak-ada",
    ],
    citizen: [
      "/saya",
      "/saya/catatan",
      "/saya/dibantu",
      visits.confirmed.replace("/petugas/dampingi", "/saya/dibantu"),
      refused(visits.confirmed.replace("/petugas/dampingi", "/saya/dibantu"), { button: "button[value=object]" }),
      "/permohonan",
      "/tagihan",
      "/dokumen",
      "/pesan",
      "/janji",
      ticket,
      `${ticket}?baru=ya`,
      `${ticket}/ubah`,
      refused(`${ticket}/ubah`),
      "/janji/baru/mpp/ktp",
      refused("/janji/baru/mpp/konsultasi"),
      after("/janji", { button: "button[value=open]" }),
      "/akun/mandat",
      "/akun/bertindak",
      "/saya/siapa-membaca",
      "/ajukan/izin-usaha-mikro",
      "/petugas/penduduk",
      "/layanan",
      "/saya/jawaban",
      cosign,
      refused(cosign, { button: "button[value=no]" }),
    ],
    owner: [
      "/saya",
      "/layanan/izin-usaha-mikro",
      "/ajukan/izin-usaha-mikro",
      ...["pemohon", "usaha", "tempat", "pangan", "produk", "periksa", "hapus"].map(
        (page) => `${drafts.whole}/${page}`,
      ),
      `${drafts.whole}/kode`,
      `${drafts.spoilt}/kode`,
      `${drafts.whole}/versi`,
      `${drafts.signing}/tanda-tangan`,
      proof,
      refused(`${proof}?dikirim=ya`, { fields: { code: "000000" } }),
      "/lanjut",
      refused("/lanjut", { fields: { code: "AAAA-AAAA" } }),
      "/saya/jawaban",
      refused(`${drafts.spoilt}/pemohon`, { fields: { phone: "12" } }),
      refused(`${drafts.spoilt}/tempat`, { fields: { floorArea: "luas" } }),
      refused(`${drafts.spoilt}/produk`, { fields: { "products.0.name": "" } }),
      refused(`${drafts.whole}/periksa`),
      "/permohonan",
      ...Object.values(cases),
      `${cases.unpaid}?baru=ya`,
      `${cases.returned}/perbaiki`,
      `${cases.waiting}/susulan`,
      refused(`${cases.waiting}/susulan`),
      refused(`${cases.returned}/perbaiki`, { fields: { floorArea: "luas" } }),
      surveys.open,
      `${surveys.open}?semua=3`,
      refused(surveys.open),
      surveys.answered,
      "/tagihan",
      ...Object.values(bills),
      bills.open.replace("/tagihan/", "/bayar/"),
      bills.scanning.replace("/tagihan/", "/bayar/"),
      `/demo/qris/${reference}`,
      `/demo/qris/${reference}?jawab=200`,
      "/pesan",
      listed("/pesan", "/pesan/"),
      "/dokumen",
      documents.valid.page,
      documents.revoked.page,
      "/saya/siapa-membaca",
      "/saya/siapa-membaca?lihat=perubahan&oleh=sistem",
      listed("/saya/siapa-membaca", "/saya/siapa-membaca/"),
      "/akun",
      recoveryCodes,
      after("/akun", { button: "button[name=totp]" }),
      refused("/akun/kunci", { fields: { code: "000000" } }),
      "/akun/sandi",
      refused("/akun/sandi"),
      "/akun/surel",
      refused("/akun/surel", { fields: { email: "bukan surel" } }),
      "/akun/surel/kode",
      refused("/akun/surel/kode", { fields: { code: "AAAA-BBBB-CCCC" } }),
      "/akun/mandat",
      refused("/akun/mandat", { fields: { nik: "12" } }),
      "/akun/bertindak",
      "/masuk/lagi?lanjut=/saya",
      refused("/masuk/lagi?lanjut=/saya"),
      "/keluar",
      nowhere,
      "/petugas/penduduk",
      "/privasi",
    ],
    reviewer: [
      "/petugas",
      "/petugas?antrean=bebas&tahap=review",
      "/petugas?antrean=menunggu",
      "/petugas?antrean=sebutan",
      refused("/petugas", { button: "button[value=note]" }),
      many,
      listed(deskOf(cases.waiting), `${deskOf(cases.waiting)}/banding/`),
      "/petugas/absen",
      refused("/petugas/absen", { fields: { "until.year": "2020" } }),
      "/petugas/lapangan",
      "/petugas?q=TRT",
      deskOf(cases.waiting),
      refused(deskOf(cases.waiting), { button: "button[value=return]" }),
      desk.corrected,
      desk.returned,
      desk.issued,
      "/akun/bertindak",
      "/akun",
      "/admin/petugas",
      "/petugas/kasus/00000000-0000-7000-8000-000000000000",
      "/",
    ],
    health: ["/petugas", desk.corrected],
    fire: [
      "/petugas",
      desk.corrected,
      listed(desk.corrected, "/petugas/lapangan/"),
      refused(`${desk.corrected}`, { button: "button[value=ask-inquiry]" }),
      refused(desk.corrected, { button: "button[value=note]" }),
    ],
    "head without the code": ["/petugas", atHead, documents.valid.page],
    head: [
      "/petugas/sinyal",
      "/petugas/sinyal/kirim?sinyal=rencana&layanan=izin-usaha-mikro",
      signal,
      "/petugas/kepuasan",
      refused("/petugas/kepuasan"),
      atHead,
      refused(atHead, { button: "button[value=refuse]" }),
      documents.valid.page,
      documents.revoked.page,
      refused(documents.valid.page, { button: "details form button" }),
    ],
    "front-desk": [
      "/petugas",
      "/petugas/penduduk",
      refused("/petugas/penduduk", { fields: { name: "N" } }),
      after("/petugas/penduduk", { fields: search }),
      after("/petugas/penduduk", { fields: { nik: "9901010101010101", reason: "letter" } }),
      record,
      "/petugas/cari",
      refused("/petugas/cari", { fields: { number: "TRT-1999-000001" } }),
      "/petugas/loket",
      "/petugas/loket/mpp/1",
      refused("/petugas/loket/mpp/1", { fields: { code: "AAAAAA" }, button: "button[value=arrive]" }),
      after("/petugas/loket/mpp/1", { fields: { nik: nikOf("joko") }, button: "button[value=person]" }),
      forJoko,
      "/petugas/dampingi",
      refused("/petugas/dampingi", { fields: { name: "N" } }),
      after("/petugas/dampingi", { fields: { nik: nikOf("narti") } }),
      visits.open,
      visits.confirmed,
      visits.handedIn,
      "/petugas/pembuktian",
      "/petugas/pembuktian?selesai=ya",
      refused("/petugas/pembuktian"),
      desk.issued,
      `${deskOf(cases.waiting)}/susulan`,
      "/petugas/bantu",
      refused("/petugas/bantu", { fields: { code: "AAAA-AAAA" } }),
      after("/petugas/bantu", { fields: { code } }),
    ],
    designer: [
      "/studio",
      refused("/studio"),
      studio,
      `${studio}/service`,
      `${studio}/form`,
      `${studio}/form?di=pages.1`,
      `${studio}/form?di=pages.2.fields.1`,
      `${studio}/form?teks=ya`,
      `${studio}/decisions?di=risk.periods.0`,
      `${studio}/process?di=steps.review`,
      `${studio}/tests`,
      `${studio}/pratinjau?hal=2`,
      `${studio}/banding`,
      `${studio}/simulasi`,
      `${studio}/terbit`,
      `${studio}/coba`,
      {
        // The designer's other browser may have begun the walk already: it is one and the same.
        name: `${studio}/coba begun`,
        async go(page) {
          await page.goto(`${studio}/coba`);
          if (await page.locator("main [name=sample]").count()) await press(page);
        },
      },
      refused(`${studio}/coba`),
      "/petugas/layanan",
      refused("/petugas/layanan", { button: "button[value=import]" }),
      after("/petugas/layanan", { button: "button[value=change]" }),
      {
        name: "/petugas/layanan/:id refused",
        refused: true,
        async go(page) {
          await go(page, after("/petugas/layanan", { button: "button[value=change]" }));
          await follow(page.locator("main button[value=save]"));
        },
      },
    ],
    administrator: [
      "/admin/petugas",
      refused("/admin/petugas", { fields: { nik: nikOf("joko") }, button: "button[name=appoint]" }),
      "/petugas/pemindahan",
      "/petugas/pemindahan/rencana?layanan=izin-usaha-mikro",
      after("/petugas/pemindahan/rencana?layanan=izin-usaha-mikro", { button: "form[method=post] button" }),
    ],
    "fire, who also keeps the register": [
      "/akun/bertindak",
      record,
      mend,
      {
        name: "/petugas/penduduk/:id/perbaiki refused",
        refused: true,
        async go(page) {
          await go(page, mend);
          await press(page);
        },
      },
      ...stopsOfKeeper(kept),
    ],
    approver: ["/admin/petugas", "/petugas/layanan"],
    auditor: ["/log", "/petugas/cari", "/petugas/keuangan", "/admin/petugas", desk.corrected, desk.issued],
    "finance without the code": ["/petugas/keuangan", "/petugas"],
    finance: ["/petugas/keuangan", refused("/petugas/keuangan", { button: "button[name=id]" })],
  };
}
