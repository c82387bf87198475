import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, type House, openHouse, press, told } from "./house.ts";
import { make, makeNamed, nightMarket } from "./night-market.ts";
import { deskOf, find, send, stepUp } from "./states.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

test("a service is made in the Studio from nothing, walked through, looked over, published, and issues its first permit", async () => {
  const page = await house.sit("designer");
  await page.goto("/studio");
  await page.fill("[name=title-id]", "Izin pasar malam");
  await page.fill("[name=title-en]", "Night-market permit");
  await press(page);
  const draft = new URL(page.url()).pathname;

  for (const part of ["service", "form", "fee", "process"]) await make(page, draft, part, nightMarket[part]!);
  for (const part of ["decisions", "documents"]) await makeNamed(page, draft, part, nightMarket[part]!);
  await page.goto(draft);
  assert.match(await told(page), /Tidak ada temuan/, await told(page));

  // A walk with an invented person, kept as a test that every later change is held to.
  await page.goto(`${draft}/coba`);
  await page.selectOption("[name=sample]", "warga");
  await press(page);
  await page.fill("[name=street]", "Jalan Kenanga");
  await page.fill("[name=stalls]", "30");
  await press(page);
  await page.check("[name=generator][value=yes]");
  await press(page);
  await press(page);
  for (const happens of ["chooses:review:approve:", "comes:payment", "comes:issued"])
    await follow(page.locator(`button[value="${happens}"]`));
  await page.fill("[name=title]", "Tiga puluh lapak");
  await follow(page.locator("button[name=_record]"));
  await page.goto(draft);
  assert.match(await told(page), /Tidak ada temuan/, await told(page));

  await page.goto(`${draft}/terbit`);
  await follow(page.locator("button[value=submit]"));
  const second = await house.sit("approver");
  await second.goto(`${draft}/terbit`);
  await follow(second.locator("button[value=approved]"));
  await stepUp(house, page, "designer");
  await page.goto(`${draft}/terbit`);
  await follow(page.locator("button[value=publish]"));
  assert.match(await told(page), /Izin pasar malam/);

  const citizen = await house.sit("citizen");
  await citizen.goto("/ajukan/izin-pasar-malam");
  await press(citizen);
  await citizen.fill("[name=street]", "Jalan Kenanga");
  await citizen.fill("[name=stalls]", "12");
  await press(citizen);
  await citizen.check("[name=declaration]");
  await press(citizen);
  const path = new URL(citizen.url()).pathname;
  assert.match(path, /^\/permohonan\//, await told(citizen));

  const reviewer = await house.sit("reviewer");
  await reviewer.goto(deskOf(path));
  await follow(reviewer.locator("main button[value=approve]").first());
  await stepUp(house, citizen, "citizen");
  const bill = await find(citizen, path, /"(\/tagihan\/[0-9a-f-]{36})"/);
  const pay = await send(citizen, bill.replace("/tagihan/", "/bayar/"));
  await send(citizen, `/demo/qris/${await find(citizen, pay, /\/demo\/qris\/([^"]+)"/)}`, { how: "pay" });
  for (let tries = 0; ; tries += 1) {
    await citizen.goto(path);
    if (/dokumen sudah terbit/.test(await told(citizen))) break;
    assert.ok(tries < 60, await told(citizen));
    await citizen.waitForTimeout(250);
  }
  await follow(citizen.locator('main a[href^="/dokumen/"]').first());
  assert.match(await told(citizen), /IPM\/\d{6}\/DPMPTSP/);
});
