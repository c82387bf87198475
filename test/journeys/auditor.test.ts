import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Client } from "../../kernel/database/index.ts";
import { judges, outputOf } from "../judge.ts";
import { follow, type House, openHouse, asOwner as ownDatabase, press, told } from "./house.ts";
import { apply, openDocument, pay } from "./licence.ts";

let house: House;
/** A licence as its owner keeps it: its page, its file, and what its square code says. */
const licence = { page: "", case: "", file: "", code: "" };
before(async () => {
  house = await openHouse();
  const owner = await house.sit("owner", { script: false });
  licence.case = await apply(owner, { floorArea: "12", cooks: false }, async () => {});
  await pay(house, owner, licence.case);
  await openDocument(owner, licence.case);
  licence.page = new URL(owner.url()).pathname;
  licence.code = (await owner.locator('main a[href^="/c/"]').textContent()) ?? "";
  licence.file = await download(owner, 'main a[href$="/berkas"]', "licence.pdf");
});
after(() => house.stop());

async function download(page: Page, link: string, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator(link).click()]);
  const path = join(house.folder, name);
  await file.saveAs(path);
  return path;
}

const urls = (): Record<"owner" | "app", string> =>
  JSON.parse(readFileSync(join(house.folder, "data/keys/demo.json"), "utf8")).urls;

const asOwner = (work: (database: Client) => Promise<void>) => ownDatabase(house, work);

/** Where the square code on the paper leads, with what it carries. */
function squareCode(): string {
  const picture = join(house.folder, "page");
  outputOf("pdftoppm", ["-r", "150", "-png", "-singlefile", licence.file, picture]);
  return String(outputOf("zbarimg", ["-q", "--raw", `${picture}.png`])).trim();
}

test("a stranger scans the square code: the browser itself checks what it carries, and a forged or borrowed one is told", async (t) => {
  if (!judges(t, "pdftoppm", "zbarimg")) return;
  const address = squareCode();
  assert.ok(address.startsWith(`${house.address}/c/${licence.code}#v1.`), address);
  const stranger = await house.sit(null, { width: 360 });
  const sent: string[] = [];
  stranger.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  const open = async (at: string) => {
    await stranger.goto("about:blank");
    await stranger.goto(at);
    await stranger.locator("[data-offline]").waitFor({ state: "visible" });
    const seen = async (part: string) => {
      const found = stranger.locator(part);
      return (await found.isVisible()) ? ((await found.textContent()) ?? "") : "";
    };
    return { genuine: await seen("[data-genuine]"), forged: await seen("[data-forged]") };
  };
  const { genuine, forged: no } = await open(address);
  assert.match(genuine, /kode QR cocok dengan kunci instansi[\s\S]*Warung Bu Narti/);
  assert.equal(no, "");
  assert.match(await told(stranger), /Asli dan berlaku/);
  const carried = address.split("#")[1]!;
  const [version, payload = "", signature] = carried.split(".");
  const lie = Buffer.from(payload, "base64url").toString().replace("Warung Bu Narti", "Warung Palsu");
  for (const forged of [
    `${version}.${Buffer.from(lie).toString("base64url")}.${signature}`,
    `${version}.${payload}.${Buffer.alloc(64, 7).toString("base64url")}`,
    `${version}.${payload}`,
    "apa saja",
  ]) {
    const said = await open(`${address.split("#")[0]}#${forged}`);
    assert.match(said.forged, /kode QR tidak cocok. Kertas ini tidak asli/, forged);
    assert.equal(said.genuine, "");
  }
  await asOwner(async (database) => {
    const rename = (from: string, to: string) =>
      database.query("update documents.document set code = $2 where code = $1", [from, to]);
    await rename(licence.code, "AAAA-BBBB-CCCC");
    const borrowed = await open(`${house.address}/c/AAAA-BBBB-CCCC#${carried}`);
    await rename("AAAA-BBBB-CCCC", licence.code);
    assert.match(borrowed.forged, /tidak cocok/, "a genuine code of another paper proves nothing about this one");
    assert.equal(borrowed.genuine, "");
  });
  assert.ok(!sent.join("\n").includes(payload), "what stands after the # is sent to nobody");
});

