import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type TestContext, test } from "node:test";
import { h } from "preact";
import { loadModules } from "../../../app/modules.ts";
import { openServer } from "../../../kernel/http/index.ts";
import { type Actor, type Manifest, type Route, route } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { demoPeople, personById, seedRegistry } from "../../registry/index.ts";

const tokens = { narti: "n".repeat(43), joko: "j".repeat(43) };
const hash = (token: string) => createHash("sha256").update(token).digest("hex");

/** The rooms of registry and privacy on a bare frame; a cookie says who asks. */
async function served(t: TestContext, routes: readonly Route[] = []) {
  const known = new Map<string, Actor>();
  const door: Manifest = {
    name: "door",
    folder: import.meta.dirname,
    routes,
    doorman: { recognise: async (_world, tokenHash) => known.get(tokenHash.toString("hex")) ?? null },
  };
  const rooms = (await loadModules()).filter(({ name }) => name === "registry" || name === "privacy");
  const s = await stage(t, { modules: [...rooms, door] });
  await seedRegistry(s.world, { people: 60 });
  const people = demoPeople(s.world.government);
  const id = (key: string) => people.get(key)!.id;
  known.set(hash(tokens.narti), actors.citizen(id("narti")));
  known.set(hash(tokens.joko), actors.citizen(id("joko")));
  const app = await openServer(
    s.world,
    {
      frame: (_context, view) => h("html", null, h("title", null, view.title), h("main", null, view.main)),
      refusal: (_context, refusal) => ({ title: refusal?.code ?? "bug", main: h("p", null, refusal?.code ?? "bug") }),
      signIn: (to) => `/masuk?lanjut=${encodeURIComponent(to)}`,
      stepUp: (to) => `/masuk/lagi?lanjut=${encodeURIComponent(to)}`,
    },
    new Map(),
  );
  t.after(() => app.close());
  const reviewer = actors.officer(id("bayu"), "dpmptsp", "perizinan", ["reviewer"]);
  const get = (url: string, who?: keyof typeof tokens) =>
    app.inject({ url, ...(who && { cookies: { "__Host-session": tokens[who] } }) });
  return { ...s, id, get, reviewer };
}
/** A key that is shown as itself was never said. */
const bareKey = /\b(privacy|kernel|registry)\.[a-z-]+\.[a-z.-]+/;

test("who read my data: office, time, purpose and fields in words, in both languages; others' lists stay empty", async (t) => {
  const s = await served(t);
  for (let i = 0; i < 3; i += 1) {
    s.clock.forward(60_000);
    await s.ask(s.reviewer, personById, { id: s.id("narti"), reason: "letter" });
  }
  const list = await s.get("/saya/siapa-membaca", "narti");
  assert.equal(list.statusCode, 200);
  assert.equal(list.body.match(/Dinas Penanaman Modal dan PTSP, Bidang Perizinan/g)?.length, 3);
  assert.match(list.body, /24 Nov 2026/);
  assert.match(list.body, /Mengurus permohonan Anda/);
  assert.match(list.body, /NIK \(sebagian\), nama, tanggal lahir/);
  const english = await s.get("/saya/siapa-membaca?lang=en", "narti");
  assert.match(english.body, /Licensing Division/);
  assert.match(english.body, /Handling your application/);
  const entry = /href="(\/saya\/siapa-membaca\/[0-9a-f-]{36})"/.exec(list.body)![1]!;
  const one = await s.get(entry, "narti");
  assert.match(one.body, /UU 25\/2009/);
  for (const { body } of [list, english, one]) assert.doesNotMatch(body, bareKey);
  const joko = await s.get("/saya/siapa-membaca", "joko");
  assert.match(joko.body, /Belum ada yang membaca data Anda/);
  assert.equal((await s.get(entry, "joko")).statusCode, 404);
});

test("the list leads to older entries and back, and keeps what was chosen", async (t) => {
  const s = await served(t);
  for (let i = 0; i < 25; i += 1) {
    s.clock.forward(1000);
    await s.ask(s.reviewer, personById, { id: s.id("narti"), reason: "letter" });
  }
  const first = await s.get("/saya/siapa-membaca?oleh=petugas", "narti");
  const older = /href="([^"]+)" rel="next"/.exec(first.body)![1]!.replaceAll("&amp;", "&");
  assert.match(older, /^\/saya\/siapa-membaca\?oleh=petugas&after=/);
  const second = await s.get(older, "narti");
  assert.equal(second.body.match(/Bidang Perizinan/g)?.length, 5);
  assert.match(second.body, /rel="prev"/);
  assert.doesNotMatch((await s.get("/saya/siapa-membaca?oleh=sistem", "narti")).body, /Bidang Perizinan/);
});

test("strangers are led to the sign-in and back; a made-up address is not found", async (t) => {
  const s = await served(t);
  const asked = await s.get("/saya/siapa-membaca");
  assert.equal(asked.headers.location, "/masuk?lanjut=%2Fsaya%2Fsiapa-membaca");
  assert.ok([404, 422].includes((await s.get("/saya/siapa-membaca/x", "narti")).statusCode));
});

test("everybody reads who may see what, with the law and how long it is kept", async (t) => {
  const s = await served(t);
  for (const lang of ["id", "en"]) {
    const shown = await s.get(`/privasi/pemrosesan?lang=${lang}`);
    assert.equal(shown.statusCode, 200);
    assert.doesNotMatch(shown.body, bareKey);
    assert.match(shown.body, lang === "id" ? /Pemberi pertimbangan/ : /Opinion-giver/);
    assert.match(shown.body, lang === "id" ? /Dasar hukum: / : /Legal basis: /);
  }
});

test("a proof is offered where the log hands them out, and not promised where it does not", async (t) => {
  const proofs = route({
    method: "GET",
    path: "/log/bukti/:id",
    handle: () => ({ body: "{}", type: "application/json" }),
  });
  for (const routes of [[], [proofs]]) {
    const s = await served(t, routes);
    await s.ask(s.reviewer, personById, { id: s.id("narti"), reason: "letter" });
    const list = await s.get("/saya/siapa-membaca", "narti");
    const entry = /href="(\/saya\/siapa-membaca\/([0-9a-f-]{36}))"/.exec(list.body)!;
    const { body } = await s.get(entry[1]!, "narti");
    assert.equal(body.includes(`href="/log/bukti/${entry[2]}"`), routes.length > 0);
  }
});
