import { createHash, sign } from "node:crypto";
import { explicit, integer, nothing, octets, oid, parts, sequence, set, tlv } from "./der.ts";
import type { KeyPair } from "./keys.ts";

/** Signs bytes: ECDSA with P-256 and SHA-256, as DER. A key of ours, an HSM or a certified provider may stand behind it. */
export interface Signer {
  certificate: Buffer;
  chain: readonly Buffer[];
  sign(data: Buffer): Promise<Buffer>;
}

export const signerOf = ({ certificate, chain, privateKey }: KeyPair): Signer => ({
  certificate,
  chain,
  sign: async (data) => sign("sha256", data, privateKey),
});

export const sha256Name = oid("2.16.840.1.101.3.4.2.1");
export const sha256 = sequence(sha256Name, nothing);
/** Content that stands outside, such as the bytes of a PDF. */
export const outside = "1.2.840.113549.1.7.1";

export interface Content {
  /** Its kind, as a dotted name, and its SHA-256. */
  type: string;
  digest: Buffer;
  /** The content itself, where it is carried along. */
  inside?: Buffer;
}

/**
 * A CMS SignedData (RFC 5652) by one signer, with what CAdES asks to be signed: kind and digest of the content, and
 * the signer's certificate. Without a signing time: PAdES forbids it (ETSI EN 319 142-1, table 1), for there the PDF's
 * own entry tells it. `stamp` gives a time-stamp token over the signature's value, which is added unsigned.
 */
export async function signedData(
  signer: Signer,
  { type, digest, inside }: Content,
  { certificates = true, stamp }: { certificates?: boolean; stamp?: (value: Buffer) => Promise<Buffer> } = {},
): Promise<Buffer> {
  const certificateHash = createHash("sha256").update(signer.certificate).digest();
  const attributes = [
    sequence(oid("1.2.840.113549.1.9.3"), set(oid(type))),
    sequence(oid("1.2.840.113549.1.9.4"), set(octets(digest))),
    sequence(oid("1.2.840.113549.1.9.16.2.47"), set(sequence(sequence(sequence(octets(certificateHash)))))),
  ].sort(Buffer.compare); // DER: a SET OF stands in the order of its bytes
  const all = [signer.certificate, ...signer.chain].sort(Buffer.compare);
  const value = await signer.sign(set(...attributes));
  const token = await stamp?.(value);
  const info = sequence(
    integer(1),
    issuerAndSerial(signer.certificate),
    sha256,
    tlv(0xa0, ...attributes),
    sequence(oid("1.2.840.10045.4.3.2")),
    octets(value),
    ...(token ? [tlv(0xa1, sequence(oid("1.2.840.113549.1.9.16.2.14"), set(token)))] : []),
  );
  const signed = sequence(
    integer(type === outside ? 1 : 3),
    set(sha256),
    sequence(oid(type), ...(inside ? [explicit(0, octets(inside))] : [])),
    ...(certificates ? [tlv(0xa0, ...all)] : []),
    set(info),
  );
  return sequence(oid("1.2.840.113549.1.7.2"), explicit(0, signed));
}

/** Issuer and serial of a certificate, as CMS names its signer. */
function issuerAndSerial(certificate: Buffer): Buffer {
  const [tbs] = parts(certificate);
  const fields = parts(certificate, tbs!.start).filter((one) => one.tag !== 0xa0);
  const [serial, , issuer] = fields;
  return sequence(certificate.subarray(issuer!.start, issuer!.end), certificate.subarray(serial!.start, serial!.end));
}
