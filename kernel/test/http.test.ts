import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { type TestContext, test } from "node:test";
import { h, type VNode } from "preact";
import { actors, stage } from "../../test/stage.ts";
import { field, goTo, openServer, page, route } from "../http/index.ts";
import type { Manifest } from "../index.ts";
import { manifest as guestbook, writeLine } from "./guestbook/module.ts";

const ani = randomUUID();
const origin = "http://localhost:8080";
const token = "t".repeat(43);

const house: Manifest = {
  ...guestbook,
  doorman: {
    recognise: async (_world, hash) =>
      hash.equals(createHash("sha256").update(token).digest()) ? actors.citizen(ani) : null,
  },
  pages: [
    page({
      path: "/tulis",
      show: ({ form, once }, refusal) => ({
        title: "Tulis",
        main: h("form", { "data-once": once }, refusal?.faults[0]?.messageKey ?? "baru", " ", field(form, "words")),
      }),
      submit: async (context) => {
        const { id } = await context.act(writeLine, { words: field(context.form, "words") });
        return goTo(`/tulis?ok=${id}`);
      },
    }),
    page({ path: "/umum", shared: 60, show: () => ({ title: "Umum", main: h("p", null, `<b>${"&".repeat(2000)}`) }) }),
    page({ path: "/rusak", show: () => Promise.reject(new Error("nik 9901015203850003 rusak")) }),
  ],
  routes: [
    route({
      method: "POST",
      path: "/callback",
      machine: true,
      raw: true,
      handle: ({ body }) => ({ body: String(body.length), type: "text/plain" }),
    }),
  ],
};

async function server(t: TestContext, env: Record<string, string> = {}) {
  const set = await stage(t, { modules: [house], env });
  const app = await openServer(
    set.world,
    {
      frame: (_context, view): VNode => h("html", null, h("title", null, view.title), h("body", null, view.main)),
      refusal: (context, refusal) => ({ title: refusal?.code ?? "bug", main: h("p", null, context.requestId) }),
      signIn: (to) => `/masuk?lanjut=${encodeURIComponent(to)}`,
      stepUp: (to) => `/masuk/lagi?lanjut=${encodeURIComponent(to)}`,
    },
    new Map(),
  );
  t.after(() => app.close());
  return { ...set, app };
}
const cookies = { "__Host-session": token };
const form = (body: string, from: Record<string, string> = { origin }) => ({
  method: "POST" as const,
  url: "/tulis",
  payload: body,
  headers: { "content-type": "application/x-www-form-urlencoded", ...from },
  cookies,
});

test("a page shows, a form acts and goes elsewhere, and a double click acts once", async (t) => {
  const { app, count } = await server(t);
  const shown = await app.inject({ url: "/tulis", cookies });
  assert.equal(shown.statusCode, 200);
  assert.match(shown.headers["content-security-policy"] as string, /default-src 'none'/);
  assert.equal(shown.headers["cache-control"], "no-store");
  const once = /data-once="([^"]+)"/.exec(shown.body)?.[1];
  const answers = await Promise.all([1, 2, 3].map(() => app.inject(form(`words=halo&_once=${once}`))));
  assert.deepEqual(
    answers.map((a) => a.statusCode),
    [303, 303, 303],
  );
  assert.equal(new Set(answers.map((a) => a.headers.location)).size, 1);
  assert.deepEqual(await count("guestbook.line"), [1]);
});

test("a refused form comes back with its fault and the person's own words", async (t) => {
  const { app } = await server(t);
  const answer = await app.inject(form(`words=${"a".repeat(201)}`));
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /kernel\.fault\.too-long a{201}/);
});

test("a stranger is led to sign-in and back", async (t) => {
  const { app } = await server(t);
  const answer = await app.inject({ ...form("words=halo"), cookies: {} });
  assert.equal(answer.headers.location, "/masuk?lanjut=%2Ftulis");
  assert.equal(
    (await app.inject({ ...form("words=halo"), cookies: { "__Host-session": "forged".repeat(8) } })).statusCode,
    303,
  );
});

test("an unsafe request from elsewhere, or from nowhere, is not carried out", async (t) => {
  const { app, count } = await server(t);
  const elsewhere: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
    {},
    { origin: "null" },
  ];
  for (const headers of elsewhere) {
    assert.equal((await app.inject(form("words=halo", headers))).statusCode, 403, JSON.stringify(headers));
  }
  assert.equal(
    (
      await app.inject({
        method: "POST",
        url: "/api/v1/guestbook/write-line",
        payload: { words: "x" },
        cookies,
        headers: { origin: "https://evil.example" },
      })
    ).statusCode,
    403,
  );
  assert.deepEqual(await count("guestbook.line"), [0]);
  assert.equal((await app.inject(form("words=halo", { "sec-fetch-site": "same-origin" }))).statusCode, 303);
  assert.equal(
    (await app.inject({ method: "POST", url: "/callback", payload: "abc", headers: { "content-type": "text/plain" } }))
      .body,
    "3",
  );
});

