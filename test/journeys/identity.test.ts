import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateSync } from "otplib";
import type { Page, Request } from "playwright-core";
import { findings } from "../../design/test/gallery/axe.ts";
import { readGovernment } from "../../kernel/government.ts";
import { demoPeople } from "../../modules/registry/index.ts";
import { type House, openHouse, press, told } from "./house.ts";

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.stop());

const { government } = readGovernment(fileURLToPath(new URL("../../government/example", import.meta.url)));
const password = "gajah duduk di pematang";

/** Chromium's own authenticator: a phone that knows its owner. */
async function authenticator(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether the finger fits from now on. */
    verifies: (isUserVerified: boolean) =>
      session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    keys: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
  };
}
const passkeyButton = (page: Page) => page.locator("[data-passkey] button:visible");

for (const script of [true, false]) {
  test(`a citizen of the register signs up, ${script ? "with" : "without"} scripts, and comes back with password and code`, async () => {
    const person = demoPeople(government).get(script ? "sekar" : "sugeng")!;
    const page = await house.sit(null, { script, width: 360 });
    const next = async () => {
      if (script) assert.deepEqual(await findings(page), [], page.url());
      await press(page);
    };
    await page.goto("/masuk");
    await page.click('a[href="/daftar"]');
    await page.fill("[name=nik]", person.nik);
    await page.fill("[name=name]", person.name);
    const [year, month, day] = person.birthDate.split("-") as [string, string, string];
    await page.fill('[name="birthDate.day"]', day);
    await page.fill('[name="birthDate.month"]', month);
    await page.fill('[name="birthDate.year"]', year);
    await page.fill("[name=email]", `${person.key}@contoh.example`);
    await next();
    const mail = await page.context().newPage();
    await mail.goto("/demo/surat");
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(await told(mail))![0];
    await page.fill("[name=code]", code.toLowerCase());
    await page.fill("[name=password]", password);
    if (script) {
      await page.click(".govuk-js-password-input-toggle");
      assert.equal(await page.getAttribute("[name=password]", "type"), "text", "what is typed can be looked at");
    }
    await next();
    const secret = (await page.locator("main code").textContent())!.replaceAll(" ", "");
    await page.fill("[name=code]", generateSync({ secret }));
    await next();
    assert.match(await told(page), /Kode kedua terpasang/);
    await page.goto("/saya");
    assert.match(await told(page), new RegExp(person.name.split(" ")[0]!));
    await page.goto("/keluar");
    await next();
    await page.goto("/saya");
    assert.match(page.url(), /\/masuk\?lanjut=%2Fsaya/);
    await page.fill("[name=identifier]", person.nik);
    await page.fill("[name=password]", password);
    await next();
    assert.match(page.url(), /\/masuk\/kode\?lanjut=%2Fsaya/);
    await page.fill("[name=code]", generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }));
    await next();
    assert.match(page.url(), /\/saya$/);
  });
}

test("a passkey is added, signs in, steps up, cannot be replayed, and opens nothing once removed", async () => {
  const page = await house.sit("citizen", { fresh: true });
  const phone = await authenticator(page);
  await page.goto("/akun");
  await passkeyButton(page).click();
  await page.waitForURL(/\/masuk\/lagi\?lanjut=%2Fakun$/);
  await house.stepUp(page, "citizen");
  assert.match(page.url(), /\/akun$/, "back to the page, not to the script's own door");
  await Promise.all([page.waitForEvent("load"), passkeyButton(page).click()]);
  assert.equal((await phone.keys()).length, 1);
  assert.match(await told(page), /Chrome, Linux[\s\S]*Belum pernah dipakai/);

  await page.goto("/keluar");
  await press(page);
  await page.goto("/masuk?lanjut=/akun");
  const refused = page.locator("[data-passkey] [role=alert]:visible");
  let held: Request | undefined;
  await page.route("**/passkey/selesai", (route) => {
    held = route.request();
    return route.abort();
  });
  await passkeyButton(page).click();
  await refused.waitFor();
  await page.unroute("**/passkey/selesai");
  /** Begins anew and hands in this body: what the house says. */
  const handIn = async (body: string) =>
    page.evaluate(
      async ([path, text]) => {
        const headers = { "content-type": "application/json" };
        await fetch("/masuk/passkey/mulai", { method: "POST", headers, body: "{}" });
        return (await fetch(path!, { method: "POST", headers, body: text! })).status;
      },
      [new URL(held!.url()).pathname, body],
    );
  assert.equal(await handIn(held!.postData()!), 422, "a proof that was caught answers another challenge");
  const forged = JSON.parse(held!.postData()!);
  forged.response.response.signature = forged.response.response.signature.replace(/^.{8}/, "MEUCIQDx");
  assert.equal(await handIn(JSON.stringify(forged)), 422);
  assert.equal(await handIn("{}"), 422);

  await page.goto("/masuk?lanjut=/akun");
  await Promise.all([page.waitForEvent("load"), passkeyButton(page).click()]);
  assert.equal(new URL(page.url()).pathname, "/akun");
  assert.doesNotMatch(await told(page), /Belum pernah dipakai/);

  await page.goto("/akun");
  await press(page, "Buat sepuluh kode baru");
  assert.match(page.url(), /\/masuk\/lagi/, "signing in with a passkey is no step up");
  await Promise.all([page.waitForEvent("load"), passkeyButton(page).click()]);
  assert.equal(new URL(page.url()).pathname, "/akun");
  await press(page, "Buat sepuluh kode baru");
  assert.equal(await page.locator(".code-words li").count(), 10);

  await page.goto("/akun");
  const rest = await page.context().newPage();
  await rest.goto("/akun");
  await Promise.all([rest.waitForEvent("load"), rest.click("button[name=remove]")]);
  await page.goto("/keluar");
  await press(page);
  await page.goto("/masuk");
  await passkeyButton(page).click();
  await refused.waitFor();
  assert.match(await told(page), /atau masuk dengan kata sandi/, "the other way is there");
  await page.goto("/saya");
  assert.match(page.url(), /\/masuk/);
});

test("a passkey that does not know its owner opens nothing", async () => {
  const page = await house.sit("head", { fresh: true });
  const phone = await authenticator(page);
  await page.goto("/masuk/lagi?lanjut=/akun");
  await house.stepUp(page, "head");
  await Promise.all([page.waitForEvent("load"), passkeyButton(page).click()]);
  await page.goto("/keluar");
  await press(page);
  await phone.verifies(false);
  await page.goto("/masuk");
  await passkeyButton(page).click();
  await page.locator("[data-passkey] [role=alert]:visible").waitFor();
});

test("without scripts no passkey is offered, and the password's way is whole", async () => {
  const page = await house.sit("owner", { script: false });
  for (const path of ["/akun", "/masuk/lagi?lanjut=/akun"]) {
    await page.goto(path);
    assert.equal(await passkeyButton(page).count(), 0, path);
    assert.ok((await page.locator("main button.govuk-button:visible").count()) > 0, path);
  }
});

test("a device that is signed out elsewhere is a stranger at its next step", async () => {
  const home = await house.sit("reviewer", { fresh: true });
  const lost = await house.sit("reviewer", { fresh: true });
  await lost.goto("/petugas");
  assert.match(lost.url(), /\/petugas$/);
  await home.goto("/akun");
  await press(home, "Keluar dari semua perangkat lain");
  await lost.reload();
  assert.match(lost.url(), /\/masuk\?lanjut=%2Fpetugas/);
  await home.goto("/petugas");
  assert.match(home.url(), /\/petugas$/);
});
