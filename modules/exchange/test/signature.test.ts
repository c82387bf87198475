import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createSigner, createVerifier, httpbis } from "http-message-signatures";
import { type Algorithm, algorithms, readPublicKey } from "../signature/algorithms.ts";
import { type Request, type Response, readSignatureInput, signatureBase } from "../signature/base.ts";
import { contentDigest, digestHolds } from "../signature/digest.ts";
import { requestComponents, responseComponents, signMessage } from "../signature/sign.ts";
import { type SignatureFault, verifyMessage } from "../signature/verify.ts";

interface Vectors {
  request: { method: string; url: string; headers: Record<string, string>; body: string };
  response: { status: number; headers: Record<string, string>; body: string };
  keys: Record<string, { alg: Algorithm; publicKeyPem?: string }>;
  cases: {
    title: string;
    keyid: string;
    message: "request" | "response";
    signatureBase: string;
    signatureInput: string;
    signature: string;
  }[];
}
// RFC 9421, appendix B.2: public test keys.
const vectors: Vectors = JSON.parse(readFileSync(new URL("./rfc9421.json", import.meta.url), "utf8"));
const request: Request = { ...vectors.request, url: new URL(vectors.request.url) };
const messages = { request, response: vectors.response as Response };
const keyOf = (id: string) => {
  const { alg, publicKeyPem } = vectors.keys[id]!;
  return publicKeyPem ? { publicKey: createPublicKey(publicKeyPem), algorithm: alg } : null;
};

for (const one of vectors.cases)
  test(`RFC 9421 B.2, ${one.title}: the same base${keyOf(one.keyid) ? ", and the signature holds" : ""}`, async () => {
    const message = messages[one.message];
    const headers = { ...message.headers, "signature-input": one.signatureInput, signature: one.signature };
    const [input] = readSignatureInput(one.signatureInput)!;
    assert.equal(signatureBase({ ...message, headers } as Request, input!.components), one.signatureBase);
    const found = await verifyMessage({ ...message, headers } as Request, {
      key: keyOf,
      covers: [],
      now: new Date(),
      maxAge: null,
    });
    // A shared secret proves nothing to a third party: the exchange takes none.
    assert.equal(found.ok, keyOf(one.keyid) !== null);
  });

test("a digest holds for its own bytes only, whichever algorithm it names; an unknown one says nothing", () => {
  assert.ok(digestHolds(vectors.request.headers["content-digest"]!, Buffer.from(vectors.request.body)));
  assert.ok(!digestHolds(vectors.request.headers["content-digest"]!, Buffer.from(`${vectors.request.body} `)));
  assert.ok(digestHolds(contentDigest(Buffer.from("x")), Buffer.from("x")));
  for (const bad of ["md5=:AAAA:", "sha-256=:AAAA:", "sha-256=1", "((", ""])
    assert.ok(!digestHolds(bad, Buffer.from("x")), bad);
});

const made = (algorithm: Algorithm) =>
  algorithm === "ed25519"
    ? generateKeyPairSync("ed25519")
    : algorithm === "ecdsa-p256-sha256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });

const asked = (): Request => ({
  method: "POST",
  url: new URL("https://tirta.example/r1/TIRTA/GOV/disdukcapil/penduduk/biodata/find?x=1&y=%20"),
  headers: {
    "content-digest": contentDigest(Buffer.from("{}")),
    "x-road-client": "TIRTA/GOV/dinsos/bansos",
    "x-road-id": "019b0000",
  },
});

