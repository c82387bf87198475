import assert from "node:assert/strict";
import { test } from "node:test";
import * as oidc from "openid-client";
import { actors } from "../../../test/stage.ts";
import { suspendClient } from "../commands/clients.ts";
import { registerMachine, tokenHolder } from "../index.ts";
import { administrators, type House, keyPair, openHouse, partyOf, register, signedIn, signIn } from "./party.ts";

const exchange = actors.system("exchange");
const gateway = "https://tirta.example/r1";
const other = "https://lain.example/r1";

async function machine(house: House) {
  const keys = await keyPair();
  const one = {
    member: "TIRTA/GOV/dinsos",
    system: "bansos",
    agency: "dinsos",
    name: "Sistem bantuan sosial",
    keys: keys.set as never,
    audiences: [gateway, other],
    scopes: ["population.read", "families.read"],
    purpose: "Memeriksa penerima bantuan",
    basis: "Permensos 3/2021",
  };
  const { client } = await house.act(exchange, registerMachine, one);
  const party = await partyOf(house, client, keys.privateKey);
  return { client, keys, party, one };
}

test("a member's system signs in with its key and gets a token that says who it is, for whom and for what", async (t) => {
  const house = await openHouse(t);
  const { client, party } = await machine(house);
  const ask = (more: Record<string, string>) => oidc.clientCredentialsGrant(party.config, more);
  const {
    access_token: token,
    expires_in,
    token_type,
  } = await ask({ scope: "population.read x.y", resource: gateway });
  assert.equal(token_type, "bearer");
  assert.equal(expires_in, 300);
  const [header, body] = token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
  assert.equal(header.typ, "at+jwt");
  assert.deepEqual(
    { aud: body.aud, scope: body.scope, sub: body.sub, client_id: body.client_id },
    { aud: gateway, scope: "population.read", sub: client, client_id: client },
  );
  const holder = await tokenHolder(house.world, token, gateway);
  assert.equal(holder?.actor.hat, "machine");
  assert.deepEqual(holder?.actor.machine, {
    id: client,
    member: "TIRTA/GOV/dinsos",
    system: "bansos",
    agreement: null,
  });
  assert.deepEqual(holder?.scopes, ["population.read"]);
  assert.equal(holder?.boundTo, null);

  assert.equal(await tokenHolder(house.world, token, other), null, "meant for another audience");
  const forged = `${token.slice(0, -4)}${token.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
  assert.equal(await tokenHolder(house.world, forged, gateway), null);
  assert.equal(await tokenHolder(house.world, "x".repeat(9000), gateway), null);
  await assert.rejects(
    ask({ resource: "https://nowhere.example/" }),
    (e: { error?: string }) => e.error === "invalid_target",
  );
  assert.equal((await oidc.clientCredentialsGrant(party.config)).scope, undefined);

  // With DPoP the token is bound to a key, and says so.
  const bound = await oidc.clientCredentialsGrant(party.config, { resource: gateway }, { DPoP: party.handle });
  assert.match((await tokenHolder(house.world, bound.access_token, gateway))?.boundTo ?? "", /^[\w-]{43}$/);
  house.clock.forward(10 * 60_000);
  assert.equal(await tokenHolder(house.world, token, gateway), null, "it has run out");
});

test("a system that is suspended holds nothing, its running tokens neither; told again, it keeps its name", async (t) => {
  const house = await openHouse(t);
  const { client, party, one } = await machine(house);
  const { access_token: token } = await oidc.clientCredentialsGrant(party.config, { resource: gateway });
  const fresh = await keyPair();
  const told = await house.act(exchange, registerMachine, { ...one, keys: fresh.set as never });
  assert.equal(told.client, client);
  await assert.rejects(oidc.clientCredentialsGrant(party.config));
  assert.ok(await tokenHolder(house.world, token, gateway));
  await house.act(administrators.decides, suspendClient, { client, suspend: true, why: "Perjanjian berakhir" });
  assert.equal(await tokenHolder(house.world, token, gateway), null);
});

test("a party's own token can be asked about and taken back by it alone; a person's token opens no gateway", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const { tokens } = await signIn(party, await signedIn(house, "joko"));
  assert.equal((await oidc.tokenIntrospection(party.config, tokens.access_token)).active, true);
  const { party: stranger } = await machine(house);
  assert.deepEqual(await oidc.tokenIntrospection(stranger.config, tokens.access_token), { active: false });
  assert.equal(await tokenHolder(house.world, tokens.access_token, gateway), null);
  await oidc.tokenRevocation(party.config, tokens.access_token);
  assert.equal((await oidc.tokenIntrospection(party.config, tokens.access_token)).active, false);
});

test("what has run out is dropped, and nothing else", async (t) => {
  const house = await openHouse(t);
  const { client, keys } = await register(house);
  const party = await partyOf(house, client, keys.privateKey);
  const { tokens } = await signIn(party, await signedIn(house, "joko"));
  const { dropOver } = await import("../commands/drop-over.ts");
  house.clock.forward(3600_000);
  const { gone } = await house.act(actors.system("signon"), dropOver, {});
  assert.ok(gone >= 4, `${gone}`);
  const left = await house.asOwner<{ model: string }>("select distinct model from signon.artefact order by model");
  assert.deepEqual(
    left.map((row) => row.model),
    ["RefreshToken", "Session"],
  );
  assert.ok(
    (await oidc.refreshTokenGrant(party.config, tokens.refresh_token!, undefined, { DPoP: party.handle })).access_token,
  );
});
