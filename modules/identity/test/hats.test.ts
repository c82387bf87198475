import assert from "node:assert/strict";
import { test } from "node:test";
import { manifest } from "../module.ts";
import { oneDoor } from "./door.ts";

const the = oneDoor();

test("an officer is also a citizen, and the two never mix: the citizen sees no desk, the officer no private page", async () => {
  const { d } = the;
  const bayu = await d.signIn("reviewer", d.visitor(), "citizen");
  const desk = ["/petugas", "/petugas/pembuktian", "/petugas/penduduk", "/petugas/keuangan", "/admin/petugas"];
  const priv = ["/saya", "/permohonan", "/tagihan", "/pesan", "/dokumen", "/saya/siapa-membaca", "/akun/mandat"];
  for (const path of desk) {
    const answer = await bayu.get(path);
    // The queue leads whoever is an officer too to where the hat is changed.
    if (answer.statusCode === 303) assert.match(String(answer.headers.location), /^\/akun\/bertindak/, path);
    else assert.equal(answer.statusCode, 403, path);
  }
  for (const path of priv) assert.equal((await bayu.get(path)).statusCode, 200, path);
  const private_ = await bayu.get("/saya");
  assert.doesNotMatch(private_.body, /href="\/petugas/);
  await d.wear(bayu, "officer");
  assert.equal((await bayu.get("/petugas")).statusCode, 200);
  for (const path of priv) {
    const answer = await bayu.get(path);
    assert.ok([303, 403, 404].includes(answer.statusCode), `${path}: ${answer.statusCode}`);
    if (answer.statusCode === 303) assert.doesNotMatch(String(answer.headers.location), /^\/masuk/, path);
  }
  assert.equal((await bayu.post("/ajukan/izin-usaha-mikro", {})).statusCode, 403, "nothing is applied for at the desk");
  assert.equal((await bayu.get("/akun")).statusCode, 200, "how the account opens is the human's under every hat");
});

test("nobody wears a hat that is not theirs", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen");
  const [officer] = await d.asOwner<{ id: string }>("select id from identity.officer limit 1");
  const [mandate] = await d.asOwner<{ id: string }>("select id from identity.mandate limit 1");
  for (const choice of [
    `officer:${officer!.id}`,
    `business:${mandate!.id}`,
    "officer:00000000-0000-0000-0000-000000000000",
    "officer",
    "system",
    "anyone:x",
    "",
  ]) {
    const answer = await joko.post("/akun/bertindak", { choice });
    assert.ok([404, 422].includes(answer.statusCode), `${choice}: ${answer.statusCode}`);
    assert.equal((await joko.get("/saya")).statusCode, 200, "still a citizen");
  }
});

test("stepping up lasts five minutes by the clock, is asked for once in that time, and is left behind with the hat", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen");
  const sensitive = () => joko.post("/akun/kode-cadangan", {});
  assert.match(String((await sensitive()).headers.location), /^\/masuk\/lagi\?lanjut=%2Fakun/);
  assert.equal((await joko.post("/masuk/lagi?lanjut=/akun", { code: "123456" })).statusCode, 422);
  assert.match(String((await sensitive()).headers.location), /^\/masuk\/lagi/);
  const up = await joko.post("/masuk/lagi?lanjut=/akun", { code: d.code("citizen") });
  assert.equal(up.headers.location, "/akun");
  assert.equal((await sensitive()).statusCode, 200);
  d.clock.forward(5 * 60_000 - 1000);
  assert.equal((await sensitive()).statusCode, 200);
  d.clock.forward(1000);
  assert.match(String((await sensitive()).headers.location), /^\/masuk\/lagi/);

  const narti = await d.signIn("owner", d.visitor(), "citizen");
  await d.stepUp(narti, "owner");
  assert.equal((await narti.post("/akun/kode-cadangan", {})).statusCode, 200);
  await d.wear(narti, "business");
  assert.match(String((await narti.post("/akun/kode-cadangan", {})).headers.location), /^\/masuk\/lagi/);
});

test("an officer handles no case of their own", async () => {
  const { d } = the;
  const draft = await d.submitted();
  const own = { ...d.reviewer, person: d.id("narti") };
  await assert.rejects(d.does(own, draft, "forward"), /not-allowed/);
  await d.does(d.reviewer, draft, "forward");
});

test("every page of identity is whole in both languages, and asks for no script", async () => {
  const { d } = the;
  const seats = {
    nobody: d.visitor(),
    citizen: await d.signIn("citizen", d.visitor()),
    business: await d.signIn("owner", d.visitor()),
    administrator: await d.signIn("administrator", d.visitor()),
    "front-desk": await d.signIn("front-desk", d.visitor()),
  };
  const seen = new Set<string>();
  for (const locale of ["id", "en"]) {
    for (const visitor of Object.values(seats)) {
      for (const { path } of manifest.pages ?? []) {
        const answer = await visitor.get(`${path}?lang=${locale}`);
        if (answer.statusCode !== 200) continue;
        seen.add(path);
        assert.match(answer.body, new RegExp(`<html lang="${locale}"`), path);
        assert.doesNotMatch(answer.body, /\b(?:identity|kernel|app)\.[a-z-]+\.[a-z-]+/, `${path} shows a key`);
        assert.doesNotMatch(answer.body, /\son[a-z]+=|javascript:|<script>/, path);
        for (const [form] of answer.body.matchAll(/<form[\s\S]*?<\/form>/g)) {
          assert.match(form, /method="post" action="\//, path);
          assert.match(form, /<button[^>]*type="submit"|<button(?![^>]*type=)/, `${path}: a form without a button`);
        }
      }
    }
  }
  const alone = ["/masuk/kode", "/akun/kunci", "/akun/kode-cadangan"];
  const unseen = (manifest.pages ?? []).map(({ path }) => path).filter((path) => !seen.has(path));
  assert.deepEqual(unseen.sort(), alone.sort(), "those are seen by the other tests, after what leads there");
});
