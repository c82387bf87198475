import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { findings } from "../../design/test/gallery/axe.ts";
import { follow, type House, openHouse } from "./house.ts";
import { apply, decide } from "./licence.ts";

let house: House;
let owner: Page;
let casePath: string;
let draftPath: string;
const nothing = async () => {};

before(async () => {
  house = await openHouse();
  owner = await house.sit("owner");
  casePath = await apply(owner, { floorArea: "12", cooks: false }, nothing);
  const waiting = await apply(owner, { floorArea: "60", cooks: true }, nothing);
  const number = /TRT-\d{4}-\d{6}/.exec((await owner.locator("main").textContent()) ?? "")![0];
  const reviewer = await house.sit("reviewer");
  await decide(
    house,
    reviewer,
    "reviewer",
    number,
    { do: "return", note: "Mohon ukur lagi.", field: "floorArea" },
    nothing,
  );
  await owner.goto("/ajukan/izin-usaha-mikro");
  await follow(owner.locator("main form button").last());
  draftPath = new URL(owner.url()).pathname;
  pages.owner.push(
    draftPath,
    `${draftPath.replace(/[^/]+$/, "")}usaha`,
    `${draftPath.replace(/[^/]+$/, "")}tempat`,
    `${draftPath.replace(/[^/]+$/, "")}hapus`,
  );
  pages.owner.push(casePath, waiting, `${waiting}/perbaiki`);
  pages.reviewer.push(`/petugas/kasus/${casePath.split("/").at(-1)}`, `/petugas/kasus/${waiting.split("/").at(-1)}`);
  await owner.goto(casePath);
  const bill = await owner.locator('main a[href^="/tagihan/"]').first().getAttribute("href");
  pages.owner.push(bill!);
});
after(() => house.stop());

const pages = {
  nobody: [
    "/",
    "/layanan",
    "/layanan/izin-usaha-mikro",
    "/layanan/akta-kelahiran",
    "/cari?q=warung",
    "/masuk",
    "/masuk/lupa",
    "/masuk/lupa/kode",
    "/daftar",
    "/daftar/kode",
    "/cek",
    "/cek?kode=AAAA-BBBB-CCCC",
    "/log",
    "/aksesibilitas",
    "/privasi",
    "/privasi/pemrosesan",
    "/pengembang",
    "/demo/surat",
    "/tidak-ada",
  ],
  owner: [
    "/saya",
    "/permohonan",
    "/tagihan",
    "/pesan",
    "/dokumen",
    "/akun",
    "/akun/sandi",
    "/akun/surel",
    "/akun/surel/kode",
    "/akun/mandat",
    "/akun/bertindak",
    "/saya/siapa-membaca",
    "/masuk/lagi?lanjut=/saya",
    "/layanan/izin-usaha-mikro",
  ] as string[],
  reviewer: ["/petugas", "/akun/bertindak"] as string[],
  "front-desk": ["/petugas", "/petugas/penduduk", "/petugas/pembuktian"],
  administrator: ["/petugas", "/admin/petugas"],
  finance: ["/petugas/keuangan"],
} satisfies Record<string, string[]>;
/** What a first view may weigh, compressed: page, style, script, icon. */
const heaviest = 50 * 1024;

for (const [who, own] of Object.entries(pages)) {
  for (const locale of ["id", "en"] as const) {
    test(`every page of ${who} is sound for everybody and light, in ${locale}`, async () => {
      const page = await house.sit(who === "nobody" ? null : who, { locale });
      const refused: string[] = [];
      page.on(
        "console",
        (message) => message.type() === "error" && !/404/.test(message.text()) && refused.push(message.text()),
      );
      page.on("pageerror", (error) => refused.push(String(error)));
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.setCacheDisabled", { cacheDisabled: true });
      let bytes = 0;
      session.on("Network.loadingFinished", (event) => {
        bytes += event.encodedDataLength;
      });
      for (const path of own) {
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          bytes = 0;
          const answer = await page.goto(path);
          assert.ok((answer?.status() ?? 500) < 500, path);
          assert.deepEqual(await findings(page), [], `${path} at ${width} px`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${path} is ${wide} px wide at ${width} px`);
          assert.equal(await page.getAttribute("html", "lang"), locale, path);
          const text = (await page.textContent("body")) ?? "";
          assert.doesNotMatch(
            text,
            /\b(?:kernel|app|portal|cases|identity|payments|documents|messages|catalogue|privacy|registry|transparency|design)\.[a-z-]+\.[a-z.-]+/,
            `${path} shows a key instead of words`,
          );
          assert.ok(bytes <= heaviest, `${path}: ${bytes} bytes`);
        }
        assert.deepEqual(refused, [], path);
      }
    });
  }
}
