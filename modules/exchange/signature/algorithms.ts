import { constants, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** The algorithms of RFC 9421 that the exchange takes. Shared secrets prove nothing to a third party: there are none. */
export const algorithms = ["ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512", "rsa-v1_5-sha256"] as const;
export type Algorithm = (typeof algorithms)[number];

const how = {
  ed25519: { hash: null, more: null },
  "ecdsa-p256-sha256": { hash: "sha256", more: { dsaEncoding: "ieee-p1363" } },
  "rsa-pss-sha512": { hash: "sha512", more: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 } },
  "rsa-v1_5-sha256": { hash: "sha256", more: { padding: constants.RSA_PKCS1_PADDING } },
} as const;

export function signBytes(algorithm: Algorithm, key: KeyObject, text: string): Buffer {
  const { hash, more } = how[algorithm];
  return sign(hash, Buffer.from(text), more ? { key, ...more } : key);
}

export function verifyBytes(algorithm: Algorithm, key: KeyObject, text: string, signature: Buffer): boolean {
  const { hash, more } = how[algorithm];
  // A salt of another length than the standard's 64 bytes makes a signature no weaker, and libraries do make them.
  const lenient = algorithm === "rsa-pss-sha512" ? { saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  try {
    return verify(hash, Buffer.from(text), more ? { key, ...more, ...lenient } : key, signature);
  } catch {
    return false;
  }
}

/**
 * A public key as members hand it in: a JWK (RFC 7517) as JSON, or PEM. Null when it is none that the exchange takes: an
 * RSA key below 2048 bits, another curve, or one that holds its private half.
 */
export function readPublicKey(text: string): { key: KeyObject; algorithm: Algorithm } | null {
  if (text.length > 4000) return null;
  const key = keyOf(text.trim());
  if (!key) return null;
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return { key, algorithm: "ed25519" };
    case "ec":
      return namedCurve === "prime256v1" ? { key, algorithm: "ecdsa-p256-sha256" } : null;
    case "rsa":
    case "rsa-pss":
      return modulusLength >= 2048 && modulusLength <= 8192 ? { key, algorithm: "rsa-pss-sha512" } : null;
    default:
      return null;
  }
}

function keyOf(text: string): KeyObject | null {
  try {
    if (!text.startsWith("{")) return text.includes("PRIVATE") ? null : createPublicKey({ key: text, format: "pem" });
    const jwk = JSON.parse(text);
    return "d" in jwk || "k" in jwk ? null : createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return null;
  }
}

/** A public key as it is kept and published: SPKI, PEM. */
export const pemOf = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