for (const algorithm of algorithms)
  test(`${algorithm}: another library verifies what is signed here, and the reverse; the answer is bound to its question`, async () => {
    const { privateKey, publicKey } = made(algorithm);
    const key = { id: "k1", algorithm, privateKey };
    const created = new Date();
    const covers = [...requestComponents, "content-digest"];
    const signed = signMessage(asked(), key, { components: covers, created });
    const sent = { ...asked(), headers: { ...asked().headers, ...signed.headers } };
    const verifier = createVerifier(publicKey as never, algorithm);
    const keyLookup = async () => ({ id: "k1", algs: [algorithm], verify: verifier });
    const theirs = { method: sent.method, url: sent.url.href, headers: sent.headers as Record<string, string> };
    assert.equal(await httpbis.verifyMessage({ keyLookup }, theirs), true);

    const response: Response = {
      status: 200,
      request: sent,
      headers: { "content-digest": contentDigest(Buffer.from("[]")), "x-road-id": "1", "x-road-request-id": "2" },
    };
    const answer = signMessage(response, key, {
      components: [...responseComponents, ["signature", { req: true, key: "sig1" }]],
      created,
    });
    const answered = { ...response, headers: { ...response.headers, ...answer.headers } };
    const theirAnswer = { status: 200, headers: answered.headers as Record<string, string> };
    assert.equal(await httpbis.verifyMessage({ keyLookup }, theirAnswer, theirs), true);
    const another = { ...sent, headers: { ...sent.headers, signature: "sig1=:AAAA:" } };
    const demands = { key: () => ({ publicKey, algorithm }), covers: [], now: created, maxAge: 60 };
    assert.equal((await verifyMessage(answered, demands)).ok, true);
    assert.deepEqual((await verifyMessage({ ...answered, request: another }, demands)).ok, false);

    const signer = createSigner(privateKey as never, algorithm, "k1");
    const byThem = await httpbis.signMessage(
      { key: signer, fields: covers },
      { ...theirs, headers: asked().headers as never },
    );
    const lower = Object.entries(byThem.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    const found = await verifyMessage({ ...asked(), headers: Object.fromEntries(lower) }, { ...demands, covers });
    assert.equal(found.ok, true, JSON.stringify(found));
  });

test("which check failed is said", async () => {
  const { privateKey, publicKey } = made("ed25519");
  const key = { id: "k1", algorithm: "ed25519" as const, privateKey };
  const now = new Date("2026-11-26T10:00:00Z");
  const signed = (created: Date, components = requestComponents) => {
    const { headers } = signMessage(asked(), key, { components, created });
    return { ...asked(), headers: { ...asked().headers, ...headers } };
  };
  const hour = (n: number) => new Date(now.getTime() + n * 3_600_000);
  const good = signed(now);
  const tampered = { ...good, headers: { ...good.headers, "x-road-client": "TIRTA/GOV/bapenda/pajak" } };
  const { "x-road-id": _gone, ...without }: Record<string, string | undefined> = good.headers;
  const cases: [SignatureFault, Request][] = [
    ["missing", asked()],
    ["unreadable", { ...good, headers: { ...good.headers, "signature-input": "sig1=((" } }],
    ["too-old", signed(hour(-1))],
    ["from-the-future", signed(hour(1))],
    ["not-covered", signed(now, ["@method"])],
    ["component-missing", { ...good, headers: without }],
    ["wrong", tampered],
    ["wrong", { ...good, method: "DELETE" }],
    ["wrong", { ...good, url: new URL("https://tirta.example/r1/else") }],
  ];
  const demands = { key: () => ({ publicKey, algorithm: key.algorithm }), covers: requestComponents, now, maxAge: 300 };
  for (const [fault, message] of cases) {
    const found = await verifyMessage(message, demands);
    assert.deepEqual(!found.ok && found.fault, fault, JSON.stringify(found));
  }
  const unknown = await verifyMessage(good, { ...demands, key: () => null });
  assert.deepEqual(unknown.ok === false && unknown.fault, "unknown-key");
  const other = await verifyMessage(good, {
    ...demands,
    key: () => ({ publicKey, algorithm: "rsa-pss-sha512" as const }),
  });
  assert.deepEqual(other.ok === false && other.fault, "algorithm");
  // The host may differ: a gateway in front of a system stands at another address.
  const elsewhere = { ...good, url: new URL(good.url.href.replace("tirta.example", "gateway.example")) };
  assert.equal((await verifyMessage(elsewhere, demands)).ok, true);
});

test("a key is taken as PEM or JWK, and refused when it is weak, of another curve, private or none", () => {
  const ed = made("ed25519");
  const pem = ed.publicKey.export({ type: "spki", format: "pem" }).toString();
  assert.equal(readPublicKey(pem)?.algorithm, "ed25519");
  assert.equal(readPublicKey(JSON.stringify(ed.publicKey.export({ format: "jwk" })))?.algorithm, "ed25519");
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "pem" });
  const curve = generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey.export({
    type: "spki",
    format: "pem",
  });
  const secret = ed.privateKey.export({ type: "pkcs8", format: "pem" });
  const jwk = JSON.stringify(ed.privateKey.export({ format: "jwk" }));
  for (const bad of [weak.toString(), curve.toString(), secret.toString(), jwk, "", "x", '{"kty":"oct","k":"AAAA"}'])
    assert.equal(readPublicKey(bad), null, bad.slice(0, 40));
});
