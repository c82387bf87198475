import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, type House, openHouse, press, told } from "./house.ts";
import { fillIn } from "./licence.ts";
import { Judge } from "./soundness.ts";
import { nikOf } from "./states.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

test("an officer does the whole application for a person in front of them: the person's code, the form, the receipt; the person sees it and objects", async () => {
  const desk = await house.sit("front-desk", { width: 1280 });
  const owner = await house.sit("owner", { width: 360, script: false, fresh: true });
  await owner.goto("/akun/bertindak");
  await follow(owner.locator('main button[name=choice][value^="citizen"]'));
  await desk.goto("/petugas/dampingi");
  await desk.selectOption("[name=service]", "izin-usaha-mikro");
  await desk.fill("[name=nik]", nikOf("narti"));
  await press(desk);
  await follow(desk.locator("main button[name=person]").first());
  const visit = new URL(desk.url()).pathname;
  assert.equal(await desk.locator("main button[value=begin]").count(), 0, "nothing to begin before she agreed");
  await follow(desk.locator("main button[value=send]"));

  await owner.goto("/pesan");
  const code = /\d{6}/.exec(await told(owner))![0];
  assert.doesNotMatch(await desk.content(), new RegExp(code), "the officer's page does not know the code");
  await desk.fill("[name=code]", code === "000000" ? "000001" : "000000");
  await press(desk);
  assert.equal(await desk.locator("main .govuk-error-summary").count(), 1);
  await desk.fill("[name=code]", code);
  await press(desk);
  await follow(desk.locator("main button[value=begin]"));
  await fillIn(desk, { floorArea: "60", cooks: true }, async () => {});

  await desk.goto(visit);
  // Of a visit that is over there is a receipt: looked at here, where one has just ended.
  const judge = await Judge.of(desk);
  const { wrong } = await judge.see(() => follow(desk.locator('main a[href$="/tanda-terima"]')), {
    locale: "id",
    acts: undefined,
    refused: false,
  });
  assert.deepEqual(wrong, []);
  const number = /TRT-\d{4}-\d{6}/.exec(await told(desk))![0];
  await owner.goto("/saya/dibantu");
  await follow(owner.locator('main a[href^="/saya/dibantu/"]').first());
  assert.ok((await told(owner)).includes(number));
  assert.match(await told(owner), /Loket Pelayanan/);
  await owner.fill("[name=reason]", "Saya hanya bertanya, tidak meminta diajukan.");
  await follow(owner.locator("main button[value=object]"));
  assert.match(await told(owner), /dikeberatkan/);
});
