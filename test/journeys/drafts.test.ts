import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { follow, type House, openHouse, press, told } from "./house.ts";
import { phonePhoto } from "./licence.ts";
import { nikOf } from "./states.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

async function begun(page: Page): Promise<string> {
  await page.goto("/ajukan/izin-usaha-mikro");
  await press(page);
  return new URL(page.url()).pathname.replace("/pemohon", "");
}

test("begun on a phone without script, gone on with on another device by its code", async () => {
  const phone = await house.sit("owner", { width: 360, script: false });
  const draft = await begun(phone);
  await phone.fill("[name=phone]", "081234567890");
  await press(phone);
  await phone.fill("[name=workers]", "3");
  await press(phone);
  await phone.goto(`${draft}/kode`);
  await press(phone);
  const code = (await phone.locator(".code-words li").textContent())!;

  const other = await house.sit("owner", { locale: "en", fresh: true });
  await other.goto("/saya");
  await follow(other.locator('main a[href="/lanjut"]'));
  await other.fill("[name=code]", code.toLowerCase().replace("-", " "));
  await press(other);
  assert.equal(new URL(other.url()).pathname, `${draft}/tempat`, "the first page that is not whole yet");
  await other.goto(`${draft}/usaha`);
  assert.equal(await other.inputValue("[name=workers]"), "3");

  const citizen = await house.sit("citizen");
  await citizen.goto("/lanjut");
  await citizen.fill("[name=code]", code);
  await press(citizen);
  assert.ok(await citizen.locator(".govuk-error-summary").count(), "to somebody else the code says nothing");
});

test("a page that is left half done is there when one comes back, though nothing was pressed", async () => {
  const page = await house.sit("owner", { width: 360 });
  const draft = await begun(page);
  await page.fill("[name=phone]", "0812");
  const saved = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  assert.equal((await saved).status(), 204);
  const other = await house.sit("owner", { script: false });
  await other.goto(`${draft}/pemohon`);
  assert.equal(await other.inputValue("[name=phone]"), "0812");
  // The page itself goes on as if nothing had been: its own earlier save is no other device's.
  await page.fill("[name=phone]", "081234567890");
  await press(page);
  assert.equal(new URL(page.url()).pathname, `${draft}/usaha`);
});

test("two devices write on one page: the second sees both and keeps its words", async () => {
  const one = await house.sit("owner", { width: 360, script: false });
  const draft = await begun(one);
  const two = await house.sit("owner", { locale: "en", width: 1280 });
  await two.goto(`${draft}/pemohon`);
  await one.fill("[name=phone]", "081111111111");
  await press(one);
  await two.fill("[name=phone]", "082222222222");
  await press(two);
  assert.match(await told(two), /Another device has saved this page/);
  assert.equal(await two.inputValue("[name=phone]"), "082222222222");
  await press(two);
  assert.equal(new URL(two.url()).pathname, `${draft}/usaha`);
});

test("the owner of a rented place sees only that part and agrees; then the application is handed in by itself", async () => {
  const tenant = await house.sit("owner", { width: 360, script: false });
  const draft = await begun(tenant);
  await tenant.fill("[name=phone]", "081234567890");
  await press(tenant);
  await tenant.fill("[name=workers]", "2");
  await press(tenant);
  await tenant.fill("[name=floorArea]", "12");
  await tenant.check("[name=ownership][value=rent]");
  await tenant.check("[name=hazardous][value=no]");
  await tenant.setInputFiles("[name=photo]", {
    name: "lapak.jpg",
    mimeType: "image/jpeg",
    buffer: await phonePhoto(),
  });
  await press(tenant);
  await tenant.fill("[name=ownerNik]", nikOf("joko"));
  await tenant.fill("[name=ownerName]", "Joko Prasetyo");
  await press(tenant);
  await tenant.check("[name=cooksOnSite][value=no]");
  await press(tenant);
  await tenant.fill('[name="products.0.name"]', "Nasi rames");
  await tenant.fill('[name="products.0.monthly"]', "4.500.000");
  await press(tenant);
  await tenant.check("[name=declaration]");
  await press(tenant);
  assert.equal(new URL(tenant.url()).pathname, `${draft}/tanda-tangan`);
  assert.match(await told(tenant), /ditunggu/);

  const landlord = await house.sit("citizen", { locale: "en" });
  await landlord.goto("/saya");
  await follow(landlord.locator('main a[href^="/tanda-tangan/"]'));
  const seen = await told(landlord);
  assert.match(seen, /Narti Suryani/);
  assert.match(seen, /12 m²/);
  assert.doesNotMatch(seen, /0812|Nasi rames/);
  await follow(landlord.locator("button[value=yes]"));
  assert.match(await told(landlord), /You have agreed/);

  for (let tries = 0; ; tries += 1) {
    await tenant.goto(`${draft}/tanda-tangan`);
    if (new URL(tenant.url()).pathname.startsWith("/permohonan/")) break;
    assert.ok(tries < 40, "the worker hands it in");
    await tenant.waitForTimeout(250);
  }
  assert.match(await told(tenant), /Disetujui oleh orang yang ikut menandatangani/);
});
