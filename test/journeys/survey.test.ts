import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, type House, openHouse, press, told } from "./house.ts";
import { apply, pay } from "./licence.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

test("once the licence is there, its owner is asked, and three taps on a narrow phone without script say it all", async () => {
  const owner = await house.sit("owner", { width: 320, script: false });
  const path = await apply(owner, { floorArea: "12", cooks: false }, async () => {});
  await pay(house, owner, path);
  const survey = owner.locator('main a[href^="/survei/"]');
  for (let tries = 0; ; tries += 1) {
    await owner.goto("/saya");
    if ((await survey.count()) > 0) break;
    assert.ok(tries < 40, "my page asks");
    await owner.waitForTimeout(250);
  }
  await follow(survey.first());
  await follow(owner.locator('main .faces a[href$="semua=3"]'));
  assert.equal(await owner.locator("main input[type=radio]:checked").count(), 9);
  await press(owner);
  assert.match(await told(owner), /Terima kasih/);
  await owner.goto("/saya");
  assert.equal(await survey.count(), 0, "asked once");
  const stranger = await house.sit(null, { width: 320, script: false });
  await stranger.goto("/kepuasan");
  assert.match(await told(stranger), /menjawab: 1 dari 1/);
  assert.match(await told(stranger), /jawaban belum cukup/, "one answer shows nothing");
});
