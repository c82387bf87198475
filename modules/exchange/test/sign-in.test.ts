import assert from "node:assert/strict";
import { createHash, createPublicKey, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { calculateJwkThumbprint, exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import * as oidc from "openid-client";
import { actors } from "../../../test/stage.ts";
import { demoPeople } from "../../registry/index.ts";
import { addKey, allowSignIn, askSystem, decideSystem, revokeKey } from "../commands/systems.ts";
import { verifyMessage } from "../signature/verify.ts";
import { agencies } from "./agencies.ts";

const find = "/exchange/v1/TIRTA/GOV/disdukcapil/register/population/find";

/** A port that is free now: the house's own address is in the tokens that it makes out. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Dinsos's system signs in at the house with its own key; the agreement lets it show a token. */
async function signingIn(t: TestContext, proof: "token" | "signature" = "token") {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const s = await agencies(t, { now: new Date().toISOString(), env: { PUBLIC_URL: origin, PORT: String(port) } });
  const web = await s.web();
  await web.listen({ port, host: "127.0.0.1" });
  const pair = await generateKeyPair("ES256", { extractable: true });
  const asked = await s.act(s.consumer, askSystem, {
    system: "bansos",
    name: { id: "Aplikasi bansos", en: "Social aid system" },
    contact: "data@dinsos.example",
    key: await exportSPKI(pair.publicKey),
  });
  await s.act(s.operator, decideSystem, { id: asked.id, verdict: "active" });
  const { client } = await s.act(s.consumer, allowSignIn, { system: asked.id, allowed: true });
  const agreement = await s.agreed(asked.id, "population", { proof });
  const party = () =>
    oidc.discovery(
      new URL(`${origin}/oidc`),
      client!,
      {},
      oidc.PrivateKeyJwt({ key: pair.privateKey, kid: asked.key }),
      { execute: [oidc.allowInsecureRequests] },
    );
  const config = await party();
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  const send = (headers: Record<string, string>, more: { url?: string; body?: object } = {}) =>
    web.inject({
      method: "POST",
      url: more.url ?? find,
      headers: {
        "content-type": "application/json",
        "x-road-client": "TIRTA/GOV/dinsos/bansos",
        "x-road-id": randomUUID(),
        ...headers,
      },
      payload: JSON.stringify(more.body ?? { nik }),
    });
  const dpop = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(dpop.publicKey);
  /** A proof as RFC 9449 has it, written by another library. */
  const proofFor = (token: string, more: Record<string, unknown> = {}) =>
    new SignJWT({
      jti: randomUUID(),
      htm: "POST",
      htu: `${origin}${find}`,
      ath: createHash("sha256").update(token).digest("base64url"),
      iat: Math.floor(s.world.clock.now().getTime() / 1000),
      ...more,
    })
      .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk })
      .sign(dpop.privateKey);
  const bound = async () => {
    const DPoP = oidc.getDPoPHandle(config, dpop as CryptoKeyPair);
    return (await oidc.clientCredentialsGrant(config, {}, { DPoP })).access_token;
  };
  const bare = async () => (await oidc.clientCredentialsGrant(config)).access_token;
  return { ...s, origin, web, mine: asked, client: client!, agreement, nik, send, bound, bare, proofFor, jwk };
}

test("a system that signed in with its own key asks with a token: the answer is signed and bound to the question, and the log says what proves it", async (t) => {
  const s = await signingIn(t);
  const plain = await s.send({ authorization: `Bearer ${await s.bare()}`, "x-road-id": "tanya-0001" });
  assert.equal(plain.statusCode, 200, plain.body);
  assert.equal(plain.json().record.name, "Narti Suryani");

  const token = await s.bound();
  const proof = await s.proofFor(token);
  const answer = await s.send({ authorization: `DPoP ${token}`, dpop: proof });
  assert.equal(answer.statusCode, 200, answer.body);

  const keys = await s.asOwner<{ id: string; public: string }>("select id, public from exchange.key");
  const headers = answer.headers as Record<string, string>;
  const request = { method: "POST", url: new URL(find, s.origin), headers: {} };
  const check = (asked: typeof request) =>
    verifyMessage(
      { status: 200, headers, request: asked },
      {
        key: (id) => {
          const found = keys.find((one) => one.id === id);
          return found ? { publicKey: createPublicKey(found.public), algorithm: "ed25519" } : null;
        },
        covers: [
          "@status",
          "content-digest",
          "x-road-id",
          "@method;req",
          "@path;req",
          "@query;req",
          "x-road-request-hash",
        ],
        now: s.world.clock.now(),
        maxAge: 300,
      },
    );
  assert.equal((await check(request)).ok, true, "it answers this question");
  assert.equal((await check({ ...request, url: new URL(`${find}x`, s.origin) })).ok, false, "and no other");

  const rows = await s.asOwner<Record<string, string | null>>(
    "select proven_by, request_base, request_signature, request_key from exchange.message order by id",
  );
  assert.deepEqual(rows[0], {
    proven_by: "token",
    request_base: null,
    request_signature: null,
    request_key: `TIRTA/GOV/dinsos/bansos ${s.client}`,
  });
  assert.equal(rows[1]!.proven_by, "bound-token");
  assert.equal(`${rows[1]!.request_base}.${rows[1]!.request_signature}`, proof, "the proof of its key is kept");
  assert.equal(rows[1]!.request_key, `TIRTA/GOV/dinsos/bansos ${await calculateJwkThumbprint(s.jwk)}`);
});

