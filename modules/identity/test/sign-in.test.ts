import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { hashPassword } from "../secret.ts";
import { oneDoor, type Visitor } from "./door.ts";

const the = oneDoor();

test("a password and a code open a session; the password alone opens nothing", async () => {
  const { d } = the;
  const joko = d.visitor();
  const { identifier, password } = d.account("citizen");
  const first = await joko.post("/masuk", { identifier, password });
  assert.equal(first.headers.location, "/masuk/kode");
  assert.equal(joko.session, undefined);
  assert.equal(await joko.isKnown(), false);
  const wrong = await joko.post("/masuk/kode", { code: "000000" });
  assert.equal(wrong.statusCode, 422);
  assert.equal(joko.session, undefined);
  const second = await joko.post("/masuk/kode", { code: d.code("citizen") });
  assert.equal(second.statusCode, 303);
  assert.ok(await joko.isKnown());
  const again = await joko.post("/masuk/kode", { code: d.code("citizen") });
  assert.match(String(again.headers.location), /^\/masuk/, "what was begun is over once it was finished");
});

test("a NIK, typed with spaces, serves as well as the address", async () => {
  const { d } = the;
  const spaced = d.person("joko").nik.replace(/(.{4})(?=.)/g, "$1 ");
  const visitor = d.visitor();
  const answer = await visitor.post("/masuk", { identifier: spaced, password: d.account("citizen").password });
  assert.equal(answer.headers.location, "/masuk/kode");
});

/** What may differ between two answers to two people: words made for each, and the clock. */
const same = (body: string, identifier: string) =>
  body
    .replaceAll(identifier, "whoever")
    .replace(/name="_once" value="[^"]*"/g, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "");
const headersOf = (answer: { headers: Record<string, unknown> }) => {
  const { "x-request-id": _id, date: _date, "content-length": _length, ...rest } = answer.headers;
  return rest;
};
const everyDoor: [path: string, known: Record<string, string>, unknown: Record<string, string>][] = [
  [
    "/masuk",
    { identifier: "joko@tirta.example", password: "bukan sandinya sama sekali" },
    { identifier: "siti@tirta.example", password: "bukan sandinya sama sekali" },
  ],
  ["/masuk/lupa", { identifier: "joko@tirta.example" }, { identifier: "siti@tirta.example" }],
];

/** What it does to the database, in words. */
async function statements<T>(work: () => Promise<T>): Promise<{ made: T; sent: string[] }> {
  const sent: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: unknown, ...asked: unknown[]) {
    const [what] = asked as [string | { text: string }];
    sent.push(typeof what === "string" ? what : what.text);
    return query.apply(this as pg.Client, asked as never) as never;
  } as typeof query;
  try {
    return { made: await work(), sent };
  } finally {
    pg.Client.prototype.query = query;
  }
}

for (const [path, known, unknown] of everyDoor) {
  test(`${path} answers an account and nobody alike: status, words, headers and work`, async () => {
    const { d } = the;
    const ask = (form: Record<string, string>) => statements(() => d.visitor("203.0.113.2").post(path, form));
    await ask(known);
    const a = await ask(known);
    const b = await ask(unknown);
    assert.equal(a.made.statusCode, b.made.statusCode);
    assert.deepEqual(headersOf(a.made), headersOf(b.made));
    assert.equal(same(a.made.body, known.identifier!), same(b.made.body, unknown.identifier!));
    assert.ok(a.sent.length > 0);
    assert.deepEqual(b.sent, a.sent);
  });
}

