import assert from "node:assert/strict";
import { test } from "node:test";
import * as oidc from "openid-client";
import { holdingIn } from "../../../test/held.ts";
import { withdraw } from "../commands/consents.ts";
import { begin, farewell, openHouse, partyOf, redirect, register, signedIn, signIn } from "./party.ts";

test("a party that asks to be surer gets the second factor given again, and the level in the token", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "joko");
  const surest = { acr_values: "urn:pendopo:loa3" };
  const stopped = await browser.go((await begin(party, surest)).url);
  assert.match(stopped.url, /\/masuk\/lagi\?lanjut=%2Faplikasi%2Fizin/);
  // The same person where the code was given a moment ago.
  const sure = await signedIn(house, "joko", true);
  const { tokens } = await signIn(party, sure, [], surest);
  assert.equal(tokens.claims()!.acr, "urn:pendopo:loa3");
  // Five minutes on it is no longer so, whatever the browser remembers.
  house.clock.forward(6 * 60_000);
  assert.match((await sure.go((await begin(party, surest)).url)).url, /\/masuk\/lagi/);
  const plain = await signIn(party, sure);
  assert.equal(plain.tokens.claims()!.acr, "urn:pendopo:loa2");
});

test("a party that wants a recent sign-in gets one: max_age and prompt=login lead to the second factor", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "joko");
  await house.asOwner("update identity.session set created_at = created_at - interval '1 hour'");
  await signIn(party, browser);
  assert.match((await browser.go((await begin(party, { prompt: "login" })).url)).url, /\/masuk\/lagi/);
  const old = await signedIn(house, "joko");
  await house.asOwner("update identity.session set created_at = created_at - interval '1 hour'");
  assert.match((await old.go((await begin(party, { max_age: "600" })).url)).url, /\/masuk\/lagi/);
});

test("nobody signed in: to the sign-in page and back; prompt=none is answered to the party", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "joko");
  browser.jar.clear();
  const at = await browser.go((await begin(party)).url);
  assert.match(at.url, /\/masuk\?lanjut=%2Faplikasi%2Fizin%2F/);
  const silent = await browser.go((await begin(party, { prompt: "none" })).url);
  assert.match(silent.url, /error=login_required/);
});

test("somebody signs in for themselves or for a business; the party sees two different people", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house, { claims: ["name", "business"], actsFor: "either" });
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "narti");
  const scope = { scope: "openid profile business" };
  const own = await signIn(party, browser, ["name"], scope, "self");
  const asked = { ...scope, prompt: "consent" };
  const firm = await signIn(party, browser, ["name", "business"], asked, house.business.id);
  assert.notEqual(firm.tokens.claims()!.sub, own.tokens.claims()!.sub);
  const told = await oidc.fetchUserInfo(party.config, firm.tokens.access_token, firm.tokens.claims()!.sub, {
    DPoP: party.handle,
  });
  assert.deepEqual(told.business, {
    nib: house.business.nib,
    name: house.business.name,
    role: "owner",
    may: ["apply", "pay", "manage"],
  });
  // One browser is one of them at a time: what was signed in as the other is over.
  await assert.rejects(
    oidc.refreshTokenGrant(party.config, own.tokens.refresh_token!, undefined, { DPoP: party.handle }),
  );
  // A business of which one has no mandate is not one's to choose.
  const page = await browser.go((await begin(party, asked)).url);
  const refused = await browser.send(page, { as: house.id("joko"), do: "allow" });
  assert.equal(refused.status, 404);
  const keepsOn = (token: string | undefined) =>
    oidc.refreshTokenGrant(party.config, token!, undefined, { DPoP: party.handle });
  const next = await keepsOn(firm.tokens.refresh_token);
  // The mandate ends, and with it what was signed in by it.
  await house.asOwner("update identity.mandate set revoked_at = now()");
  await assert.rejects(keepsOn(next.refresh_token));
});

