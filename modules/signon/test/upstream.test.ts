import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { actors } from "../../../test/stage.ts";
import { decideClient, requestClient } from "../commands/clients.ts";
import { myLinks } from "../queries/links.ts";
import { administrators, Browser, freePort, openHouse, signedIn } from "./party.ts";

const example = fileURLToPath(new URL("../../../government/example", import.meta.url));

test("an account of another house stands for the password here, once it was linked by who gave the second factor", async (t) => {
  // Two governments: the province, to which people sign in, and the regency, which is a relying party of it.
  const province = await openHouse(t);
  const port = await freePort();
  const regencyAt = `http://127.0.0.1:${port}`;
  const { client } = await province.act(administrators.asks, requestClient, {
    name: "Kabupaten Tirta",
    redirects: [`${regencyAt}/masuk/lewat/provinsi/kembali`],
    keysAt: `${regencyAt}/oidc/jwks`,
    sector: "kabupaten",
    purpose: "Warga provinsi masuk ke layanan kabupaten.",
    basis: "Perjanjian kerja sama 7/2026",
  });
  await province.act(administrators.decides, decideClient, { client, approve: true });
  const folder = mkdtempSync(join(tmpdir(), "regency-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(example, folder, { recursive: true });
  const upstream = { code: "provinsi", name: "Provinsi", issuer: `${province.origin}/oidc`, client };
  writeFileSync(join(folder, "upstreams.yaml"), JSON.stringify([upstream]));
  const regency = await openHouse(t, { GOVERNMENT_DIR: folder }, port);

  /** Away to the province and back: there one says yes. */
  const travel = async (here: Browser, there: Browser, from: { url: string }) => {
    assert.ok(from.url.startsWith(province.origin), from.url);
    let page = await there.go(from.url);
    if (page.status === 200) page = await there.send(page, { do: "allow" });
    assert.ok(page.url.startsWith(regency.origin), page.url);
    return here.go(page.url);
  };
  const there = await signedIn(province, "joko");

  // Not linked: nobody is let in, and no account is made.
  const nobody = new Browser(regency.origin);
  assert.match((await nobody.go("/masuk")).body, /\/masuk\/lewat\/provinsi/);
  const before = await regency.count("identity.account", "identity.session");
  const refused = await travel(nobody, there, await nobody.go("/masuk/lewat/provinsi"));
  assert.equal(refused.status, 403);
  assert.deepEqual(await regency.count("identity.account", "identity.session"), before);

  // Linking asks for the second factor first.
  const plain = await signedIn(regency, "joko");
  assert.doesNotMatch((await plain.go("/akun/penyedia")).body, /name="link"/);
  const here = await signedIn(regency, "joko", true);
  const left = await here.send(await here.go("/akun/penyedia"), { link: "provinsi" });
  const linked = await travel(here, there, left);
  assert.equal(linked.status, 200);
  assert.match(linked.url, /\/akun\/penyedia\?tertaut=ya/);
  const [link] = await regency.ask(
    actors.citizen(regency.id("joko"), { account: await accountOf(regency, "joko") }),
    myLinks,
    {},
  );
  assert.equal(link!.upstream, "provinsi");

  // Now it opens the door as far as a password does: the code is asked for here.
  const back = new Browser(regency.origin);
  const code = await travel(back, there, await back.go("/masuk/lewat/provinsi?lanjut=%2Fpesan"));
  assert.match(code.url, /\/masuk\/kode\?lanjut=%2Fpesan/);
  assert.match(code.body, /name="code"/);
  assert.equal(back.jar.get("__Host-session"), undefined);

  // The same account of the province cannot be linked to somebody else.
  const narti = await signedIn(regency, "narti", true);
  const taken = await travel(narti, there, await narti.send(await narti.go("/akun/penyedia"), { link: "provinsi" }));
  assert.equal(taken.status, 409);

  // An answer that another browser asked for, or that was asked for twice, opens nothing.
  const asked = await back.go("/masuk/lewat/provinsi");
  const at = await there.go(asked.url);
  assert.equal((await new Browser(regency.origin).go(at.url)).url.includes("/masuk/kode"), false);
  assert.match((await back.go(at.url)).url, /\/masuk\/kode/);
  assert.equal((await back.go(at.url)).url.includes("/masuk/kode"), false);

  // Unlinked, it opens nothing any more.
  await here.send(await here.go("/akun/penyedia"), { unlink: link!.id });
  const last = new Browser(regency.origin);
  assert.equal((await travel(last, there, await last.go("/masuk/lewat/provinsi"))).status, 403);
});

async function accountOf(house: Awaited<ReturnType<typeof openHouse>>, key: string): Promise<string> {
  const [row] = await house.asOwner<{ id: string }>("select id from identity.account where person = $1", [
    house.id(key),
  ]);
  return row!.id;
}
