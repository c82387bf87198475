import assert from "node:assert/strict";
import { test } from "node:test";
import { ringAll } from "../modules/cases/jobs/law.ts";
import { visitor } from "../modules/cases/test/visitor.ts";
import { officersOf } from "../modules/identity/index.ts";
import { turnJob } from "../modules/permits/jobs/index.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const day = 86_400_000;
const to = (answer: { headers: Record<string, unknown>; statusCode: number; body: string }): string => {
  assert.equal(answer.statusCode, 303, answer.body.slice(answer.body.indexOf("<main"), answer.body.indexOf("</main>")));
  return String(answer.headers.location);
};
const linkOn = (html: string, like: RegExp): string => {
  const found = like.exec(html);
  assert.ok(found, `no ${like}`);
  return found[1]!.replace(/&amp;/g, "&");
};
async function sit(s: Scene, person: string, agency: string, office: string) {
  const [found] = await s.ask(actors.system("test"), officersOf, { agency, office, role: "head" });
  return visitor(s, s.id(person), found!.id, true);
}
const turn = (s: Scene) =>
  turnJob.handle(
    {
      world: s.world,
      act: (command, input) => s.act(actors.system("permits"), command, input),
      ask: (query, input) => s.ask(actors.system("permits"), query, input),
    },
    {},
  );

test("a journey over the pages: a permit is offered its renewal, renewed from what was filled in, and the old paper says so", async (t) => {
  const s = await scene(t);
  const first = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(first);
  await s.work();
  s.clock.set(new Date("2031-09-25T03:00:00Z"));
  await turn(s);
  const narti = await visitor(s, s.id("narti"));
  const mine = (await narti.get("/saya")).body;
  const renew = linkOn(mine, /"(\/izin\/[0-9a-f-]{36}\/perpanjang)"/);
  assert.match((await narti.get("/pesan")).body, /sudah dapat diperpanjang/);
  assert.match((await narti.get(renew)).body, /Perpanjang izin/);
  const check = to(await narti.post(renew, {}));
  const filled = (await narti.get(check)).body;
  for (const known of [/12 m²/, /081234567890/, /Nasi rames/]) assert.match(filled, known);
  const casePath = to(await narti.post(check, { declaration: "yes" })).split("?")[0]!;
  await s.paid(casePath.split("/").at(-1)!);
  await s.work();
  const permits = (await narti.get("/izin")).body;
  assert.match(permits, /Berlaku sampai 24 November 2036/);
  assert.match(permits, /Sudah diganti oleh perpanjangannya/);
  const [old] = await s.asOwner<{ code: string }>("select code from documents.document where subject = $1", [first]);
  assert.match((await narti.get(`/c/${old!.code}`)).body, /Asli, tetapi sudah diganti yang baru/);
  assert.match((await narti.get("/daftar-izin?q=warung")).body, /berlaku sampai 24 November 2036/);
});

test("a journey over the pages: an objection is filed, answered by the secretariat, and the licence is issued after all", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.does(s.reviewer, id, "forward");
  await s.does(s.head, id, "refuse", { reason: "keselamatan", note: "Dapur tanpa ventilasi." });
  await s.work();
  const narti = await visitor(s, s.id("narti"));
  const path = linkOn((await narti.get(`/permohonan/${id}`)).body, /"(\/permohonan\/[0-9a-f-]+\/keberatan)"/);
  const page = (await narti.get(path)).body;
  assert.match(page, /Dapur tanpa ventilasi/);
  const grounds = "Ventilasi sudah dipasang minggu lalu.";
  const short = await narti.post(path, { do: "object", grounds: "tidak" });
  assert.equal(short.statusCode, 422);
  assert.match(short.body, /paling sedikit 20 huruf/);
  assert.match(short.body, /<textarea[^>]*>tidak<\/textarea>/, "what was typed is kept");
  to(await narti.post(path, { do: "object", grounds }));
  assert.match((await narti.get(path)).body, /menunggu jawaban/);
  const decider = await sit(s, "bambang", "dpmptsp", "pimpinan");
  const secretary = await sit(s, "lilis", "dpmptsp", "sekretariat");
  const desk = linkOn((await secretary.get("/petugas/tenggat")).body, /"(\/petugas\/keberatan\/[0-9a-f-]{36})"/);
  assert.match((await decider.get(desk)).body, /dijawab oleh kantor lain/);
  assert.equal(
    (await decider.post(desk, { verdict: "dismissed", answer: "Tetap ditolak karena alasan yang sama." })).statusCode,
    404,
  );
  assert.match((await secretary.get(desk)).body, /Ventilasi sudah dipasang/);
  to(await secretary.post(desk, { verdict: "change", answer: "Foto menunjukkan ventilasi sudah terpasang." }));
  await s.work();
  assert.match((await narti.get(path)).body, /Foto menunjukkan ventilasi sudah terpasang/);
  assert.match((await narti.get(`/permohonan/${id}`)).body, /\/tagihan\//);
  await s.paid(id);
  await s.work();
  assert.match((await narti.get(`/permohonan/${id}`)).body, /Keberatan dikabulkan/);
  assert.match((await narti.get("/izin")).body, /IUM\/000001/);
});

test("a journey over the pages: nobody decides, the office sees it coming, and the law's letter reaches the applicant", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.work();
  s.clock.forward(6.5 * day);
  await ringAll(s.world);
  const head = await sit(s, "bambang", "dpmptsp", "pimpinan");
  const seen = (await head.get("/petugas/tenggat")).body;
  assert.match(seen, /1 hari kerja lagi/);
  assert.match(seen, /2 kali diperingatkan/);
  s.clock.forward(2 * day);
  await ringAll(s.world);
  await s.work();
  const narti = await visitor(s, s.id("narti"));
  const page = (await narti.get(`/permohonan/${id}`)).body;
  assert.match(page, /Dianggap dikabulkan menurut hukum/);
  assert.match(page, /Surat keputusan terbit/);
  assert.match((await narti.get("/pesan")).body, /dianggap dikabulkan/);
  assert.match((await narti.get("/dokumen")).body, /SK\/000001/);
  await s.paid(id);
  await s.work();
  assert.match((await narti.get("/izin")).body, /Berlaku sampai/);
});
