import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { follow, type House, openHouse, type Seat, told } from "./house.ts";
import { apply } from "./licence.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

const words = {
  id: {
    free: "Belum diambil",
    mine: "Tugas saya",
    late: "Lewat batas",
    review: "Tinjau permohonan",
    none: /Antrean kosong/,
    over: /di atas 50 m²/,
    pictures: /Luas tempat usaha[\s\S]*60 m²/,
    head: /Kepala Dinas/,
  },
  en: {
    free: "Not taken yet",
    mine: "My tasks",
    late: "Overdue",
    review: "Review the application",
    none: /The queue is empty/,
    over: /over 50 m²/,
    pictures: /Floor area of the place[\s\S]*60 m²/,
    head: /Head of Agency/,
  },
};

/** Nothing sticks out at the side: a phone shows the page without being pushed about. */
async function fits(page: Page): Promise<void> {
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= seen, `${page.url()} is ${wide} px wide on a screen of ${seen}`);
}
const narrow = async (page: Page, label: string) => {
  await follow(page.locator("main nav a", { hasText: label }).first());
  await fits(page);
};

const seats: (Seat & { locale: "id" | "en" })[] = [
  { locale: "id", width: 360, script: false },
  { locale: "en", width: 1280, script: true },
];
for (const seat of seats)
  test(`a reviewer finds a case, takes it, reads it, notes on it and sends it on (${seat.locale}, ${seat.width} px, scripts ${seat.script ? "on" : "off"})`, async () => {
    const say = words[seat.locale];
    const owner = await house.sit("owner");
    const casePath = await apply(owner, { floorArea: "60", cooks: true }, async () => {});
    const number = /TRT-\d{4}-\d{6}/.exec(await told(owner))![0];
    const desk = `/petugas/kasus/${casePath.split("/").at(-1)}`;
    const page = await house.sit("reviewer", seat);
    const listed = () => page.locator(`main a[href="${desk}"]`).count();

    await page.goto("/petugas");
    await narrow(page, say.free);
    assert.equal(await listed(), 1);
    await narrow(page, say.review);
    assert.match(page.url(), /antrean=bebas/, "one filter keeps the other");
    assert.equal(await listed(), 1);
    await narrow(page, say.late);
    assert.match(await told(page), say.none);
    await page.goto("/petugas");
    await page.fill("[name=q]", number);
    await follow(page.locator("main form[role=search] button"));
    await follow(page.locator(`main a[href="${desk}"]`).first());
    await fits(page);

    const read = await told(page);
    for (const part of [say.pictures, say.over, /Warung Bu Narti/, /Perbup Tirta 12\/2026 Pasal 6/, /Nasi rames/])
      assert.match(read, part);
    const photo = await page.locator('main a[href^="/berkas/"]').first().getAttribute("href");
    const answer = await page.request.get(photo!);
    assert.deepEqual([answer.status(), answer.headers()["content-type"]], [200, "image/jpeg"]);
    const acts = await page
      .locator("button[name=do]")
      .evaluateAll((all) => all.map((one) => (one as HTMLButtonElement).value));
    assert.deepEqual(
      acts.sort(),
      ["ask-inquiry", "ask-opinions", "assign", "forward", "link", "note", "return", "split"],
      "the next acts, and no others",
    );

    await follow(page.locator("button[name=do][value=assign]").first());
    await page.goto("/petugas");
    await narrow(page, say.mine);
    assert.equal(await listed(), 1);

    await page.goto(desk);
    await page.fill("[name=text]", "Sudah ditelepon.");
    await follow(page.locator("button[name=do][value=note]"));
    assert.match(await told(page), /Sudah ditelepon\./);

    await page.fill("main [name=note]", "Luasnya kurang jelas.");
    await follow(page.locator("button[name=do][value=return]"));
    assert.equal(await page.locator(".govuk-error-summary").count(), 1, "no answer was named");
    assert.equal(await page.inputValue("main [name=note]"), "Luasnya kurang jelas.", "what was typed is kept");
    await fits(page);
    await follow(page.locator("button[name=do][value=forward]"));
    assert.match(await told(page), say.head, "who has it now");
    assert.equal(await page.locator("button[name=do][value=forward]").count(), 0);

    await owner.goto(casePath);
    const theirs = await told(owner);
    assert.doesNotMatch(theirs, /Sudah ditelepon|kurang jelas/);
  });

test("an office that does not work on a case, and an officer without such duties, cannot open it", async () => {
  const owner = await house.sit("owner");
  await owner.goto("/permohonan");
  const path = await owner.locator('main a[href^="/permohonan/"]').first().getAttribute("href");
  const desk = `/petugas/kasus/${path!.split("/").at(-1)}`;
  for (const [key, status] of [
    ["health", 404],
    ["administrator", 404],
  ] as const) {
    const page = await house.sit(key, { width: 360 });
    assert.equal((await page.goto(desk))?.status(), status, key);
    await page.goto("/petugas");
    await fits(page);
  }
});
