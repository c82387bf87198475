import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { visitor } from "../modules/cases/test/visitor.ts";
import { readArchive } from "../modules/catalogue/archive/read.ts";
import { writeArchive } from "../modules/catalogue/archive/write.ts";
import { publishDraft } from "../modules/catalogue/commands/publish-draft.ts";
import { withdrawVersion } from "../modules/catalogue/commands/withdraw-version.ts";
import { loadServices } from "../modules/catalogue/index.ts";
import { draftById } from "../modules/catalogue/queries/drafts.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

const code = "izin-usaha-mikro";

async function office(t: TestContext) {
  const s = await scene(t);
  const of = async (role: string) => {
    const [row] = await s.asOwner<{ id: string; account: string; person: string }>(
      `select o.id, o.account, a.person from identity.officer o join identity.account a on a.id = o.account
       join identity.officer_role r on r.officer = o.id where r.role = $1`,
      [role],
    );
    return row!;
  };
  const [designer, approver] = [await of("designer"), await of("approver")];
  const actor = actors.officer(designer.id, "dpmptsp", "perizinan", ["designer"], {
    account: designer.account,
    assurance: 3,
  });
  return {
    ...s,
    actor,
    designer: await visitor(s, designer.person, designer.id),
    approver: await visitor(s, approver.person, approver.id),
  };
}

test("without script a designer takes the files out, puts one back changed, and a second person returns and then approves it", async (t) => {
  const s = await office(t);
  const opened = await s.designer.post("/petugas/layanan", { do: "change", code });
  assert.equal(opened.statusCode, 303, opened.body);
  const path = opened.headers.location as string;
  const draft = path.split("/").at(-1)!;
  const taken = await s.designer.get(`${path}/berkas`);
  assert.equal(taken.headers["content-type"], "application/zip");
  const files = readArchive(taken.rawPayload);
  assert.match(files["service.yaml"]!, /^version: 2$/m);

  const upload = (body: Buffer, revision: string) =>
    s.designer.upload(path, { do: "save", revision, note: "kursi roda" }, { field: "archive", name: "a.zip", body });
  const refused = await upload(Buffer.from("PK not a zip"), "1");
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /Arsip itu tidak dapat dibaca/);
  const broken = writeArchive({ "form.yaml": files["form.yaml"]!.replace("cooksOnSite = true", "cooks = true") });
  assert.equal((await upload(broken, "1")).statusCode, 303);
  assert.match((await s.designer.get(path)).body, /form\.yaml:\d+: &quot;cooks&quot; is not a field/);
  const mended = writeArchive({
    "form.yaml": files["form.yaml"]!,
    "service.yaml": files["service.yaml"]!.replace("Satu foto bagian", "Dua foto bagian"),
  });
  assert.equal((await upload(mended, "2")).statusCode, 303);
  const page = (await s.designer.get(path)).body;
  assert.match(page, /Kini diperlukan: Dua foto bagian depan/);
  assert.equal((await s.designer.post(path, { do: "submit", revision: "3" })).statusCode, 303);

  assert.match((await s.approver.get("/petugas/layanan")).body, new RegExp(`href="${path}"`));
  assert.equal(
    (await s.approver.post(path, { do: "returned", revision: "3", component: "form.yaml", text: "" })).statusCode,
    422,
  );
  const back = { do: "returned", revision: "3", component: "service.yaml", text: "Satu foto sudah cukup" };
  assert.equal((await s.approver.post(path, back)).statusCode, 303);
  assert.match((await s.designer.get(path)).body, /Satu foto sudah cukup/);
  assert.equal((await upload(mended, "3")).statusCode, 303);
  await s.designer.post(path, { do: "submit", revision: "4" });
  assert.equal((await s.designer.post(path, { do: "approved", revision: "4" })).statusCode, 404, "not one's own");
  assert.equal((await s.approver.post(path, { do: "approved", revision: "4" })).statusCode, 303);
  assert.equal((await s.ask(s.actor, draftById, { id: draft })).state, "approved");
  await s.act(s.actor, publishDraft, { draft, revision: 4 });
  await s.work();

  const stranger = await s.web();
  s.clock.forward(10_000);
  const history = (await stranger.inject({ url: `/layanan/${code}/versi` })).body;
  assert.match(history, /Versi 2[\s\S]*Kini diperlukan: Dua foto[\s\S]*Asli\.[\s\S]*Versi 1/);
  const zip = await stranger.inject({ url: `/layanan/${code}/berkas?versi=2` });
  assert.deepEqual(readArchive(zip.rawPayload), readArchive((await s.designer.get(`${path}/berkas`)).rawPayload));
  for (const versi of ["3", "x", "-1", "1e9"])
    assert.equal((await stranger.inject({ url: `/layanan/${code}/berkas?versi=${versi}` })).statusCode, 404, versi);
});

test("a draft's page and files are for officers with that duty; a stranger and a reviewer see nothing of it", async (t) => {
  const s = await office(t);
  const path = (await s.designer.post("/petugas/layanan", { do: "change", code })).headers.location as string;
  const reviewer = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  const app = await s.web();
  for (const url of ["/petugas/layanan", path, `${path}/berkas`]) {
    assert.ok([403, 404].includes((await reviewer.get(url)).statusCode), url);
    assert.ok([303, 401].includes((await app.inject({ url })).statusCode), url);
  }
});

test("a service that was withdrawn leads to its history, which says why", async (t) => {
  const s = await office(t);
  const reason = { id: "Diganti layanan nasional.", en: "Replaced by a national service." };
  await s.act(s.head, withdrawVersion, { code, version: 1, reason });
  s.clock.forward(10_000);
  const app = await s.web();
  const page = await app.inject({ url: `/layanan/${code}` });
  assert.equal(page.headers.location, `/layanan/${code}/versi`);
  assert.match((await app.inject({ url: `/layanan/${code}/versi` })).body, /Diganti layanan nasional\./);
  assert.equal((await app.inject({ url: "/layanan/tak-ada" })).statusCode, 404);
});

test("the fourteen components of every service are open data, and each service is told to search engines", async (t) => {
  const s = await scene(t);
  const app = await s.web();
  const all = (await app.inject({ url: "/data/standar-pelayanan.json" })).json();
  assert.equal(all.services.length, loadServices(s.world.government).length);
  for (const one of all.services) {
    assert.equal(Object.keys(one.serviceDelivery).length + Object.keys(one.manufacturing).length, 14, one.code);
    for (const part of [...Object.values(one.serviceDelivery), ...Object.values(one.manufacturing)])
      assert.ok(JSON.stringify(part).length > 10, one.code);
  }
  const linked = await app.inject({ url: `/layanan/${code}/layanan.jsonld` });
  assert.match(String(linked.headers["content-type"]), /ld\+json/);
  assert.equal(linked.json()["@type"], "GovernmentService");
  assert.match(linked.json().availableChannel.serviceUrl, /\/ajukan\/izin-usaha-mikro$/);
  assert.equal((await app.inject({ url: "/layanan/x/layanan.jsonld" })).statusCode, 404);
});
