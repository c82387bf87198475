import assert from "node:assert/strict";
import { test } from "node:test";
import { SignJWT } from "jose";
import * as oidc from "openid-client";
import { replaceKeys, suspendClient } from "../commands/clients.ts";
import { withdraw } from "../commands/consents.ts";
import { myConsents } from "../queries/consents.ts";
import {
  administrators,
  begin,
  finish,
  type House,
  keyPair,
  openHouse,
  type Party,
  partyOf,
  redirect,
  register,
  signedIn,
  signIn,
} from "./party.ts";

/** What the provider said no with (RFC 6749 5.2). */
const refusedWith = (code: string) => (error: unknown) => {
  const { error: said, cause } = error as { error?: string; cause?: { error?: string } };
  assert.equal(said ?? cause?.error, code, String(error));
  return true;
};

/** A signed proof of who the client is, as this test wants it. */
async function assertion(house: House, client: string, key: CryptoKey, more: Record<string, unknown> = {}) {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: client,
    sub: client,
    aud: `${house.origin}/oidc`,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
    ...more,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid: "satu" }).sign(key);
}

/** One call of an endpoint, by hand. */
async function call(house: House, path: string, form: Record<string, string>) {
  const answer = await fetch(`${house.origin}/oidc/${path}`, { method: "POST", body: new URLSearchParams(form) });
  return {
    status: answer.status,
    body: (await answer.json().catch(() => ({}))) as Record<string, unknown>,
    headers: answer.headers,
  };
}
const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

