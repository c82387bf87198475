import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { type TestContext, test } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import type { Actor, Role } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { demoPeople } from "../../registry/index.ts";

const origin = "http://localhost:8080";
const token = (name: string) => name.padEnd(43, "x");
const bareKey = /\b(registers|registry|kernel)\.[a-z-]+\.[a-zA-Z.-]+/;

/** The house's pages; a cookie says who asks. */
async function served(t: TestContext) {
  const known = new Map<string, Actor>();
  const door = { recognise: async (_world: unknown, hash: Buffer) => known.get(hash.toString("hex")) ?? null };
  const modules = (await loadModules()).map((room) => (room.doorman ? { ...room, doorman: door } : room));
  const s = await stage(t, { modules, people: 60 });
  const people = demoPeople(s.world.government);
  const officer = (key: string, agency: string, office: string, role: Role, assurance: 2 | 3 = 3) => {
    const actor = actors.officer(people.get(key)!.id, agency, office, [role], { assurance, account: randomUUID() });
    known.set(
      createHash("sha256")
        .update(token(`${key}${assurance}`))
        .digest("hex"),
      actor,
    );
  };
  officer("kinanti", "dinkes", "sdm-kesehatan", "steward");
  officer("kinanti", "dinkes", "sdm-kesehatan", "steward", 2);
  officer("pramono", "diskominfo", "statistik", "steward");
  officer("made", "dpmptsp", "perizinan", "steward");
  const app = await s.web();
  const cookies = (who: string) => ({ "__Host-session": token(who) });
  return {
    ...s,
    get: (url: string, who = "kinanti3") => app.inject({ url, cookies: cookies(who) }),
    async post(url: string, form: Record<string, string>, who = "kinanti3") {
      const payload = new URLSearchParams({ _once: randomUUID(), ...form }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded", origin };
      return app.inject({ method: "POST", url, payload, headers, cookies: cookies(who) });
    },
    async upload(url: string, name: string, body: string, reason: string, who = "kinanti3") {
      const part = (head: string, content: string) =>
        `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
      const payload = `${part('name="_once"', randomUUID())}${part('name="reason"', reason)}${part(`name="file"; filename="${name}"`, body)}--x--\r\n`;
      const headers = { "content-type": "multipart/form-data; boundary=x", origin };
      return app.inject({ method: "POST", url, payload, headers, cookies: cookies(who) });
    },
  };
}

const facilities = (count: number) =>
  `code,name,kind,address.street,address.village\n${Array.from({ length: count }, (_one, n) => `F${n},Klinik ${n},klinik,Jalan ${n},99.01.01.1001\n`).join("")}`;

test("a steward brings a file in by the pages, a second person approves; then many are changed at once, and all is taken out", async (t) => {
  const s = await served(t);
  for (const path of [
    "/petugas/muatan",
    "/petugas/muatan/baru/health-facilities",
    "/petugas/muatan/massal/health-facilities",
    "/petugas/unduhan/health-facilities",
  ])
    for (const lang of ["id", "en"]) {
      const page = await s.get(`${path}?lang=${lang}`);
      assert.equal(page.statusCode, 200, path);
      assert.doesNotMatch(page.body, bareKey, path);
    }
  const started = await s.get("/petugas/muatan/baru/health-facilities", "kinanti2");
  assert.match(String(started.headers.location), /lagi/, "the second factor comes before the file is chosen");
  const none = await s.upload("/petugas/muatan/baru/health-facilities", "", "", "Uji");
  assert.equal(none.statusCode, 422);
  const strange = await s.upload("/petugas/muatan/baru/health-facilities", "x.exe", "MZ", "Uji");
  assert.equal(strange.statusCode, 422);
  const up = await s.upload("/petugas/muatan/baru/health-facilities", "faskes.csv", facilities(30), "Pemutakhiran");
  const at = String(up.headers.location);
  assert.match(at, /^\/petugas\/muatan\/[0-9a-f-]{36}$/, up.body);
  assert.equal((await s.get(at)).headers.refresh, "3");
  await s.work();
  const shown = await s.get(at);
  assert.match(shown.body, /Klinik 0/);
  assert.equal((await s.get(at, "made3")).statusCode, 404);
  await s.post(at, { decision: "write" });
  assert.match((await s.get("/petugas/muatan", "pramono3")).body, new RegExp(at));
  await s.post(at, { decision: "approve" }, "pramono3");
  await s.work();
  assert.deepEqual(await s.count("registers.record"), [30]);

  const bulk = "/petugas/muatan/massal/health-facilities";
  assert.equal((await s.post(bulk, { words: "klinik", reason: "Akreditasi baru" })).statusCode, 422);
  assert.equal((await s.post(bulk, { "f-accreditation": "Utama", reason: "Akreditasi baru" })).statusCode, 422);
  const listed = await s.post(bulk, { numbers: "F1\nF2\nF99", "f-accreditation": "Utama", reason: "Akreditasi baru" });
  const change = String(listed.headers.location);
  await s.work();
  assert.match((await s.get(`${change}?lang=en`)).body, /There is no such record in the register/);
  await s.post(change, { decision: "write-sound" });
  await s.work();
  const changed = await s.asOwner<{ number: string; version: number }>(
    "select number, version from registers.record where data->>'accreditation' = 'Utama' order by number",
  );
  assert.deepEqual(changed, [
    { number: "F1", version: 2 },
    { number: "F2", version: 2 },
  ]);
  const report = await s.get(`${change}/laporan`);
  assert.match(String(report.headers["content-disposition"]), /attachment/);
  assert.match(report.body, /"3","code"/);

  const out = "/petugas/unduhan/health-facilities";
  assert.equal((await s.post(out, { format: "csv", reason: "" })).statusCode, 422);
  assert.equal((await s.post(out, { format: "csv", reason: "report" }, "made3")).statusCode, 404);
  const file = await s.post(out, { format: "csv", reason: "report" });
  assert.equal(file.statusCode, 200);
  assert.equal(file.body.trim().split("\r\n").length, 31);
  const described = await s.get("/register/health-facilities/datapackage.json");
  assert.equal(described.json().resources[0].path, "health-facilities.csv");
});