/** Processor time of the whole process, in ms. */
async function work(of: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await of();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test("a password's hash is worked out for nobody too", async () => {
  const { d } = the;
  const four = (one: (i: number) => Promise<unknown>) => work(() => Promise.all([0, 1, 2, 3].map(one)));
  const hashes = await four(() => hashPassword("sandi siapa pun"));
  const nobody = await four((i) => guess(d.visitor("203.0.113.3"), `nobody-${i}@tirta.example`));
  assert.ok(nobody > hashes / 2, `${nobody} ms of work; hashes alone take ${hashes}`);
});

const guess = (visitor: Visitor, identifier: string) =>
  visitor.post("/masuk", { identifier, password: "tebakan yang salah" });

test("a guesser is slowed for each account and network, whether the account is there or not", async () => {
  const { d } = the;
  const { identifier, password } = d.account("reviewer");
  for (const who of [identifier, "tidak.ada@tirta.example"]) {
    const guesser = d.visitor("198.51.100.1");
    for (let i = 0; i < 10; i += 1) assert.equal((await guess(guesser, who)).statusCode, 422);
    const slowed = await guess(guesser, who);
    assert.equal(slowed.statusCode, 429);
    assert.match(slowed.body, /detik|seconds/);
  }
  const late = await d.visitor("198.51.100.1").post("/masuk", { identifier, password });
  assert.equal(late.statusCode, 429, "not even the right password opens from there for a while");
  const owner = await d.visitor("203.0.113.9").post("/masuk", { identifier, password });
  assert.equal(owner.statusCode, 303, "the owner elsewhere is not locked out");
});

test("the right password forgives the slips before it", async () => {
  const { d } = the;
  const { identifier, password } = d.account("head");
  const joko = d.visitor("203.0.113.20");
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 9; i += 1) assert.equal((await guess(joko, identifier)).statusCode, 422);
    assert.equal((await joko.post("/masuk", { identifier, password })).statusCode, 303);
  }
});

test("many networks help a guesser little, and do not lock the owner out of a browser that was used before", async () => {
  const { d } = the;
  const { identifier } = d.account("front-desk");
  const joko = await d.signIn("front-desk", d.visitor(), "citizen");
  const limit = { times: 100, seconds: 3600 };
  for (let i = 0; i < 100; i += 1) await d.world.patience.knock("sign-in-anywhere", identifier, limit).catch(() => {});
  assert.equal((await guess(d.visitor("198.51.100.77"), identifier)).statusCode, 429);
  joko.cookies.delete("__Host-session");
  await d.signIn("front-desk", joko, "citizen");
  assert.ok(await joko.isKnown());
});

test("codes are not guessed either: ten tries, then patience", async () => {
  const { d } = the;
  const { identifier, password } = d.account("approver");
  const thief = d.visitor();
  await thief.post("/masuk", { identifier, password });
  for (let i = 0; i < 10; i += 1)
    assert.equal((await thief.post("/masuk/kode", { code: `00000${i}` })).statusCode, 422);
  assert.equal((await thief.post("/masuk/kode", { code: d.code("approver") })).statusCode, 429);
});

test("a new browser is told to the owner in the inbox and by mail; a known one is not", async () => {
  const { d } = the;
  const before = await d.inbox("joko");
  const joko = await d.signIn("citizen", d.visitor("203.0.113.21"));
  assert.deepEqual((await d.inbox("joko")).slice(before.length), ["new-device"]);
  const inbox = await joko.get("/pesan");
  assert.match(inbox.body, /perangkat baru/);
  await joko.post("/keluar", {});
  await d.signIn("citizen", joko);
  assert.deepEqual((await d.inbox("joko")).slice(before.length), ["new-device"], "this browser is known by now");
  await d.signIn("citizen", d.visitor());
  assert.equal((await d.inbox("joko")).length, before.length + 2, "another one is told");
});

test("after signing in nobody is sent to another site", async () => {
  const { d } = the;
  const { identifier, password } = d.account("administrator");
  for (const to of ["//evil.example", "https://evil.example", "/\\evil.example", "/masuk", "/keluar", "/%5cevil"]) {
    const joko = d.visitor();
    const next = await joko.post(`/masuk?lanjut=${encodeURIComponent(to)}`, { identifier, password });
    const answer = await joko.post(String(next.headers.location), { code: d.code("administrator") });
    assert.match(String(answer.headers.location), /^\/(saya|%5cevil)$/, to);
  }
});

test("a form from another site opens nothing", async () => {
  const { d } = the;
  const { identifier, password } = d.account("citizen");
  const server = await d.web();
  const headers = { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" };
  const payload = new URLSearchParams({ identifier, password }).toString();
  const answer = await server.inject({ method: "POST", url: "/masuk", headers, payload });
  assert.equal(answer.statusCode, 403);
  assert.equal(answer.cookies.length, 0);
});
