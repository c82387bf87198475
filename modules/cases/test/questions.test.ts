import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { after, type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { findings } from "../../../design/test/gallery/axe.ts";
import { openBrowser } from "../../../design/test/gallery/browser.ts";
import { beginDraft } from "../commands/begin-draft.ts";
import { code, everyQuestion } from "./questions.ts";
import { sessionOf } from "./visitor.ts";

const browser = await openBrowser();
after(() => browser.close());

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** The house with a service that asks everything, its owner at a browser, and a draft that is begun. */
async function house(t: TestContext) {
  const address = `http://localhost:${await freePort()}`;
  const s = await everyQuestion(t, { PUBLIC_URL: address });
  await (await s.web()).listen({ port: Number(new URL(address).port), host: "127.0.0.1" });
  const { draft } = await s.act(s.owner, beginDraft, { service: code });
  const token = await sessionOf(s, s.id("narti"));
  const sit = async (script: boolean, width = 1280) => {
    const context = await browser.newContext({
      baseURL: address,
      javaScriptEnabled: script,
      viewport: { width, height: 800 },
    });
    await context.addCookies([
      {
        name: "__Host-session",
        value: token,
        url: "https://localhost/",
        secure: true,
        httpOnly: true,
        sameSite: "Lax",
      },
    ]);
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    return page;
  };
  const answers = async () =>
    (await s.asOwner<{ answers: Record<string, never> }>("select answers from cases.draft where id = $1", [draft]))[0]!
      .answers as Record<string, unknown>;
  return { ...s, draft, sit, answers, at: (page: string) => `/ajukan/${draft}/${page}` };
}

const save = async (page: Page) => {
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("button", { name: "Simpan dan lanjutkan" }).last().click(),
  ]);
};
const press = async (page: Page, selector: string) => {
  await Promise.all([page.waitForEvent("load"), page.locator(selector).click()]);
};
const faults = (page: Page) => page.locator(".govuk-error-summary li").allTextContents();
const png = await sharp({ create: { width: 60, height: 30, channels: 3, background: "white" } })
  .png()
  .toBuffer();
const pdf = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
);
const fill = async (page: Page, answers: Record<string, string>) => {
  for (const [name, value] of Object.entries(answers)) await page.fill(`[name="${name}"]`, value);
};

