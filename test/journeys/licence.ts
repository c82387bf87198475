import type { Page } from "playwright-core";
import sharp from "sharp";
import { follow, type House, press } from "./house.ts";

/** A JPEG as a phone makes it, with a place hidden in it. */
export const phonePhoto = (): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: { r: 168, g: 65, b: 42 } } })
    .withExif({
      IFD0: { Make: "Telepon" },
      IFD3: { GPSLatitudeRef: "S", GPSLatitude: "7/1 33/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "110/1 49/1 0/1" },
    })
    .jpeg()
    .toBuffer();

/** Calls `look` with a name at each page that the journey comes to. */
export type Look = (page: Page, name: string) => Promise<unknown>;

/** Fills in the five pages and hands in; gives the case's address. `floorArea` and cooking decide the risk. */
export async function apply(
  page: Page,
  { floorArea, cooks }: { floorArea: string; cooks: boolean },
  look: Look,
): Promise<string> {
  await page.goto("/layanan/izin-usaha-mikro");
  await look(page, "service");
  await follow(page.locator('main a[href="/ajukan/izin-usaha-mikro"]').first());
  await look(page, "begin");
  await press(page);
  await fillIn(page, { floorArea, cooks }, look);
  await page.waitForURL(/\/permohonan\/[0-9a-f-]{36}/);
  await look(page, "submitted");
  return new URL(page.url()).pathname;
}

/** From the first page of the form to the hand-in, whoever does it. */
export async function fillIn(
  page: Page,
  { floorArea, cooks }: { floorArea: string; cooks: boolean },
  look: Look,
): Promise<void> {
  await look(page, "applicant");
  await page.fill("[name=phone]", "081234567890");
  await press(page);
  await look(page, "business");
  await page.fill("[name=workers]", "2");
  await press(page);
  await page.fill("[name=floorArea]", floorArea);
  await page.check("[name=ownership][value=market]");
  await page.check("[name=hazardous][value=no]");
  await page.setInputFiles("[name=photo]", { name: "lapak.jpg", mimeType: "image/jpeg", buffer: await phonePhoto() });
  await look(page, "place");
  await press(page);
  await look(page, "food");
  await page.check(`[name=cooksOnSite][value=${cooks ? "yes" : "no"}]`);
  if (cooks) {
    await page.check("[name=water][value=refill]");
  }
  await press(page);
  await page.fill('[name="products.0.name"]', "Nasi rames");
  await page.fill('[name="products.0.monthly"]', "4.500.000");
  await follow(page.locator("button[name=_add]"));
  await page.fill('[name="products.1.name"]', "Es teh");
  await page.fill('[name="products.1.monthly"]', "900000");
  await look(page, "products");
  await press(page);
  await look(page, "check");
  await page.check("[name=declaration]");
  await press(page);
}

/** Opens the first case of the officer's queue that carries the number, and does one thing with it. */
export async function decide(
  house: House,
  page: Page,
  key: string,
  number: string,
  what: { do: string; note?: string; field?: string; reason?: string },
  look: Look,
): Promise<void> {
  await page.goto("/petugas");
  await look(page, `queue-${key}`);
  await page.goto(`/petugas?q=${number}`);
  await follow(page.locator('main a[href^="/petugas/kasus/"]').first());
  const code = page.locator('main a[href^="/masuk/lagi"]');
  if (await code.count()) {
    await follow(code);
    await look(page, "step-up");
    await house.stepUp(page, key);
  }
  if (what.field) {
    await page.locator("main summary", { hasText: /Kembalikan|Return/ }).click();
    await page.fill(`[name="remark.${what.field}"]`, what.note ?? "");
  } else if (what.note) await page.fill("main [name=note]", what.note);
  if (what.reason) await page.selectOption("[name=reason]", what.reason);
  await look(page, `desk-${key}`);
  await follow(page.locator(`button[name=do][value=${what.do}]`));
}

/** Pays the bill that the case leads to, by the demo's wallet. */
export async function pay(house: House, owner: Page, casePath: string): Promise<void> {
  await owner.goto(casePath);
  await follow(owner.locator('main a[href^="/tagihan/"]').first());
  await follow(owner.locator("main a.govuk-button").first());
  await press(owner);
  if (/\/masuk\/lagi/.test(owner.url())) {
    await house.stepUp(owner, "owner");
    await press(owner);
  }
  await follow(owner.locator('main a[href^="/demo/qris"]').first());
  await follow(owner.locator("button[value=pay]"));
}

/** Waits until the case has its document, and opens it. */
export async function openDocument(owner: Page, casePath: string): Promise<void> {
  const link = owner.locator('main a[href^="/dokumen/"]');
  for (let i = 0; i < 60; i += 1) {
    await owner.goto(casePath);
    if (await link.count()) break;
    await new Promise((done) => setTimeout(done, 500));
  }
  await follow(link.first());
}