test("what a relying party may not do is refused, and the error is the standard's", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "joko");
  const push = async (more: Record<string, string | undefined>, proof?: string) => {
    const asked: Record<string, string | undefined> = {
      client_id: client,
      response_type: "code",
      redirect_uri: redirect,
      scope: "openid profile",
      code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
      code_challenge_method: "S256",
      client_assertion_type: jwtBearer,
      client_assertion: proof ?? (await assertion(house, client, keys.privateKey)),
      ...more,
    };
    const form = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined);
    return call(house, "request", Object.fromEntries(form));
  };
  const isRefused = async (made: ReturnType<typeof push>, status: number, error: string, why?: RegExp) => {
    const { status: was, body } = await made;
    assert.equal(was, status, JSON.stringify(body));
    assert.equal(body.error, error);
    if (why) assert.match(String(body.error_description), why);
  };

  await t.test("a sound request is taken", async () => assert.equal((await push({})).status, 201));
  await t.test("another address to come back to", () =>
    isRefused(push({ redirect_uri: "http://127.0.0.1:9/lain" }), 400, "invalid_request", /redirect_uri/),
  );
  await t.test("no PKCE", () =>
    isRefused(push({ code_challenge: undefined, code_challenge_method: undefined }), 400, "invalid_request", /PKCE/),
  );
  await t.test("PKCE in the clear", () =>
    isRefused(push({ code_challenge_method: "plain" }), 400, "invalid_request", /code_challenge_method/),
  );
  await t.test("a claim that it is not registered for", () =>
    isRefused(push({ scope: "openid nik" }), 400, "invalid_scope"),
  );
  await t.test("an answer in the address's fragment", () =>
    isRefused(push({ response_mode: "fragment" }), 400, "invalid_request", /response_mode/),
  );
  await t.test("another key", async () => {
    const other = await keyPair();
    await isRefused(push({}, await assertion(house, client, other.privateKey)), 401, "invalid_client");
  });
  await t.test("a proof that has run out", async () => {
    const old = Math.floor(Date.now() / 1000) - 300;
    await isRefused(
      push({}, await assertion(house, client, keys.privateKey, { iat: old - 60, exp: old })),
      401,
      "invalid_client",
    );
  });
  await t.test("a proof meant for another house", async () =>
    isRefused(
      push({}, await assertion(house, client, keys.privateKey, { aud: "https://lain.example" })),
      401,
      "invalid_client",
    ),
  );
  await t.test("one proof shown twice, at the same instant", async () => {
    const proof = await assertion(house, client, keys.privateKey);
    const tries = await Promise.all(Array.from({ length: 6 }, () => push({}, proof)));
    assert.deepEqual(tries.map(({ status }) => status).sort(), [201, 401, 401, 401, 401, 401]);
  });
  await t.test("no proof at all", () =>
    isRefused(push({ client_assertion: undefined, client_assertion_type: undefined }), 401, "invalid_client"),
  );
  await t.test("a request that was not pushed", async () => {
    const url = oidc.buildAuthorizationUrl(party.config, {
      redirect_uri: redirect,
      scope: "openid",
      code_challenge: "a".repeat(43),
      code_challenge_method: "S256",
    });
    const at = await browser.go(url.href);
    assert.match(at.url + at.body, /error=invalid_request|invalid_request/);
  });
  await t.test("a body past its limit", async () => {
    const { status } = await call(house, "request", { client_id: client, x: "a".repeat(70_000) });
    assert.equal(status, 413);
  });

  await t.test("a code is good once; shown again, what came of it is dead", async () => {
    const { tokens, at, begun } = await signIn(party, browser);
    await assert.rejects(finish(party, begun, at), refusedWith("invalid_grant"));
    await assert.rejects(refresh(party, tokens.refresh_token!), refusedWith("invalid_grant"));
  });
  await t.test("of many who bring one code at once, one at most gets tokens", async () => {
    const begun = await begin(party);
    const at = await browser.go(begun.url);
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => finish(party, begun, at.url)));
    assert.ok(tries.filter(({ status }) => status === "fulfilled").length <= 1);
  });
  await t.test("a code with another's verifier", async () => {
    const begun = await begin(party);
    const at = await browser.go(begun.url);
    const other = { ...begun, verifier: oidc.randomPKCECodeVerifier() };
    await assert.rejects(finish(party, other, at.url), refusedWith("invalid_grant"));
  });
  await t.test("a token without the key that it is bound to", async () => {
    const { tokens } = await signIn(party, browser);
    const thief = oidc.getDPoPHandle(party.config, await oidc.randomDPoPKeyPair("ES256"));
    await assert.rejects(
      oidc.fetchUserInfo(party.config, tokens.access_token, tokens.claims()!.sub, { DPoP: thief }),
      (error: { cause?: { parameters: { error?: string } }[] }) =>
        error.cause?.[0]?.parameters.error === "invalid_token",
    );
    const bearer = await fetch(`${house.origin}/oidc/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    assert.equal(bearer.status, 401);
  });
  await t.test("a refresh token that was used before ends all that came of it", async () => {
    const { tokens } = await signIn(party, browser);
    const next = await refresh(party, tokens.refresh_token!);
    await assert.rejects(refresh(party, tokens.refresh_token!), refusedWith("invalid_grant"));
    await assert.rejects(refresh(party, next.refresh_token!), refusedWith("invalid_grant"));
  });
  await t.test("whoever says no is sent back with the standard's word for it", async () => {
    const other = await signedIn(house, "narti");
    const begun = await begin(party);
    const at = await other.send(await other.go(begun.url), { do: "deny" });
    assert.match(at.url, /error=access_denied/);
    assert.equal(new URL(at.url).searchParams.get("state"), begun.state);
  });
  await t.test("another browser cannot answer for the one in which it began", async () => {
    const other = await signedIn(house, "narti");
    const page = await browser.go((await begin(party, { prompt: "consent" })).url);
    assert.equal(page.status, 200);
    assert.equal((await other.go(page.url)).status, 404);
  });
});

const refresh = (party: Party, token: string) =>
  oidc.refreshTokenGrant(party.config, token, undefined, { DPoP: party.handle });

test("tokens tell nothing about a person, and two parties cannot tell that theirs is the same", async (t) => {
  const house = await openHouse(t);
  const one = await register(house, { claims: ["name", "birthdate", "address", "nik"] });
  const two = await register(house, { sector: "dinkes-lain" });
  const third = await register(house);
  const browser = await signedIn(house, "joko");
  const at = async ({ client, keys }: typeof one, scope = "openid profile") => {
    const party = await partyOf(house, client, keys.privateKey);
    const { tokens } = await signIn(party, browser, ["name", "nik"], { scope });
    return { party, tokens };
  };
  const { party, tokens } = await at(one, "openid profile nik");
  const shown = [tokens.access_token, tokens.refresh_token, tokens.id_token].join(" ");
  const told = Buffer.from(tokens.id_token!.split(".")[1]!, "base64url").toString();
  for (const secret of [house.id("joko"), "Joko", "99010"]) {
    assert.ok(!shown.includes(secret), secret);
    assert.ok(!told.includes(secret), `${secret} in ${told}`);
  }
  assert.deepEqual(
    Object.keys(JSON.parse(told)).sort(),
    ["acr", "amr", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"].sort(),
  );
  const read = await oidc.fetchUserInfo(party.config, tokens.access_token, tokens.claims()!.sub, {
    DPoP: party.handle,
  });
  assert.match(String(read.nik), /^\d{16}$/, "told at the counter, to who is registered for it and after consent");
  const [{ tokens: second }, { tokens: same }] = [await at(two), await at(third)];
  assert.notEqual(second.claims()!.sub, tokens.claims()!.sub);
  assert.equal(same.claims()!.sub, tokens.claims()!.sub, "of one group, one subject");
  // Nothing that opens a door is written down.
  const kept = await house.asOwner<{ payload: string }>("select payload::text from signon.artefact");
  const all = kept.map((row) => row.payload).join("\n");
  for (const word of [tokens.access_token, tokens.refresh_token!, browser.jar.get("__Host-signon-session")!])
    assert.ok(!all.includes(word));
});

test("withdrawing a consent ends refresh and reading at once; suspending a system, and new keys, do so too", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "joko");
  const { tokens } = await signIn(party, browser);
  const sub = tokens.claims()!.sub;
  const [consent] = await house.ask(house.joko, myConsents, {});
  assert.deepEqual(consent!.claims, ["name", "birthdate"]);
  assert.equal(consent!.sessions, 2);
  await assert.rejects(house.act(house.owner, withdraw, { consent: consent!.id }), /not-found/);

  const page = await browser.go("/saya/aplikasi");
  assert.match(page.body, /Antrean Puskesmas/);
  await browser.send(page, { do: "withdraw" });
  assert.deepEqual(await house.ask(house.joko, myConsents, {}), []);
  await assert.rejects(refresh(party, tokens.refresh_token!), refusedWith("invalid_grant"));
  const me = () => oidc.fetchUserInfo(party.config, tokens.access_token, sub, { DPoP: party.handle });
  await assert.rejects(me());
  // Asked anew, as if for the first time.
  assert.equal((await browser.go((await begin(party)).url)).status, 200);

  const again = await signIn(party, browser);
  const why = "Kebocoran kunci dilaporkan";
  await house.act(administrators.decides, suspendClient, { client, suspend: true, why });
  await assert.rejects(refresh(party, again.tokens.refresh_token!), refusedWith("invalid_client"));
  await house.act(administrators.decides, suspendClient, { client, suspend: false, why });
  const fresh = await keyPair();
  await house.act(administrators.asks, replaceKeys, { client, keys: fresh.set as never });
  await assert.rejects(refresh(party, again.tokens.refresh_token!), refusedWith("invalid_client"));
  const renewed = await partyOf(house, client, fresh.privateKey);
  const { config } = renewed;
  assert.ok(
    (await oidc.refreshTokenGrant(config, again.tokens.refresh_token!, undefined, { DPoP: party.handle })).access_token,
  );
});

test("a closed account opens nothing, at no relying party", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const { tokens } = await signIn(party, await signedIn(house, "joko"));
  await house.asOwner("update identity.account set state = 'closed' where person = $1", [house.id("joko")]);
  await assert.rejects(refresh(party, tokens.refresh_token!), refusedWith("invalid_grant"));
});