test("without script every kind of question is asked, read, looked for, mended and handed on", async (t) => {
  const s = await house(t);
  const page = await s.sit(false);
  await page.goto(s.at("angka"));
  await fill(page, {
    phone: "0812-3456-7890",
    businessNumber: "1234567890123",
    tables: "0",
    price: "250.000",
    "childBirth.day": "17",
    "childBirth.month": "8",
    "childBirth.year": "2990",
    "since.month": "8",
    "since.year": "2020",
    opens: "8.30",
  });
  await save(page);
  const first = (await faults(page)).join("\n");
  assert.match(first, /Nomor Induk Berusaha.*tertukar/);
  assert.match(first, /Tanggal lahir belum lewat/, "a check of the bank");
  await fill(page, { businessNumber: "1234567890128", "childBirth.year": "1990" });
  await save(page);
  assert.deepEqual(
    await faults(page),
    ["Sewa satu meja: Tanpa meja tidak ada sewa."],
    "a rule, once each answer is right",
  );
  await fill(page, { tables: "8" });
  await save(page);
  assert.deepEqual(await faults(page), ["Alasan: Isi bagian ini."], "required because of what is computed");
  assert.match((await page.locator("#total output").textContent())!, /Rp 2\.000\.000/);
  await fill(page, { reason: "Dekat pasar" });
  await save(page);
  assert.match(page.url(), /letak$/);

  await fill(page, { "domicile.street": "Jl. Melati 3", "domicile.rt": "1", "domicile.village.find": "sukaluhur" });
  await press(page, "[name=_find][value='domicile.village']");
  await page.getByLabel("Sukaluhur, Banyuasri, Kabupaten Tirta").check();
  await page.fill("[name='activity.find']", "56101");
  await press(page, "[name=_find][value=activity]");
  await page.getByLabel("Restoran, KBLI 56101").check();
  await page.fill("[name='nearby.find']", "suka");
  await press(page, "[name=_find][value=nearby]");
  for (const box of await page.locator("[name=nearby]").all())
    if ((await box.getAttribute("value"))! < "99.01.03") await box.check();
  await page.fill("[name='nearby.find']", "");
  await fill(page, { homeSpot: "di sana", spouse: "Joko Prasetyo", "spouse.nik": "123" });
  await save(page);
  const second = (await faults(page)).join("\n");
  assert.match(second, /Letak tempatnya: Tulis lintang dan bujur/);
  assert.match(second, /Suami atau istri: NIK terdiri dari 16 angka/);
  assert.ok(await page.locator("[name='domicile.village']:checked").count(), "what was chosen stays chosen");
  await fill(page, { homeSpot: "-7.0051, 110.4381", "spouse.nik": "9901011203850001" });
  await save(page);
  assert.match(page.url(), /berkas$/);

  await page.setInputFiles("[name=papers]", [
    { name: "surat.pdf", mimeType: "application/pdf", buffer: pdf },
    { name: "foto.png", mimeType: "image/png", buffer: png },
  ]);
  await save(page);
  assert.equal((await faults(page)).length, 2, (await faults(page)).join());
  assert.deepEqual(
    (await page.locator(".files li a").allTextContents()).sort(),
    ["foto.jpg", "surat.pdf"],
    "what came in stays, whatever else is missing",
  );
  await press(page, ".files li:first-child button");
  assert.equal(await page.locator(".files li").count(), 1);
  await page.setInputFiles("[name=papers]", {
    name: "x.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("<html>"),
  });
  await save(page);
  assert.match((await faults(page)).join(), /bukan PDF dan bukan foto/);
  await page.setInputFiles("[name=signature]", { name: "ttd.png", mimeType: "image/png", buffer: png });
  await page.fill("[name='signature.by']", "Narti");
  await page.getByLabel("Saya setuju datanya diperiksa.").check();
  await save(page);
  assert.match(page.url(), /daftar$/);

  await fill(page, {
    "sales.0.amount": "1000",
    "sales.1.amount": "2.000",
    "rooms.0.called": "Dapur",
    "rooms.0.things.0.thing": "Kompor",
  });
  await press(page, "[name=_add][value='rooms.0.things']");
  await page.fill("[name='rooms.0.things.1.thing']", "Meja");
  await save(page);
  assert.match(page.url(), /pemohon$/, (await faults(page)).join());

  const kept = await s.answers();
  assert.equal(kept.total, 2_000_000);
  assert.equal(kept.since, "2020-08");
  assert.equal(kept.opens, "08:30");
  assert.deepEqual(kept.domicile, {
    village: { code: "99.01.02.2006", text: "Sukaluhur, Banyuasri, Kabupaten Tirta" },
    street: "Jl. Melati 3",
    rt: "001",
    rw: null,
    postal: null,
  });
  assert.deepEqual(kept.activity, { code: "56101", text: "Restoran, KBLI 56101" });
  assert.deepEqual((kept.homeSpot as { at: object }).at, { lat: -7.0051, lon: 110.4381 });
  assert.equal((kept.spouse as { known: boolean }).known, false, "the register was asked");
  assert.equal((kept.signature as { signedBy: string }).signedBy, "Narti");
  assert.deepEqual(kept.rooms, [{ called: "Dapur", things: [{ thing: "Kompor" }, { thing: "Meja" }] }]);
  assert.deepEqual(kept.sales, [
    { amount: 1000, note: null },
    { amount: 2000, note: null },
  ]);
  assert.equal(s.definition.form!.pages[0]!.fields[0]!.bank, "phone", "a question of the bank says so");
});

