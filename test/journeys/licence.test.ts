import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { outputOf, says } from "../judge.ts";
import { follow, type House, openHouse, press, type Seat, told } from "./house.ts";
import { apply, decide, openDocument, pay } from "./licence.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

const say = {
  id: { returned: "Mohon ukur lagi luas lapaknya.", valid: "Asli dan berlaku", altered: "Tidak asli" },
  en: { returned: "Please measure the floor again.", valid: "Genuine and valid", altered: "Not genuine" },
};
const pendopo = (...args: string[]) => says(process.execPath, ["bin/pendopo.mjs", ...args]);
const numberOn = async (page: Page) => /TRT-\d{4}-\d{6}/.exec(await told(page))![0];

const seats: (Seat & { locale: "id" | "en" })[] = [
  { locale: "id", width: 360, script: true },
  { locale: "en", width: 1280, script: false },
];
for (const seat of seats) {
  const how = `${seat.locale}, ${seat.width} px, scripts ${seat.script ? "on" : "off"}`;

  test(`a stall owner is asked to mend one field, pays, and holds a licence that a stranger can check (${how})`, async () => {
    const nothing = async () => {};
    const words = say[seat.locale];
    const owner = await house.sit("owner", seat);
    const casePath = await apply(owner, { floorArea: "60", cooks: true }, nothing);
    const number = await numberOn(owner);

    const reviewer = await house.sit("reviewer", seat);
    await decide(
      house,
      reviewer,
      "reviewer",
      number,
      { do: "return", note: words.returned, field: "floorArea" },
      nothing,
    );
    await owner.goto(`${casePath}/perbaiki`);
    const fields = await owner
      .locator("main form input:visible")
      .evaluateAll((all) => all.map((one) => one.getAttribute("name")));
    assert.deepEqual(fields, ["floorArea"], "only that field can be changed");
    assert.match(await told(owner), new RegExp(words.returned));
    await owner.fill("[name=floorArea]", "luas");
    await press(owner);
    assert.equal(await owner.inputValue("[name=floorArea]"), "luas", "what was typed is kept");
    assert.ok(await owner.locator(".govuk-error-summary").count());
    await owner.fill("[name=floorArea]", "55");
    await press(owner);
    await owner.waitForURL(casePath);

    await reviewer.goto(`/petugas?q=${number}`);
    await follow(reviewer.locator('main a[href^="/petugas/kasus/"]').first());
    assert.match((await reviewer.locator("main del").first().textContent()) ?? "", /60/, "the difference is shown");
    await decide(house, reviewer, "reviewer", number, { do: "ask-opinions" }, nothing);
    for (const office of ["health", "fire"])
      await decide(house, await house.sit(office, seat), office, number, { do: "agree" }, nothing);
    await decide(house, reviewer, "reviewer", number, { do: "forward" }, nothing);
    await decide(house, await house.sit("head", seat), "head", number, { do: "approve" }, nothing);

    await pay(house, owner, casePath);
    await openDocument(owner, casePath);
    const file = join(house.folder, `${number}.pdf`);
    const [download] = await Promise.all([
      owner.waitForEvent("download"),
      owner.locator('main a[href$="/berkas"]').click(),
    ]);
    await download.saveAs(file);
    const code = (await owner.locator('main a[href^="/c/"]').textContent()) ?? "";

    const stranger = await house.sit(null, seat);
    await stranger.goto(`/c/${code}`);
    assert.match(await told(stranger), new RegExp(words.valid));
    const checkFile = async (path: string) => {
      await stranger.goto("/cek");
      await stranger.setInputFiles("[name=file]", path);
      await follow(stranger.locator("main button").last());
      return told(stranger);
    };
    assert.match(await checkFile(file), new RegExp(words.valid));
    const altered = `${file}.altered.pdf`;
    writeFileSync(altered, Buffer.concat([readFileSync(file), Buffer.from("% ")]));
    assert.match(await checkFile(altered), new RegExp(words.altered));

    await owner.goto("/pesan");
    const inbox = await told(owner);
    assert.equal(inbox.split(number).length - 1, 5, "received, returned, mended, approved, issued");
    await owner.goto("/saya/siapa-membaca");
    assert.match(await told(owner), /Penanaman Modal|Investment and One-Stop/);
  });
}

