import { createHash } from "node:crypto";
import type { World } from "../../kernel/index.ts";
import { shownOnce } from "./provider/shown.ts";
import { type TokenHolder, tokenHolder } from "./token.ts";

/** A request with a token, as it came. */
interface Showing {
  authorization: string;
  dpop: string | undefined;
  method: string;
  url: URL;
}

/** Who showed a token; with the proof of its key where it is bound to one. Or why it was not taken. */
export type Shown = { holder: TokenHolder; proof: string | null } | { refused: string };

const proofSeconds = 300;
const once = new WeakMap<World, ReturnType<typeof shownOnce>>();

/**
 * Whose token a request shows (RFC 6750, RFC 9449). One that is bound to a key is worth nothing without that key's proof for
 * this method, this address and this moment, and each proof counts once.
 */
export async function tokenShown(world: World, showing: Showing, audience: string): Promise<Shown> {
  const [, scheme, token = ""] = /^(Bearer|DPoP) (\S+)$/i.exec(showing.authorization) ?? [];
  if (!scheme) return { refused: "scheme: Bearer or DPoP" };
  const holder = await tokenHolder(world, token, audience);
  if (!holder) return { refused: "token: not one of this house for this gateway, over, or its system is suspended" };
  const bound = scheme.toLowerCase() === "dpop";
  if (bound !== (holder.boundTo !== null))
    return { refused: bound ? "scheme: this token is not bound to a key" : "scheme: a bound token is shown by DPoP" };
  if (!bound) return { holder, proof: null };
  const refused = await proofFault(world, showing, token, holder.boundTo!);
  return refused ? { refused: `proof: ${refused}` } : { holder, proof: showing.dpop! };
}

/** What is wrong with a DPoP proof (RFC 9449 4.3); null when it is good. */
async function proofFault(world: World, { dpop, method, url }: Showing, token: string, boundTo: string) {
  if (!dpop || dpop.length > 4096) return "missing";
  const { jwtVerify, EmbeddedJWK, calculateJwkThumbprint } = await import("jose");
  const now = world.clock.now();
  const read = await jwtVerify(dpop, EmbeddedJWK, {
    typ: "dpop+jwt",
    algorithms: ["ES256", "Ed25519", "EdDSA"],
    currentDate: now,
    maxTokenAge: proofSeconds,
    clockTolerance: 5,
    requiredClaims: ["jti", "htm", "htu", "iat", "ath"],
  }).catch(() => null);
  if (!read) return "unreadable, too old, or of another key than it names";
  const { htm, htu, ath, jti } = read.payload as Record<string, unknown>;
  if ((await calculateJwkThumbprint(read.protectedHeader.jwk!)) !== boundTo) return "of another key";
  if (htm !== method) return "for another method";
  const meant = URL.parse(String(htu));
  if (!meant || meant.origin !== url.origin || meant.pathname !== url.pathname) return "for another address";
  if (ath !== createHash("sha256").update(token).digest("base64url")) return "for another token";
  let first = once.get(world);
  if (!first) {
    first = shownOnce(world);
    once.set(world, first);
  }
  const ends = new Date(now.getTime() + (proofSeconds + 10) * 1000);
  return (await first(`dpop ${boundTo}`, String(jti), ends)) ? null : "shown before";
}