test("a party signs a person out: they are asked, tokens end, and they are led back", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "joko");
  const { tokens } = await signIn(party, browser);
  const url = oidc.buildEndSessionUrl(party.config, {
    id_token_hint: tokens.id_token!,
    post_logout_redirect_uri: farewell,
    state: "sampai",
  });
  const page = await browser.go(url.href);
  assert.match(page.body, /Antrean Puskesmas/);
  const at = await browser.send(page, { logout: "yes" });
  assert.equal(at.url, `${farewell}?state=sampai`);
  await assert.rejects(oidc.refreshTokenGrant(party.config, tokens.refresh_token!, undefined, { DPoP: party.handle }));
  const other = oidc.buildEndSessionUrl(party.config, {
    id_token_hint: tokens.id_token!,
    post_logout_redirect_uri: "https://lain.example/",
  });
  assert.equal((await browser.go(other.href)).status, 400);
});

test("the provider describes itself, and signs with a new key from the moment that it is replaced", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const about = party.config.serverMetadata();
  assert.equal(about.issuer, `${house.origin}/oidc`);
  assert.deepEqual(about.code_challenge_methods_supported, ["S256"]);
  assert.deepEqual(about.subject_types_supported, ["pairwise"]);
  assert.deepEqual(about.token_endpoint_auth_methods_supported, ["private_key_jwt"]);
  assert.deepEqual(about.id_token_signing_alg_values_supported, ["ES256"]);
  assert.equal(about.require_pushed_authorization_requests, true);
  assert.deepEqual(about.response_types_supported, ["code"]);
  for (const address of Object.values(about).filter((one) => String(one).startsWith("http")))
    assert.ok(String(address).startsWith(house.origin), String(address));
  const published = async () => {
    const set = (await (await fetch(about.jwks_uri!)).json()) as { keys: Record<string, string>[] };
    for (const key of set.keys) assert.equal(key.d, undefined, "no private part");
    return set.keys.map((key) => key.kid);
  };
  const [first] = await published();
  const browser = await signedIn(house, "joko");
  const before = await signIn(party, browser);
  const { rotateKey } = await import("../commands/keys.ts");
  const { forgetProvider } = await import("../provider/open.ts");
  const { administrators } = await import("./party.ts");
  house.clock.forward(1000);
  const { kid } = await house.act(administrators.decides, rotateKey, {});
  forgetProvider(house.world);
  assert.deepEqual(await published(), [kid, first]);
  const after = await signIn(await partyOf(house, client, keys.privateKey), browser);
  const signedBy = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[0]!, "base64url").toString()).kid;
  assert.equal(signedBy(before.tokens.id_token!), first);
  assert.equal(signedBy(after.tokens.id_token!), kid);
});

test("a wrong address to come back to never gets a person", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  await assert.rejects(begin(party, { redirect_uri: `${redirect}/lain` }));
  const browser = await signedIn(house, "joko");
  const page = await browser.go(
    `/oidc/auth?client_id=${client}&response_type=code&redirect_uri=https%3A%2F%2Flain.example&scope=openid`,
  );
  assert.equal(page.status, 400);
  assert.equal(/<code>([a-z_]+)/.exec(page.body)?.[1], "invalid_redirect_uri", page.url);
  assert.ok(page.url.startsWith(house.origin));
});

test("a person's copy says which applications they let know what; a consent that is over may go with all that came of it", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  await signIn(party, await signedIn(house, "joko"));
  const consents = holdingIn(house, "signon.consent");
  const [record] = await consents.of(house.joko, house.id("joko"));
  assert.deepEqual(
    [record!.ended, record!.shows.application, record!.shows.claims],
    [null, "Antrean Puskesmas", ["name", "birthdate"]],
  );
  assert.deepEqual(await consents.of(house.owner, house.id("joko")), [], "nobody sees another's");
  const later = new Date(house.world.clock.now().getTime() + 1000);
  assert.deepEqual(await consents.ended(later), [], "it is in force");
  await house.act(house.joko, withdraw, { consent: record!.id });
  assert.deepEqual(await consents.ended(later), [{ id: record!.id, person: house.id("joko") }]);
  await consents.remove([record!.id]);
  assert.deepEqual(await house.count("signon.consent"), [0]);
});