test("a token that is not right is refused by its reason, and nobody is read for it", async (t) => {
  const s = await signingIn(t);
  const bare = await s.bare();
  const token = await s.bound();
  const shown = await s.proofFor(token);
  assert.equal((await s.send({ authorization: `DPoP ${token}`, dpop: shown })).statusCode, 200);
  const reads = () => s.asOwner("select 1 from kernel.journal where kind = 'read' and hat = 'machine'");
  const before = (await reads()).length;
  const proof = async (more: Record<string, unknown>) => ({
    authorization: `DPoP ${token}`,
    dpop: await s.proofFor(token, more),
  });
  const cases: [reason: RegExp, headers: Record<string, string>, more?: object][] = [
    [/scheme/, { authorization: "Basic YTpi" }],
    [/token: not one/, { authorization: "Bearer x.y.z" }],
    [/token: not one/, { authorization: `Bearer ${bare.slice(0, -6)}AAAAAA` }],
    [/bound token is shown by DPoP/, { authorization: `Bearer ${token}` }],
    [/not bound to a key/, { authorization: `DPoP ${bare}`, dpop: await s.proofFor(bare) }],
    [/proof: missing/, { authorization: `DPoP ${token}` }],
    [/proof: shown before/, { authorization: `DPoP ${token}`, dpop: shown }],
    [/another address/, await proof({ htu: `${s.origin}${find}x` })],
    [/another method/, await proof({ htm: "GET" })],
    [/another token/, await proof({ ath: "x" })],
    [/too old/, await proof({ iat: Math.floor(s.world.clock.now().getTime() / 1000) - 3600 })],
  ];
  for (const [reason, headers, more] of cases) {
    const answer = await s.send(headers, more);
    assert.deepEqual([answer.statusCode, answer.headers["x-road-error"]], [401, "Client.TokenRefused"], answer.body);
    assert.match(answer.json().title, reason);
    assert.match(String(answer.headers["www-authenticate"]), /^DPoP /);
  }
  const other = await s.send({ authorization: `Bearer ${bare}`, "x-road-client": "TIRTA/GOV/disdukcapil/register" });
  assert.equal(other.headers["x-road-error"], "Client.InvalidClientIdentifier", "of another system than it says");
  const road = await s.send({ authorization: `Bearer ${bare}` }, { url: find.replace("/exchange/v1", "/r1") });
  assert.equal(road.headers["x-road-error"], "Client.SignatureRefused", "X-Road's own face knows no tokens");
  const events = await s.send(
    { authorization: `Bearer ${bare}` },
    { url: "/exchange/v1/TIRTA/GOV/disdukcapil/register/api/v1/subs/population", body: { eventType: "population" } },
  );
  assert.equal(events.headers["x-road-error"], "Server.ServerProxy.AccessDenied");
  const twice = { authorization: `Bearer ${bare}`, "x-road-id": "sekali-0001" };
  assert.equal((await s.send(twice)).statusCode, 200);
  assert.equal((await s.send(twice)).headers["x-road-error"], "Client.Replayed");
  assert.equal((await reads()).length, before + 1, "nobody else was read");
});

test("where the agreement asks for signatures a token opens nothing", async (t) => {
  const s = await signingIn(t, "signature");
  const answer = await s.send({ authorization: `Bearer ${await s.bare()}` });
  assert.deepEqual(
    [answer.statusCode, answer.headers["x-road-error"]],
    [403, "Server.ServerProxy.AccessDenied"],
    answer.body,
  );
});

test("what was stopped holds at once, running tokens too: the sign-in, the key, the system", async (t) => {
  const s = await signingIn(t);
  const token = await s.bare();
  const asked = async () => (await s.send({ authorization: `Bearer ${token}` })).headers["x-road-error"];
  assert.equal(await asked(), undefined);
  await s.act(s.consumer, allowSignIn, { system: s.mine.id, allowed: false });
  assert.equal(await asked(), "Client.InvalidClientIdentifier");
  const again = await s.act(s.consumer, allowSignIn, { system: s.mine.id, allowed: true });
  assert.equal(again.client, s.client, "it keeps its name");
  assert.equal(await asked(), undefined);
  await s.act(s.operator, decideSystem, { id: s.mine.id, verdict: "suspended", reason: "Kunci bocor" });
  assert.equal(await asked(), "Client.InvalidClientIdentifier");
  await s.act(actors.officer(randomUUID(), "diskominfo", "statistik", ["steward"], { assurance: 3 }), decideSystem, {
    id: s.mine.id,
    verdict: "active",
  });
  // The key by which it signed in is taken back: no new tokens, though another key is there.
  const fresh = await generateKeyPair("ES256", { extractable: true });
  await s.act(s.consumer, addKey, { system: s.mine.id, key: await exportSPKI(fresh.publicKey) });
  await s.act(s.consumer, revokeKey, { system: s.mine.id, key: s.mine.key });
  await assert.rejects(s.bare());
  await s.act(s.consumer, revokeKey, { system: s.mine.id, key: "TIRTA/GOV/dinsos/bansos#2" });
  assert.equal(await asked(), "Client.InvalidClientIdentifier", "without a key of its own it signs in no more");
});
