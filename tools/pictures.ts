// Takes the README's pictures out of a demo of its own and keeps them, compressed, in docs/pictures/:
// node --import ./bin/typescript.mjs tools/pictures.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { follow, openHouse, press } from "../test/journeys/house.ts";
import { apply, decide, openDocument, pay } from "../test/journeys/licence.ts";
import { outputOf } from "../test/judge.ts";

const folder = fileURLToPath(new URL("../docs/pictures", import.meta.url));
mkdirSync(folder, { recursive: true });

const phone = { width: 360, height: 720 };
const desk = { width: 1280, height: 800 };

/** A picture of the page as it opens, or from the first thing that `from` finds. */
async function keep(page: Page, name: string, view: { width: number; height: number }, from?: string): Promise<void> {
  await page.setViewportSize(view);
  await page.evaluate((selector) => {
    const top = selector ? document.querySelector(selector)!.getBoundingClientRect().top + window.scrollY - 12 : 0;
    window.scrollTo({ top, behavior: "instant" });
  }, from);
  await write(name, await page.screenshot());
}

async function write(name: string, picture: Buffer): Promise<void> {
  const { data, info } = await sharp(picture).webp({ quality: 78, effort: 6 }).toBuffer({ resolveWithObject: true });
  writeFileSync(join(folder, `${name}.webp`), data);
  console.log(`docs/pictures/${name}.webp  ${info.width} x ${info.height}, ${Math.round(data.length / 1024)} KB`);
}

const nothing = async () => {};
const house = await openHouse(200);
try {
  const stranger = await house.sit(null, { locale: "en" });
  await stranger.goto("/");
  await keep(stranger, "home-1280", desk);
  await keep(stranger, "home-360", phone);

  const owner = await house.sit("owner", { locale: "en" });
  const casePath = await apply(owner, { floorArea: "60", cooks: true }, async (page, name) => {
    if (name === "place") await keep(page, "form-360", phone, "main h1");
    await page.setViewportSize(desk);
  });
  const number = /TRT-\d{4}-\d{6}/.exec((await owner.locator("main").textContent()) ?? "")![0];

  const officer = async (
    key: string,
    what: Parameters<typeof decide>[4],
    look = nothing as Parameters<typeof decide>[5],
  ) => decide(house, await house.sit(key, { locale: "en" }), key, number, what, look);
  const mend = "Please measure the floor again: the photo shows a smaller stall.";
  await officer("reviewer", { do: "return", field: "floorArea", note: mend });
  await owner.goto(casePath);
  await keep(owner, "returned-360", phone, "main h1");
  await owner.goto(`${casePath}/perbaiki`);
  await owner.fill("[name=floorArea]", "55");
  await press(owner);
  const reviewer = await house.sit("reviewer", { locale: "en" });
  await reviewer.goto(`/petugas?q=${number}`);
  await follow(reviewer.locator('main a[href^="/petugas/kasus/"]').first());
  await keep(reviewer, "desk-1280", desk);
  await officer("reviewer", { do: "ask-opinions" });
  for (const office of ["health", "fire"]) await officer(office, { do: "agree" });
  await officer("reviewer", { do: "forward" });
  await officer("head", { do: "approve" });

  await pay(house, owner, casePath);
  await openDocument(owner, casePath);
  const pdf = join(house.folder, "licence.pdf");
  const [download] = await Promise.all([owner.waitForEvent("download"), owner.click('main a[href$="/berkas"]')]);
  await download.saveAs(pdf);
  outputOf("pdftoppm", ["-r", "72", "-singlefile", "-png", pdf, join(house.folder, "licence")]);
  await write("licence", await sharp(join(house.folder, "licence.png")).toBuffer());

  const code = (await owner.locator('main a[href^="/c/"]').textContent()) ?? "";
  await stranger.goto(`/c/${code}`);
  await keep(stranger, "check-360", phone, "main h1");
  await owner.goto("/saya/siapa-membaca");
  await keep(owner, "who-read-360", phone, "main h1");
} finally {
  await house.stop();
}
