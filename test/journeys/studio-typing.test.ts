import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, type House, openHouse, press, told } from "./house.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

test("what is wrong is told while a condition is typed, beside it; what was typed stays, and nothing is saved", async () => {
  const page = await house.sit("designer", { width: 360 });
  await page.goto("/studio");
  await page.selectOption("[name=code]", "izin-usaha-mikro");
  await follow(page.locator("form:has([name=code]) button"));
  const draft = new URL(page.url()).pathname;
  const place = `${draft}/form?di=pages.3`;
  await page.goto(place);
  // On a phone the place comes first, and the outline last, with a way to it.
  const top = async (what: string) => (await page.locator(what).first().boundingBox())!.y;
  assert.ok((await top("h1")) < (await top("nav#daftar")), "the outline stands before the place");
  await page.locator("a.to-work").click();
  assert.match(page.url(), /#daftar$/);

  const show = page.locator('[name="pages.3.show"]');
  await show.fill("floorAera > 10");
  const fault = page.locator('[id="pages.3.show-error"]');
  await fault.waitFor();
  assert.match((await fault.textContent())!, /"floorAera" is not a field/);
  assert.match((await show.getAttribute("aria-describedby"))!, /pages\.3\.show-error/);
  assert.match((await page.locator("#temuan").textContent())!, /floorAera/);
  assert.equal(await show.inputValue(), "floorAera > 10");
  await show.fill("floorArea > 10");
  await fault.waitFor({ state: "detached" });
  await page.locator("#hasil-ketik").waitFor();
  assert.match((await page.locator("#hasil-ketik").textContent())!, /ya atau tidak/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await page.goto(place);
  assert.equal(await show.inputValue(), 'ownership = "rent"', "nothing was saved");

  const plain = await house.sit("designer", { script: false });
  await plain.goto(place);
  await plain.fill('[name="pages.3.show"]', "floorAera > 10");
  await press(plain);
  assert.match(await told(plain), /"floorAera" is not a field/);
});