test("the API acts and asks with a token, keeps idempotency keys, and refuses with problem documents", async (t) => {
  const { app } = await server(t);
  const headers = { authorization: `Bearer ${token}` };
  const post = (payload: unknown, more = {}) =>
    app.inject({
      method: "POST",
      url: "/api/v1/guestbook/write-line",
      payload: payload as object,
      headers: { ...headers, ...more },
    });
  const first = await post({ words: "halo" }, { "idempotency-key": "k" });
  assert.equal(first.statusCode, 200);
  assert.deepEqual((await post({ words: "halo" }, { "idempotency-key": "k" })).json(), first.json());
  const bad = await post({ words: "" });
  assert.equal(bad.statusCode, 422);
  assert.equal(bad.headers["content-type"], "application/problem+json");
  assert.deepEqual(
    bad.json().errors.map((e: { pointer: string }) => e.pointer),
    ["/words"],
  );
  assert.equal(
    (await app.inject({ url: `/api/v1/guestbook/line?id=${first.json().id}`, headers })).json().words,
    "halo",
  );
  assert.equal(
    (
      await app.inject({
        url: "/api/v1/guestbook/line?id=x",
        headers: { authorization: "Bearer wrong-token-that-is-long" },
      })
    ).statusCode,
    401,
  );
  const spec = (await app.inject({ url: "/api/v1/openapi.json" })).json();
  assert.equal(spec.openapi, "3.1.0");
  assert.ok(spec.paths["/api/v1/guestbook/write-line"].post.requestBody);
});

test("odd bodies are refused, none is a bug: not JSON, too deep, poisoned, huge, wrongly encoded", async (t) => {
  const { app } = await server(t);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const send = (payload: string | Buffer, type = "application/json") =>
    app.inject({
      method: "POST",
      url: "/api/v1/guestbook/write-line",
      payload,
      headers: { ...headers, "content-type": type },
    });
  for (const payload of [
    "{",
    "[[".repeat(40),
    '{"__proto__":{"a":1}}',
    Buffer.from([0xff, 0xfe, 0x00]),
    "null",
    '"x"',
    "a=b",
  ]) {
    const answer = await send(payload);
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${payload}: ${answer.statusCode}`);
    assert.equal(answer.headers["content-type"], "application/problem+json");
  }
  assert.equal((await send(JSON.stringify({ words: "x".repeat(2_000_000) }))).statusCode, 413);
  assert.equal(
    (await app.inject({ ...form(Array.from({ length: 1200 }, (_, i) => `a${i}=1`).join("&")) })).statusCode,
    413,
  );
  assert.equal((await send("words=1", "application/x-www-form-urlencoded")).statusCode, 422);
});

test("a bug shows the request's id and nothing of what went wrong", async (t) => {
  const { app } = await server(t);
  const answer = await app.inject({ url: "/rusak", cookies });
  assert.equal(answer.statusCode, 500);
  assert.ok(!answer.body.includes("9901"));
  assert.ok(answer.body.includes(answer.headers["x-request-id"] as string));
  assert.equal((await app.inject({ url: "/tidak-ada" })).statusCode, 404);
});

test("a shared page is compressed, escaped and the same for all strangers", async (t) => {
  const { app } = await server(t);
  const plain = await app.inject({ url: "/umum" });
  assert.match(plain.body, /&lt;b>&amp;&amp;|&lt;b&gt;&amp;&amp;/);
  for (const encoding of ["br", "gzip"]) {
    const packed = await app.inject({ url: "/umum", headers: { "accept-encoding": encoding } });
    assert.equal(packed.headers["content-encoding"], encoding);
    assert.ok(packed.rawPayload.length < plain.rawPayload.length / 5);
  }
});

test("a network that floods is slowed down", async (t) => {
  const { app } = await server(t, { REQUESTS_PER_MINUTE: "10" });
  const codes: number[] = [];
  for (let i = 0; i < 12; i += 1) codes.push((await app.inject({ url: "/healthz" })).statusCode);
  assert.deepEqual(codes.slice(0, 10), Array(10).fill(200));
  assert.equal(codes[11], 429);
});

test("health, readiness and figures: figures are not for the public", async (t) => {
  const { app } = await server(t, { METRICS_TOKEN: "figures-please" });
  assert.equal((await app.inject({ url: "/healthz" })).json().status, "ok");
  const ready = await app.inject({ url: "/readyz" });
  assert.equal(ready.statusCode, 200, ready.body);
  assert.deepEqual(Object.keys(ready.json().checks), ["database", "migrations", "worker"]);
  assert.equal((await app.inject({ url: "/metrics" })).statusCode, 404);
  const figures = await app.inject({ url: "/metrics", headers: { authorization: "Bearer figures-please" } });
  assert.match(figures.body, /pendopo_worker_outbox_waiting 0/);
});
