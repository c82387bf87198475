import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { follow, type House, openHouse, press, told } from "./house.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

for (const seat of [
  { locale: "id", width: 360, script: false },
  { locale: "en", width: 1280, script: true },
] as const)
  test(`a citizen books an hour, moves it, keeps it in a calendar; somebody at the door gets a number and is called (${seat.locale}, ${seat.width} px)`, async () => {
    const page = await house.sit("citizen", seat);
    await page.goto("/antrean");
    await follow(page.locator('main a[href="/janji/baru"]'));
    await follow(page.locator('main a[href="/janji/baru/mpp/izin-usaha"]'));
    const hours = page.locator("main [name=slot]:not([disabled])");
    await hours.first().check();
    await press(page);
    const number = /A\d{3}/.exec(await told(page))![0];
    const path = new URL(page.url()).pathname;

    await page.goto(`${path}/ubah`);
    await page.locator("main details summary").click();
    await follow(page.locator("main details a").last());
    const moved = (await page.locator("main [name=slot]:not([disabled])").last().getAttribute("value"))!;
    await page.locator("main [name=slot]:not([disabled])").last().check();
    await press(page);
    assert.ok((await told(page)).includes(seat.locale === "id" ? moved.replace(":", ".") : moved));

    const file = await page.request.get(`${path}/kalender.ics`);
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(await file.text())).getFirstSubcomponent("vevent")!);
    assert.match(event.summary, seat.locale === "id" ? /Izin usaha mikro/ : /Micro-business licence/);
    await page.goto("/saya");
    assert.equal(await page.locator(`main a[href="${path}"]`).count(), 1, "my page says what I have to come for");

    const desk = await house.sit("front-desk", seat);
    await desk.goto("/petugas/loket/mpp/2");
    const open = await desk.locator("main select[name=errand] option:not([disabled])").count();
    if (open > 0) {
      await follow(desk.locator("main button[value=draw]"));
      const drawn = /A\d{3}/.exec((await desk.locator("main [role=status]").textContent()) ?? "")![0];
      assert.notEqual(drawn, number);
      await follow(desk.locator("main button[value=next]"));
      const wall = await house.sit(null, seat);
      await wall.goto("/antrean/mpp");
      assert.match((await wall.locator("main .calls").textContent()) ?? "", new RegExp(drawn));
      await follow(desk.locator("main button[value=served]"));
      await wall.reload();
      assert.doesNotMatch((await wall.locator("main").textContent()) ?? "", new RegExp(drawn));
    } else
      assert.match(
        await told(desk),
        seat.locale === "id" ? /sisa 0/ : /0 left/,
        "closed: nobody could be served today",
      );

    await page.goto(path);
    await follow(page.locator("main button[value=cancel]"));
    assert.match(await told(page), seat.locale === "id" ? /dibatalkan/ : /cancelled/);
  });
