import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { follow, type House, openHouse, told } from "./house.ts";
import { apply, decide, phonePhoto } from "./licence.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

const nothing = async () => {};

/** An application before the health agency, taken by its inspector, who has opened the list once with signal. */
async function onTheWay(): Promise<{ page: Page; desk: string; path: string }> {
  const owner = await house.sit("owner");
  const casePath = await apply(owner, { floorArea: "60", cooks: true }, nothing);
  const number = /TRT-\d{4}-\d{6}/.exec(await told(owner))![0];
  const reviewer = await house.sit("reviewer");
  await decide(house, reviewer, "reviewer", number, { do: "ask-opinions" }, nothing);
  const page = await house.sit("health");
  const desk = `/petugas/kasus/${casePath.split("/").at(-1)}`;
  await page.goto(desk);
  await follow(page.locator("button[name=do][value=assign]").first());
  await page.goto("/petugas/lapangan");
  const link = page.locator("main a[data-keep]", { hasText: /Warung/ }).last();
  const path = (await link.getAttribute("href"))!;
  await page.locator("[data-field-ready]").waitFor({ state: "visible" });
  return { page, desk, path };
}

async function fill(page: Page, note: string): Promise<void> {
  for (const item of ["exit", "extinguisher", "water", "waste"]) await page.check(`[name="item.${item}"][value=yes]`);
  await page.fill("[name=note]", note);
}

test("with the network cut, an inspection is opened, filled in and kept with its photo; with signal it arrives, once", async () => {
  const { page, desk, path } = await onTheWay();
  const context = page.context();
  await context.setOffline(true);
  await page.goto("/petugas/lapangan");
  await page.goto(path);
  await fill(page, "Dapur rapi, tanpa sinyal.");
  await page.setInputFiles('[name="photo.exit"]', {
    name: "pintu.jpg",
    mimeType: "image/jpeg",
    buffer: await phonePhoto(),
  });
  await Promise.all([
    page.waitForURL(/\/petugas\/lapangan$/),
    page.locator("main form button[type=submit]").last().click(),
  ]);
  const kept = page.locator("[data-field-kept] li");
  await kept.first().waitFor();
  assert.equal(await kept.getAttribute("data-state"), "waiting");
  await page.reload();
  await kept.first().waitFor();
  assert.equal(await kept.getAttribute("data-state"), "waiting", "it is on the phone, not in the page");
  await context.setOffline(false);
  await page.locator("[data-field-kept] li[data-state=sent]").waitFor({ timeout: 20_000 });
  await page.reload();
  await page.locator("[data-field-send]").click();
  await page.goto(desk);
  const read = await told(page);
  assert.equal(read.split("Dapur rapi, tanpa sinyal.").length, 2, "once");
  const photo = await page.locator('main section a[href^="/berkas/"]', { hasText: "Lihat foto" }).getAttribute("href");
  assert.equal((await page.request.get(photo!)).status(), 200);
});

test("what was written offline for a task that was finished meanwhile is not lost: it arrives, marked, and the phone says so", async () => {
  const { page, desk, path } = await onTheWay();
  await page.goto(path);
  await page.context().setOffline(true);
  await fill(page, "Terlambat sampai.");
  await Promise.all([
    page.waitForURL(/\/petugas\/lapangan$/),
    page.locator("main form button[type=submit]").last().click(),
  ]);
  await page.locator("[data-field-kept] li[data-state=waiting]").waitFor();
  const elsewhere = await house.sit("health", { fresh: true });
  await elsewhere.goto(desk);
  await follow(elsewhere.locator("button[name=do][value=agree]"));
  await page.context().setOffline(false);
  await page.locator("[data-field-kept] li[data-state=sent]").waitFor({ timeout: 20_000 });
  assert.match(
    (await page.locator("[data-field-kept]").textContent()) ?? "",
    /tugasnya sudah selesai sebelum laporan ini sampai/,
  );
  await elsewhere.goto(desk);
  assert.match(await told(elsewhere), /tugasnya sudah selesai[\s\S]*Terlambat sampai\./);
});
