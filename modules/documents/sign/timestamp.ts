import { createHash, randomBytes, sign } from "node:crypto";
import { explicit, generalizedTime, integer, nothing, octets, oid, parts, sequence, set, tlv } from "./der.ts";
import type { KeyPair } from "./keys.ts";

const sha256 = sequence(oid("2.16.840.1.101.3.4.2.1"), nothing);
const policy = oid("1.3.6.1.4.1.99999.1.1"); // the example authority's own policy, uncertified

/** Issuer and serial of a certificate, as CMS names its signer. */
function issuerAndSerial(certificate: Buffer): Buffer {
  const [tbs] = parts(certificate);
  const fields = parts(certificate, tbs!.start).filter((one) => one.tag !== 0xa0);
  const [serial, , issuer] = fields;
  return sequence(certificate.subarray(issuer!.start, issuer!.end), certificate.subarray(serial!.start, serial!.end));
}

/**
 * A time-stamp token (RFC 3161) over a digest: "these bytes were there then", signed by the
 * authority's key. `request` fields nonce and certReq are those of a TimeStampReq.
 */
export function timestampToken(key: KeyPair, digest: Buffer, at: Date, nonce: Buffer | null = null): Buffer {
  const info = sequence(
    integer(1),
    policy,
    sequence(sha256, octets(digest)),
    integer(BigInt(`0x${randomBytes(8).toString("hex")}`)),
    generalizedTime(at),
    sequence(integer(1)), // accurate to a second
    ...(nonce ? [nonce] : []),
  );
  const signingCertificate = sequence(
    sequence(sequence(octets(createHash("sha256").update(key.certificate).digest()))),
  );
  const attributes = [
    sequence(oid("1.2.840.113549.1.9.3"), set(oid("1.2.840.113549.1.9.16.1.4"))),
    sequence(oid("1.2.840.113549.1.9.4"), set(octets(createHash("sha256").update(info).digest()))),
    sequence(oid("1.2.840.113549.1.9.16.2.47"), set(signingCertificate)),
  ].sort(Buffer.compare); // DER: a SET OF stands in the order of its bytes
  const signature = sign("sha256", set(...attributes), key.privateKey);
  const signer = sequence(
    integer(1),
    issuerAndSerial(key.certificate),
    sha256,
    tlv(0xa0, ...attributes),
    sequence(oid("1.2.840.10045.4.3.2")),
    octets(signature),
  );
  const signed = sequence(
    integer(3),
    set(sha256),
    sequence(oid("1.2.840.113549.1.9.16.1.4"), explicit(0, octets(info))),
    tlv(0xa0, key.certificate, ...key.chain),
    set(signer),
  );
  return sequence(oid("1.2.840.113549.1.7.2"), explicit(0, signed));
}

/** Answers a TimeStampReq; a request it cannot read, or another hash than SHA-256, is turned down as the standard says. */
export function answerTimestamp(key: KeyPair, request: Buffer, at: Date): Buffer {
  try {
    const fields = parts(request);
    const imprint = fields[1]!;
    const [algorithm, hashed] = parts(request, imprint.start);
    const named = request.subarray(algorithm!.start, algorithm!.end);
    const digest = request.subarray(hashed!.body, hashed!.end);
    if (!named.includes(oid("2.16.840.1.101.3.4.2.1")) || digest.length !== 32) throw new Error("only SHA-256");
    const nonce = fields.slice(2).find((one) => one.tag === 0x02);
    return sequence(
      sequence(integer(0)),
      timestampToken(key, digest, at, nonce ? request.subarray(nonce.start, nonce.end) : null),
    );
  } catch {
    return sequence(sequence(integer(2)));
  }
}