test("with script a list is found as one types, by keyboard alone; a place and a signature are drawn", async (t) => {
  const s = await house(t);
  const page = await s.sit(true);
  const refused: string[] = [];
  page.on(
    "console",
    (message) => message.type() === "error" && !/422/.test(message.text()) && refused.push(message.text()),
  );
  page.on("pageerror", (error) => refused.push(String(error)));
  await page.goto(s.at("letak"));
  await page.fill("[name='domicile.street']", "Jl. Melati 3");
  const village = page.locator("[name='domicile.village.find']");
  await village.pressSequentially("sukalu");
  await page.getByRole("option", { name: "Sukaluhur, Banyuasri" }).waitFor();
  assert.equal(await village.getAttribute("role"), "combobox");
  assert.equal(await village.getAttribute("aria-expanded"), "true");
  await village.press("ArrowDown");
  assert.ok(await village.getAttribute("aria-activedescendant"));
  await village.press("Enter");
  assert.equal(await village.inputValue(), "Sukaluhur, Banyuasri, Kabupaten Tirta");
  assert.equal(await village.getAttribute("aria-expanded"), "false");
  const nearby = page.locator("[name='nearby.find']");
  for (const words of ["sukalu", "mekarsa"]) {
    await nearby.fill(words);
    await page.getByRole("option").first().waitFor();
    await nearby.press("ArrowDown");
    await nearby.press("Enter");
  }
  const map = page.locator(".place-input[data-for=homeSpot] svg");
  await map.focus();
  for (const key of ["+", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  assert.match(await page.inputValue("[name=homeSpot]"), /^-?\d+\.\d{6}, \d+\.\d{6}$/);
  const land = page.locator(".place-input[data-for=land] svg");
  await land.scrollIntoViewIfNeeded();
  const seen = (await land.boundingBox())!;
  for (const [x, y] of [
    [0.3, 0.3],
    [0.7, 0.3],
    [0.5, 0.7],
  ] as const)
    await page.mouse.click(seen.x + seen.width * x, seen.y + seen.height * y);
  assert.equal((await page.inputValue("[name=land]")).split("\n").length, 3);
  await save(page);
  await page.waitForLoadState();
  const kept = await s.answers();
  assert.equal((kept.domicile as { village: { code: string } }).village.code, "99.01.02.2006");
  assert.equal((kept.nearby as object[]).length, 2);
  assert.equal((kept.land as object[]).length, 3);

  await page.goto(s.at("berkas"));
  const pad = (await page.locator("canvas").boundingBox())!;
  await page.mouse.move(pad.x + 20, pad.y + 40);
  await page.mouse.down();
  await page.mouse.move(pad.x + 200, pad.y + 90, { steps: 5 });
  await page.mouse.up();
  const drawn = () =>
    page.locator("[name=signature]").evaluate((on) => (on as unknown as { files: { length: number } }).files.length);
  while ((await drawn()) === 0) await page.waitForTimeout(20);
  await page.fill("[name='signature.by']", "Narti");
  await save(page);
  assert.equal(((await s.answers()).signature as { type: string }).type, "image/jpeg");
  assert.deepEqual(refused, [], "the policy let everything of ours in");
});

test("each page of questions is sound at 320, 360 and 1280 px, as it is and with its faults", async (t) => {
  const s = await house(t);
  for (const script of [true, false])
    for (const width of [320, 360, 1280]) {
      const page = await s.sit(script, width);
      for (const name of ["angka", "letak", "berkas", "daftar"]) {
        await page.goto(s.at(name));
        for (const state of ["asked", "refused"]) {
          if (state === "refused") await save(page);
          // axe itself is a script: without any, the look and the width are judged.
          if (script) assert.deepEqual(await findings(page), [], `${name} ${state} ${width}`);
          const wide = script ? await page.evaluate(() => document.documentElement.scrollWidth) : width;
          assert.ok(wide <= width, `${name} ${state} is ${wide} px wide at ${width}`);
          if (process.env.PICTURES) {
            mkdirSync(process.env.PICTURES, { recursive: true });
            const file = `${process.env.PICTURES}/${name}-${state}-${width}-${script ? "js" : "plain"}.png`;
            await page.screenshot({ path: file, fullPage: true });
          }
        }
      }
      await page.context().close();
    }
});
