import { createHash, randomBytes } from "node:crypto";
import { sha256, sha256Name, signedData, signerOf } from "./cms.ts";
import { bit, generalizedTime, integer, octets, oid, parts, read, sequence } from "./der.ts";
import type { KeyPair } from "./keys.ts";

const policy = oid("1.3.6.1.4.1.99999.1.1"); // the example authority's own policy, uncertified

/**
 * A time-stamp token (RFC 3161) over a digest: "these bytes were there then", signed by the authority's key. `nonce`
 * is the requester's own, as it came; a token that is to be checked alone carries its certificates.
 */
export function timestampToken(
  key: KeyPair,
  digest: Buffer,
  at: Date,
  { nonce = null, certificates = true }: { nonce?: Buffer | null; certificates?: boolean } = {},
): Promise<Buffer> {
  const inside = sequence(
    integer(1),
    policy,
    sequence(sha256, octets(digest)),
    integer(BigInt(`0x${randomBytes(8).toString("hex")}`)),
    generalizedTime(at),
    sequence(integer(1)), // accurate to a second
    ...(nonce ? [nonce] : []),
  );
  const content = { type: "1.2.840.113549.1.9.16.1.4", digest: createHash("sha256").update(inside).digest(), inside };
  return signedData(signerOf(key), content, { certificates });
}

/** Bits of PKIFailureInfo (RFC 3161, 2.4.2): why a request is turned down. */
const failures = { badAlg: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15, unacceptedExtension: 16 } as const;
type Failure = keyof typeof failures;

interface Asked {
  digest: Buffer;
  nonce: Buffer | null;
  certificates: boolean;
}

/** Answers a TimeStampReq; one that it cannot read or may not grant is turned down with the standard's reason. */
export async function answerTimestamp(key: KeyPair, request: Buffer, at: Date): Promise<Buffer> {
  const asked = readRequest(request);
  if (typeof asked === "string") return sequence(sequence(integer(2), bit(failures[asked])));
  return sequence(sequence(integer(0)), await timestampToken(key, asked.digest, at, asked));
}

function readRequest(request: Buffer): Asked | Failure {
  try {
    if (request[0] !== 0x30 || read(request).end !== request.length) return "badDataFormat";
    const [version, imprint, ...more] = parts(request);
    if (!version || !imprint || version.tag !== 0x02 || imprint.tag !== 0x30) return "badDataFormat";
    const whole = (one: { start: number; end: number }) => request.subarray(one.start, one.end);
    if (!whole(version).equals(integer(1))) return "badRequest";
    const [algorithm, hashed] = parts(request, imprint.start);
    const [name] = algorithm ? parts(request, algorithm.start) : [];
    if (!name || !hashed || hashed.tag !== 0x04) return "badDataFormat";
    const digest = request.subarray(hashed.body, hashed.end);
    if (!whole(name).equals(sha256Name) || digest.length !== 32) return "badAlg";
    const tagged = (tag: number) => more.find((one) => one.tag === tag);
    const asks = tagged(0x06);
    if (asks && !whole(asks).equals(policy)) return "unacceptedPolicy";
    if (tagged(0xa0)) return "unacceptedExtension";
    const nonce = tagged(0x02);
    const wants = tagged(0x01);
    return { digest, nonce: nonce ? whole(nonce) : null, certificates: Boolean(wants && request[wants.body]) };
  } catch {
    return "badDataFormat";
  }
}
