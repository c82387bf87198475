import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import { openWeb } from "../../../app/web.ts";
import { openWorld } from "../../../app/world.ts";
import { issueToken } from "../index.ts";
import { oneDoor } from "./door.ts";

const the = oneDoor();
const day = 86_400_000;

test("the cookie is bound to the host, unseen by scripts, and opaque; only its hash is kept", async () => {
  const { d } = the;
  const joko = d.visitor();
  const { identifier, password } = d.account("citizen");
  await joko.post("/masuk", { identifier, password });
  const answer = await joko.post("/masuk/kode", { code: d.code("citizen") });
  for (const cookie of answer.cookies.filter(({ value }) => value)) {
    assert.match(cookie.name, /^__Host-/);
    assert.equal(cookie.path, "/");
    assert.equal(cookie.secure, true);
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, "Lax");
    assert.equal("domain" in cookie, false);
  }
  assert.match(joko.session!, /^[A-Za-z0-9_-]{43}$/, "256 bits that say nothing");
  const kept = await d.asOwner<{ row: string }>("select session::text as row from identity.session");
  assert.ok(kept.every(({ row }) => !row.includes(joko.session!)));
  const hash = createHash("sha256").update(joko.session!).digest();
  assert.equal((await d.asOwner("select 1 from identity.session where hash = $1", [hash])).length, 1);
  const said = await d.asOwner<{ row: string }>("select journal::text as row from kernel.journal");
  assert.ok(said.every(({ row }) => !row.includes(joko.session!) && !row.includes(hash.toString("base64url"))));
});

test("the word changes whenever the session gains something: signing in, step up, another hat; the old one is a stranger's", async () => {
  const { d } = the;
  const { identifier, password } = d.account("owner");
  const planted = "a".repeat(43);
  const narti = d.visitor();
  narti.cookies.set("__Host-session", planted);
  await narti.post("/masuk", { identifier, password });
  const begun = narti.cookies.get("__Host-pending");
  await narti.post("/masuk/kode", { code: d.code("owner") });
  const words = [planted, begun!, narti.session!];
  await d.stepUp(narti, "owner");
  words.push(narti.session!);
  await d.wear(narti, "business");
  words.push(narti.session!);
  assert.equal(new Set(words).size, 5);
  assert.ok(await narti.isKnown());
  for (const old of words.slice(0, -1)) {
    const other = d.visitor();
    other.cookies.set("__Host-session", old);
    assert.equal(await other.isKnown(), false);
  }
});

test("signing in again from a browser ends the session it had", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen");
  const old = joko.session!;
  await d.signIn("citizen", joko);
  const other = d.visitor();
  other.cookies.set("__Host-session", old);
  assert.equal(await other.isKnown(), false);
  assert.ok(await joko.isKnown());
});

test("signing out ends it everywhere, not only in the browser", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen");
  const copy = d.visitor();
  copy.cookies.set("__Host-session", joko.session!);
  assert.ok(await copy.isKnown());
  await joko.post("/keluar", {});
  assert.equal(joko.session, undefined);
  assert.equal(await copy.isKnown(), false);
});

test("my devices are listed; one that I end is a stranger at its next request, and nobody ends another's", async () => {
  const { d } = the;
  const home = await d.signIn("citizen");
  const phone = await d.signIn("citizen", d.visitor());
  const hash = createHash("sha256").update(phone.session!).digest();
  const [row] = await d.asOwner<{ id: string }>("select id from identity.session where hash = $1", [hash]);
  const list = (await home.get("/akun")).body;
  assert.match(list, /Chrome, Linux/);
  assert.match(list, /Perangkat ini/);
  assert.ok(list.includes(row!.id));
  const narti = await d.signIn("owner", d.visitor(), "citizen");
  assert.equal((await narti.post("/akun", { end: row!.id })).statusCode, 404);
  assert.ok(await phone.isKnown());
  assert.equal((await home.post("/akun", { end: row!.id })).statusCode, 303);
  assert.equal(await phone.isKnown(), false);
  const third = await d.signIn("citizen", d.visitor());
  await home.post("/akun", { end: "all" });
  assert.equal(await third.isKnown(), false);
  assert.ok(await home.isKnown());
});

test("whatever is not a session's word is a stranger's, and breaks nothing", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen");
  const real = joko.session!;
  const flipped = real.slice(0, -2) + (real.at(-2) === "A" ? "B" : "A") + real.at(-1);
  const hash = createHash("sha256").update(real).digest();
  const forged = [
    flipped,
    real.slice(0, -1),
    `${real}A`,
    hash.toString("base64url"),
    hash.toString("hex"),
    "' or 1=1 --",
    "%00%00%00",
    "\u00e9".repeat(43),
    "a".repeat(8000),
    "null",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqb2tvIn0.",
  ];
  const server = await d.web();
  for (const word of forged) {
    const answer = await server.inject({ url: "/akun", headers: { cookie: `__Host-session=${word}` } });
    assert.ok([303, 431].includes(answer.statusCode), `${word.slice(0, 20)}: ${answer.statusCode}`);
    const bearer = await server.inject({ url: "/akun", headers: { authorization: `Bearer ${word}` } });
    assert.notEqual(bearer.statusCode, 200, word.slice(0, 20));
    assert.ok(bearer.statusCode < 500, word.slice(0, 20));
  }
  const named = await server.inject({ url: "/akun", headers: { cookie: `session=${real}; Session=${real}` } });
  assert.equal(named.statusCode, 303, "only the cookie that no other site can set");
  const asToken = await server.inject({
    url: "/api/v1/identity/security",
    headers: { authorization: `Bearer ${real}` },
  });
  assert.equal(asToken.statusCode, 401, "a session's word is no token");
});

