import { createPrivateKey, generateKeyPairSync, hash, type JsonWebKey } from "node:crypto";
import { act, ask, systemActor, type World } from "../../kernel/index.ts";
import { keepKey } from "./commands/keys.ts";
import { signingKeys } from "./queries/keys.ts";

const room = systemActor("signon");

/** A key in JOSE's form, with its private part. */
export interface SigningKey extends JsonWebKey {
  kid: string;
  alg: "ES256";
  use: "sig";
}

/** A new P-256 key; its id is its thumbprint (RFC 7638). */
export function makeKey(): { kid: string; pkcs8: string } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { crv, kty, x, y } = privateKey.export({ format: "jwk" });
  return {
    kid: hash("sha256", JSON.stringify({ crv, kty, x, y }), "base64url"),
    pkcs8: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
  };
}

/** The keys, newest first: it signs. The one before it stays known, so that what it signed is still believed. */
export async function openKeys(world: World): Promise<SigningKey[]> {
  let kept = await ask(world, room, signingKeys, {});
  if (kept.length === 0) {
    // Two processes that make it at once: the first one's stands, and both use it.
    await act(world, room, keepKey, { ...makeKey(), first: true });
    kept = await ask(world, room, signingKeys, {});
  }
  return kept.map(({ kid, pkcs8 }) => ({
    ...createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" }).export({ format: "jwk" }),
    kid,
    alg: "ES256",
    use: "sig",
  }));
}
