import assert from "node:assert/strict";
import { test } from "node:test";
import * as oidc from "openid-client";
import { myEntries } from "../../privacy/index.ts";
import { begin, finish, openHouse, partyOf, redirect, register, signedIn, signIn } from "./party.ts";

test("a relying party signs a person in: pushed request, PKCE, DPoP, consent; then refreshes, reads and is on record", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const browser = await signedIn(house, "joko");

  const begun = await begin(party);
  const page = await browser.go(begun.url);
  assert.equal(page.status, 200);
  assert.match(page.body, /Antrean Puskesmas/);
  assert.match(page.headers.get("content-security-policy") ?? "", /form-action 'self' http:\/\/127\.0\.0\.1:9;/);
  assert.doesNotMatch(page.body, /checked/, "nothing is ticked for anybody");
  const at = await browser.send(page, { claim: ["name"], do: "allow" });
  assert.ok(at.url.startsWith(redirect), at.url);

  const tokens = await finish(party, begun, at.url);
  assert.equal(tokens.token_type, "dpop");
  const told = tokens.claims()!;
  assert.equal(told.acr, "urn:pendopo:loa2");
  assert.deepEqual(told.amr, ["mfa"]);
  assert.notEqual(told.sub, house.id("joko"));

  const before = await house.ask(house.joko, myEntries, { kind: "read", limit: 100 });
  const read = await oidc.fetchUserInfo(party.config, tokens.access_token, told.sub, { DPoP: party.handle });
  assert.deepEqual(read, { sub: told.sub, name: "Joko Prasetyo" }, "what was not ticked is not told");
  const after = await house.ask(house.joko, myEntries, { kind: "read", limit: 100 });
  assert.equal(after.rows.length, before.rows.length + 1, "one reading, one entry");
  const [entry] = after.rows;
  assert.equal(entry!.purpose, "sign-on");

  const fresh = await oidc.refreshTokenGrant(party.config, tokens.refresh_token!, undefined, { DPoP: party.handle });
  assert.ok(fresh.refresh_token && fresh.refresh_token !== tokens.refresh_token);
  // The second time nothing is asked: the consent is remembered.
  const again = await signIn(party, browser);
  assert.equal(again.tokens.claims()!.sub, told.sub);
});