test("a bearer token acts for whom it was made, not as a cookie, and ends with its days or its owner's word", async () => {
  const { d } = the;
  const server = await d.web();
  const ask = (token: string) =>
    server.inject({ url: "/api/v1/identity/security", headers: { authorization: `Bearer ${token}` } });
  const token = await issueToken(d.world, "joko@tirta.example", { hat: "citizen", days: 2 });
  const answer = await ask(token);
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.json().email, "joko@tirta.example");
  const cookie = await server.inject({ url: "/akun", headers: { cookie: `__Host-session=${token}` } });
  assert.equal(cookie.statusCode, 303);
  assert.equal((await ask(`${token.slice(0, -1)}_`)).statusCode, 401);
  const listed = answer.json().sessions.find((one: { kind: string }) => one.kind === "token");
  const joko = await d.signIn("citizen");
  await joko.post("/akun", { end: listed.id });
  assert.equal((await ask(token)).statusCode, 401, "its owner ended it");
  const other = await issueToken(d.world, "joko@tirta.example", { hat: "citizen", days: 2 });
  d.clock.forward(2 * day + 1);
  assert.equal((await ask(other)).statusCode, 401, "its days are over");
  assert.equal((await ask(other)).headers["www-authenticate"], 'Bearer realm="pendopo"');
});

test("a session that was ended is refused at once by every web process, also by those that know it well", async (t) => {
  const { d } = the;
  const beside = openWorld(d.config, await loadModules(), { clock: d.clock });
  const other = await openWeb(beside.world);
  t.after(async () => {
    await other.close();
    await beside.close();
  });
  const token = await issueToken(d.world, "joko@tirta.example", { hat: "citizen", days: 2 });
  const headers = { authorization: `Bearer ${token}` };
  const servers = [await d.web(), other];
  const statuses = async (url: string) =>
    Promise.all(servers.map(async (server) => (await server.inject({ url, headers })).statusCode));
  // The second time each knows it by sight; the last page asks the database nothing else.
  for (const url of ["/akun", "/akun", "/aksesibilitas", "/akun"])
    assert.deepEqual(await statuses(url), [200, 200], url);
  const [held] = await d.asOwner<{ id: string }>("select id from identity.session where hash = $1", [
    createHash("sha256").update(token).digest(),
  ]);
  await (await d.signIn("citizen")).post("/akun", { end: held!.id });
  for (const url of ["/akun", "/aksesibilitas", "/akun"])
    assert.deepEqual(await statuses(url), [303, 303], `${url}: led to sign in`);
});

test("a session that nobody uses ends: a citizen's after two weeks, an officer's after ten hours; any after thirty days", async () => {
  const { d } = the;
  const citizen = await d.signIn("citizen");
  const officer = await d.signIn("reviewer");
  d.clock.forward(10 * 3_600_000 - 60_000);
  assert.ok(await officer.isKnown());
  await settled(d);
  d.clock.forward(10 * 3_600_000 + 60_000);
  assert.equal(await officer.isKnown(), false);
  for (let days = 0; days < 26; days += 13) {
    d.clock.forward(13 * day - 4 * 3_600_000);
    assert.ok(await citizen.isKnown(), `${days}`);
    await settled(d);
  }
  d.clock.forward(5 * day);
  assert.equal(await citizen.isKnown(), false, "used all along, and over all the same");
  const idle = await d.signIn("citizen");
  d.clock.forward(14 * day + 60_000);
  assert.equal(await idle.isKnown(), false);
  const again = await d.signIn("citizen", d.visitor());
  const listed = (await again.get("/akun")).body.match(/name="end" value="[0-9a-f-]{36}"/g);
  assert.equal(listed, null, "what is over is not listed");
});

/** Being seen is written behind the answer's back. */
const settled = async (d: typeof the.d) => {
  for (let i = 0; i < 100; i += 1) {
    const rows = await d.asOwner("select 1 from identity.session where seen_at = $1", [d.clock.now()]);
    if (rows.length > 0) return;
    await new Promise((done) => setTimeout(done, 10));
  }
};

test("what was begun and never finished is dropped, with what it knew", async () => {
  const { d } = the;
  const { identifier, password } = d.account("citizen");
  await d.visitor().post("/masuk", { identifier, password });
  const { dropOver } = await import("../commands/drop-over.ts");
  const { actors } = await import("../../../test/stage.ts");
  d.clock.forward(11 * 60_000);
  const gone = await d.act(actors.system("test"), dropOver, {});
  assert.ok(gone.pending >= 1);
  assert.deepEqual(await d.count("identity.pending"), [0]);
});