test("low risk is decided in the same minute, by nobody's hand", async () => {
  const owner = await house.sit("owner", { width: 360 });
  const casePath = await apply(owner, { floorArea: "12", cooks: false }, async () => {});
  await pay(house, owner, casePath);
  await openDocument(owner, casePath);
  assert.match(await told(owner), /segel/);
  assert.doesNotMatch(await told(owner), /tanda tangan Bambang/);
});

test("an application is put away, taken up on another device, and what was typed wrongly is still there", async () => {
  const owner = await house.sit("owner", { width: 360 });
  await owner.goto("/ajukan/izin-usaha-mikro");
  await press(owner);
  await owner.fill("[name=phone]", "12");
  await follow(owner.locator("button[name=_later]"));
  const elsewhere = await house.sit("owner", { width: 1280, locale: "en", fresh: true });
  await elsewhere.goto("/saya");
  await follow(elsewhere.locator('main a[href^="/ajukan/"]').first());
  assert.match(elsewhere.url(), /\/pemohon(\?salah=ya)?$/, "it goes on where it stopped");
  assert.equal(await elsewhere.inputValue("[name=phone]"), "12");
});

test("a refusal tells the reason, the law and how to object", async () => {
  const owner = await house.sit("owner");
  const casePath = await apply(owner, { floorArea: "120", cooks: true }, async () => {});
  const number = await numberOn(owner);
  const reviewer = await house.sit("reviewer");
  await decide(house, reviewer, "reviewer", number, { do: "forward" }, async () => {});
  const head = await house.sit("head");
  await decide(
    house,
    head,
    "head",
    number,
    { do: "refuse", reason: "keselamatan", note: "Dapur tanpa ventilasi." },
    async () => {},
  );
  await owner.goto(casePath);
  const words = await told(owner);
  for (const part of [/Syarat keselamatan/, /Dapur tanpa ventilasi/, /21 hari kerja/]) assert.match(words, part);
});

test("an auditor reads a case, recomputes the log from outside, and a citizen's proof stands alone", async () => {
  const since = join(house.folder, "since.txt");
  const before = pendopo("verify-log", house.address, "--since", since);
  assert.equal(before.code, 0, before.text);
  const auditor = await house.sit("auditor");
  const owner = await house.sit("owner");
  await owner.goto("/permohonan");
  const casePath = await owner.locator('main a[href^="/permohonan/"]').first().getAttribute("href");
  await auditor.goto(`/petugas/kasus/${casePath!.split("/").at(-1)}`);
  assert.match(await told(auditor), /TRT-/);
  assert.equal(await auditor.locator("button[name=do][value=approve]").count(), 0, "an auditor decides nothing");
  await owner.waitForTimeout(2500);
  await owner.goto("/saya/siapa-membaca");
  await follow(owner.locator('main a[href^="/saya/siapa-membaca/"]').first());
  const proof = join(house.folder, "proof.tlog-proof");
  const [download] = await Promise.all([
    owner.waitForEvent("download"),
    owner.locator('main a[href^="/log/bukti/"]').click(),
  ]);
  await download.saveAs(proof);
  const key = outputOf("curl", ["-s", `${house.address}/log/key`])
    .toString()
    .trim();
  const checked = pendopo("verify-log", "--proof", proof, "--key", key);
  assert.equal(checked.code, 0, checked.text);
  assert.match(checked.text, /Proven: this row is entry/);
  const again = pendopo("verify-log", house.address, "--since", since, "--key", key);
  assert.match(again.text, /It continues the checkpoint/);
});