test("a stranger checks the file: with scripts it stays on the phone, without them it is hashed and forgotten", async () => {
  const altered = join(house.folder, "altered.pdf");
  const bytes = readFileSync(licence.file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(altered, bytes);
  const other = join(house.folder, "other.pdf");
  writeFileSync(other, "%PDF-1.7 surat orang lain");
  for (const [seat, genuine, changed, unknown] of [
    [{ locale: "id", width: 360, script: true }, "Asli dan berlaku", "Tidak asli: isinya berubah", "Tidak dikenal"],
    [{ locale: "en", script: false }, "Genuine and valid", "Not genuine: it was altered", "Unknown"],
  ] as const) {
    const stranger = await house.sit(null, seat);
    const posts: string[] = [];
    stranger.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
    const check = async (path: string) => {
      await stranger.goto("/cek");
      await stranger.setInputFiles("[name=file]", path);
      await follow(stranger.locator("main button").last());
      return told(stranger);
    };
    assert.ok((await check(licence.file)).includes(genuine));
    assert.ok((await check(altered)).includes(changed));
    assert.ok((await check(other)).includes(unknown));
    assert.equal(posts.length, seat.script ? 0 : 3, "with scripts only a fingerprint leaves the phone");
  }
});

/** The command as an auditor types it; with the house's own settings it looks inside. */
function pendopo(args: readonly string[], env: NodeJS.ProcessEnv = {}): { code: number | null; text: string } {
  const ran = spawnSync(process.execPath, ["bin/pendopo.mjs", ...args], { env: { ...process.env, ...env } });
  return { code: ran.status, text: `${ran.stdout}${ran.stderr}` };
}

test("an auditor sees that a read was hidden, by whoever owns the database; a citizen's proof outlives it", async () => {
  const auditor = await house.sit("auditor");
  await auditor.goto(`/petugas/kasus/${licence.case.split("/").at(-1)}`);
  assert.match(await told(auditor), /Warung Bu Narti/);
  const since = join(house.folder, "seen.txt");
  const outside = () => pendopo(["verify-log", house.address, "--since", since]);
  const owner = await house.sit("owner", { locale: "en", script: false });
  await owner.goto("/saya/siapa-membaca?oleh=petugas");
  assert.match(await told(owner), /Inspectorate|Inspektorat/, "the auditor's own look stands in the list too");
  const line = owner.locator('main a[href^="/saya/siapa-membaca/"]').first();
  const entry = new URL((await line.getAttribute("href")) ?? "", house.address).pathname.split("/").at(-1)!;
  await follow(line);
  const proofLink = `main a[href="/log/bukti/${entry}"]`;
  let proof = "";
  // The line is signed within a second or two; until then the page says so.
  for (let tries = 0; proof === "" && tries < 20; tries += 1) {
    const answer = await owner.request.get(`/log/bukti/${entry}`);
    if (answer.ok()) proof = await download(owner, proofLink, "proof.tlog-proof");
    else await owner.waitForTimeout(500);
  }
  assert.ok((await auditor.request.get(`/log/bukti/${entry}`)).ok(), "an auditor may have the same proof");
  const key = await (await owner.request.get("/log/key")).text();
  assert.equal(outside().code, 0);

  const env = {
    DATABASE_URL: urls().owner,
    DATABASE_APP_URL: urls().app,
    DATA_DIR: join(house.folder, "data"),
    PUBLIC_URL: house.address,
  };
  const inside = () => pendopo(["verify-log", "--database"], env);
  const whole = inside();
  assert.equal(whole.code, 0, whole.text);
  assert.match(whole.text, /each journal row is as it was when it was logged, none is missing, none was slipped in/);

  await asOwner(async (database) => {
    await database.query("update kernel.journal set about = '{}' where id = $1", [entry]);
    const hidden = inside();
    assert.equal(hidden.code, 1, hidden.text);
    assert.match(hidden.text, new RegExp(`journal row ${entry} \\(entry \\d+\\) was altered`));
    await owner.goto("/saya/siapa-membaca?oleh=petugas");
    assert.equal(await owner.locator(`main a[href$="${entry}"]`).count(), 0, "it is gone from the list");
    const kept = pendopo(["verify-log", "--proof", proof, "--key", key]);
    assert.equal(kept.code, 0, kept.text);
    assert.match(kept.text, new RegExp(`"id": "${entry}"`), "but the proof that was kept still shows it");
    const outsideStill = outside();
    assert.equal(outsideStill.code, 0, "the log itself was left alone");
    await database.query("update transparency.entry set commitment = sha256('lain') where journal = $1", [entry]);
    const rewritten = outside();
    assert.equal(rewritten.code, 1);
    assert.match(rewritten.text, /the log was changed/);
  });
});

test("the head takes its force away, with the code given again; everybody who checks it reads why, at once", async () => {
  const stranger = await house.sit(null, { width: 360 });
  await stranger.goto(`/c/${licence.code}`);
  assert.match(await told(stranger), /Asli dan berlaku/);
  const reviewer = await house.sit("reviewer");
  await reviewer.goto(licence.page);
  assert.equal(await reviewer.locator("[name=reason]").count(), 0, "only the head may");
  const head = await house.sit("head");
  await head.goto(licence.page);
  await head.locator("main details summary").click();
  await follow(head.locator('main a[href^="/masuk/lagi"]'));
  await house.stepUp(head, "head");
  await head.locator("main details summary").click();
  await head.fill("[name=reason]", "pendek");
  await press(head);
  assert.ok(await head.locator(".govuk-error-summary").count(), "a reason that says nothing is sent back");
  await head.fill("[name=reason]", "Usaha sudah pindah ke kabupaten lain.");
  await press(head);
  assert.match(await told(head), /Dicabut .*Usaha sudah pindah/);
  await stranger.reload();
  assert.match(await told(stranger), /Asli, tetapi sudah dicabut/);
  assert.match(await told(stranger), /dicabut pada \d+ \S+ \d{4}\. Alasan: Usaha sudah pindah/);
  const english = await house.sit(null, { locale: "en", script: false });
  await english.goto(`/c/${licence.code}`);
  assert.match(await told(english), /Genuine, but revoked[\s\S]*Reason: Usaha sudah pindah/);
  const owner = await house.sit("owner", { script: false });
  await owner.goto(licence.page);
  assert.match(await told(owner), /Usaha sudah pindah/, "its holder reads it too");
});
