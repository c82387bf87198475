import assert from "node:assert/strict";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import type { Server } from "../../kernel/http/index.ts";
import { issueToken } from "../../modules/identity/index.ts";
import { scene } from "../../test/scene.ts";
import { stage } from "../../test/stage.ts";

const origin = "http://localhost:8080";
const form = { "content-type": "application/x-www-form-urlencoded" };

/** Doors that other machines knock on with a proof of their own, each with what proves it. */
const machines: Record<string, string> = {
  "/payments/callback/:gateway": "an HMAC over body and time",
  "/exchange/federation/letters": "the sending government's signature over the letter",
  "/exchange/v1/*": "the system's signature over the message",
  "/r1/*": "the system's signature over the message",
  "/tsa": "a time stamp is given to anybody, changes nothing and is about nobody",
};

test("an unsafe request from elsewhere or from nowhere is turned away at every door but those of machines", async (t) => {
  const { web, world } = await opened(t);
  const doors = world.modules.flatMap((room) => [
    ...(room.pages ?? []).filter((page) => page.submit).map(({ path }) => ({ method: "POST", path, machine: false })),
    ...(room.routes ?? [])
      .map((route) => ({ ...route, method: [route.method].flat().find((method) => method !== "GET") ?? "GET" }))
      .filter(({ method }) => method !== "GET")
      .map((route) => ({ ...route, machine: route.machine === true })),
    ...[...(room.commands ?? []), ...(room.queries ?? [])]
      .filter((one) => !one.internal)
      .map(({ name }) => ({ method: "POST", path: `/api/v1/${name.replace(".", "/")}`, machine: false })),
  ]);
  assert.deepEqual(
    doors
      .filter((door) => door.machine)
      .map((door) => door.path)
      .sort(),
    Object.keys(machines).sort(),
  );
  const froms: Record<string, string>[] = [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://localhost:8081" },
    { origin: "http://localhost:8080.evil.example" },
    { referer: "https://evil.example/http://localhost:8080/" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { origin: "https://evil.example", authorization: `Bearer ${"a".repeat(43)}` },
  ];
  for (const { method, path, machine } of doors) {
    const url = path.replaceAll(/:\w+/g, "x");
    for (const from of froms) {
      const answer = await web.inject({ method: method as "POST", url, payload: "a=1", headers: { ...form, ...from } });
      if (machine) assert.notEqual(answer.statusCode, 403, url);
      else assert.equal(answer.statusCode, 403, `${url} from ${JSON.stringify(from)}`);
    }
  }
});

test("methods that no door knows find nothing, and HEAD shows what GET would, without the body", async (t) => {
  const { web } = await opened(t);
  for (const method of ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"] as const) {
    const answer = await web.inject({ method: method as "OPTIONS", url: "/layanan", headers: { origin } });
    assert.equal(answer.statusCode, 404, method);
    assert.equal(answer.headers["access-control-allow-origin"], undefined);
  }
  const [get, head] = [await web.inject("/masuk"), await web.inject({ method: "HEAD", url: "/masuk" })];
  assert.deepEqual([head.statusCode, head.body], [get.statusCode, ""]);
});

test("assets lie in one folder: no way leads out of it", async (t) => {
  const { web } = await opened(t);
  for (const path of [
    "../package.json",
    "%2e%2e/package.json",
    "..%2fpackage.json",
    "..%5c..%5cpackage.json",
    "/etc/passwd",
    "%252e%252e%252fapp",
  ]) {
    const answer = await web.inject(`/assets/${path}`);
    assert.equal(answer.statusCode, 404, path);
    assert.doesNotMatch(answer.body, /"name": "pendopo"|root:/);
  }
});

test("figures are for the machine itself, or for who has the token; a forged way here does not help", async (t) => {
  const { web } = await opened(t);
  const from = async (server: Server, remoteAddress: string, headers: Record<string, string> = {}) =>
    (await server.inject({ url: "/metrics", remoteAddress, headers })).statusCode;
  assert.equal(await from(web, "127.0.0.1"), 200);
  assert.equal(await from(web, "10.0.0.7"), 404);
  assert.equal(await from(web, "10.0.0.7", { "x-forwarded-for": "127.0.0.1" }), 404);
  assert.equal(await from(web, "127.0.0.1", { "x-forwarded-for": "127.0.0.1" }), 404, "somebody passed it on");
  const { web: behind } = await opened(t, { TRUST_PROXY: "127.0.0.1" });
  assert.equal(await from(behind, "127.0.0.1"), 404, "behind a proxy everybody seems near");
  assert.equal(await from(behind, "127.0.0.1", { "x-forwarded-for": "127.0.0.1" }), 404);
  const { web: locked } = await opened(t, { METRICS_TOKEN: "figures-please" });
  assert.equal(await from(locked, "127.0.0.1"), 404);
  assert.equal(await from(locked, "10.0.0.7", { authorization: "Bearer figures-please" }), 200);
});

test("a request's id is ours: unique, in the answer, and never what the caller claims", async (t) => {
  const { web } = await opened(t);
  const ids = await Promise.all(
    [1, 2, 3].map(
      async () =>
        (await web.inject({ url: "/masuk", headers: { "x-request-id": "mine", "request-id": "mine" } })).headers[
          "x-request-id"
        ],
    ),
  );
  assert.equal(new Set(ids).size, 3);
  assert.ok(!ids.includes("mine"));
});

test("one account's flood slows down that account alone, one network's that network alone, and both are told when to come back", async (t) => {
  const s = await scene(t, { env: { API_PER_MINUTE: "10", REQUESTS_PER_MINUTE: "60" } });
  const web = await s.web();
  const token = async (who: string) => issueToken(s.world, `${who}@tirta.example`, { hat: "citizen", days: 1 });
  const call = (bearer: string, remoteAddress: string) =>
    web.inject({ url: "/api/v1/cases/applications", headers: { authorization: `Bearer ${bearer}` }, remoteAddress });
  const [narti, joko] = [await token("narti"), await token("joko")];
  for (let i = 0; i < 10; i += 1) assert.equal((await call(narti, `10.0.0.${i}`)).statusCode, 200);
  const slowed = await call(narti, "10.0.0.99");
  assert.equal(slowed.statusCode, 429);
  assert.match(String(slowed.headers["retry-after"]), /^[1-9]\d?$/);
  assert.equal(slowed.json().code, "too-many");
  assert.equal((await call(joko, "10.0.0.1")).statusCode, 200, "nobody else is held up");
  const page = (remoteAddress: string) => web.inject({ url: "/masuk", remoteAddress });
  for (let i = 0; i < 60; i += 1) assert.equal((await page("10.1.0.1")).statusCode, 200);
  const flooded = await page("10.1.0.1");
  assert.equal(flooded.statusCode, 429);
  assert.match(String(flooded.headers["retry-after"]), /^[1-9]\d?$/);
  assert.match(flooded.body, /<html lang="id"/);
  assert.equal((await page("10.1.0.2")).statusCode, 200);
});

test("a key that was used for one thing is not taken for another; the answer is a problem document in the person's language", async (t) => {
  const s = await scene(t);
  const web = await s.web();
  const authorization = `Bearer ${await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 1 })}`;
  const begin = (payload: object, key: string, more: Record<string, string> = {}) =>
    web.inject({
      method: "POST",
      url: "/api/v1/cases/begin-draft",
      payload,
      headers: { authorization, "idempotency-key": key, ...more },
    });
  const first = await begin({ service: "izin-usaha-mikro" }, "k1");
  assert.equal(first.statusCode, 200, first.body);
  assert.deepEqual((await begin({ service: "izin-usaha-mikro" }, "k1")).json(), first.json());
  const other = await begin({ service: "izin-usaha-mikro", business: s.business.id }, "k1", {
    "accept-language": "en",
  });
  assert.deepEqual([other.statusCode, other.headers["content-type"]], [409, "application/problem+json"]);
  assert.equal(other.json().title, s.world.words.say("en")("kernel.problem.conflict"));
  assert.equal((await begin({ service: "x" }, "a key with spaces")).statusCode, 422);
  assert.equal((await begin({ service: "x" }, "k".repeat(201))).statusCode, 422);
});

test("the description of the API is OpenAPI 3.1 with every public command and query, and each reference in it leads somewhere", async (t) => {
  const { web, world } = await opened(t);
  const spec = (await web.inject("/api/v1/openapi.json")).json();
  assert.match(spec.openapi, /^3\.1\.\d$/);
  assert.ok(spec.info.title && spec.info.version && spec.servers[0].url);
  const declared = world.modules.flatMap((room) => [...(room.commands ?? []), ...(room.queries ?? [])]);
  const named = (internal: boolean) =>
    declared
      .filter((one) => (one.internal === true) === internal)
      .map(({ name }) => `/api/v1/${name.replace(".", "/")}`);
  assert.deepEqual(Object.keys(spec.paths).sort(), named(false).sort());
  for (const path of named(true))
    assert.equal(
      (await web.inject({ method: "POST", url: path, payload: {}, headers: { origin } })).statusCode,
      404,
      path,
    );
  const operations = Object.values<Record<string, never>>(spec.paths).flatMap((path) =>
    Object.values<{ operationId: string; responses: object; security?: object[] }>(path),
  );
  assert.equal(new Set(operations.map((one) => one.operationId)).size, operations.length);
  for (const one of operations) assert.ok("200" in one.responses && "401" in one.responses && "422" in one.responses);
  const known = new Set(Object.keys(spec.components.securitySchemes));
  for (const one of [spec, ...operations])
    for (const need of one.security ?? []) for (const name of Object.keys(need)) assert.ok(known.has(name));
  const dangling: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === "$ref" && typeof value === "string") {
        const found = value
          .slice(2)
          .split("/")
          .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], spec);
        if (!value.startsWith("#/") || found === undefined) dangling.push(value);
      } else walk(value);
    }
  };
  walk(spec);
  assert.deepEqual(dangling, []);
});

test("a client that sends slowly, or a header without end, does not hold a connection", async (t) => {
  const { web } = await opened(t);
  await web.listen({ host: "127.0.0.1", port: 0 });
  const { requestTimeout, headersTimeout } = web.server;
  assert.ok(requestTimeout > 0 && requestTimeout <= 60_000 && headersTimeout > 0 && headersTimeout <= 60_000);
  const { port } = web.server.address() as { port: number };
  const said = await new Promise<string>((done) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"a".repeat(40_000)}\r\n\r\n`),
    );
    let text = "";
    socket
      .on("data", (bytes) => (text += bytes))
      .on("close", () => done(text))
      .on("error", () => {});
  });
  assert.match(said, /^HTTP\/1\.1 431/);
});

/** The house without people in it. */
async function opened(t: TestContext, env: Record<string, string> = {}) {
  const s = await stage(t, { env });
  return { ...s, web: await s.web() };
}
