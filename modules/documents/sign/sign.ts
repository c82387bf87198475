import { createHash } from "node:crypto";
import { outside, signedData, signerOf } from "./cms.ts";
import type { KeyPair } from "./keys.ts";
import { timestampToken } from "./timestamp.ts";

export interface Signature {
  key: KeyPair;
  reason: string;
  location: string;
  field: string;
}

/** Bytes kept free for a signature; one with its token and both chains takes under 4,000. */
const room = 8192;

/** Adds a PAdES B-T signature: the signer's, with a time stamp of our own authority. Each further one is an increment over all before. */
export async function signPdf(pdf: Buffer, signature: Signature, authority: KeyPair, at: Date): Promise<Buffer> {
  // 25 MB that a house without a certificate to sign need not hold.
  const { PDF } = await import("@libpdf/core");
  const document = await PDF.load(new Uint8Array(pdf));
  // The library lays out field, place and range. What it puts in the place is thrown away: it carries a signing time,
  // which PAdES forbids.
  const { bytes } = await document.sign({
    signer: {
      certificate: new Uint8Array(signature.key.certificate),
      keyType: "EC",
      signatureAlgorithm: "ECDSA",
      sign: async () => new Uint8Array(1),
    },
    reason: signature.reason,
    location: signature.location,
    fieldName: signature.field,
    signingTime: at,
    level: "B-B",
    estimatedSize: room,
  });
  return filled(Buffer.from(bytes), (digest) =>
    signedData(
      signerOf(signature.key),
      { type: outside, digest },
      { stamp: (value) => timestampToken(authority, createHash("sha256").update(value).digest(), at) },
    ),
  );
}

/** Puts a signature into the place that was laid out last. */
async function filled(pdf: Buffer, make: (digest: Buffer) => Promise<Buffer>): Promise<Buffer> {
  const at = pdf.lastIndexOf("/ByteRange");
  const range = /^\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(pdf.toString("latin1", at, at + 200));
  if (!range) throw new Error("no place for a signature was laid out");
  const [before = 0, after = 0, rest = 0] = range.slice(1).map(Number);
  const digest = createHash("sha256")
    .update(pdf.subarray(0, before))
    .update(pdf.subarray(after, after + rest))
    .digest();
  const cms = (await make(digest)).toString("hex");
  const width = after - before - 2;
  if (cms.length > width) throw new Error(`the signature takes ${cms.length / 2} bytes`);
  pdf.write(cms.padEnd(width, "0"), before + 1, "latin1");
  return pdf;
}

export const sha256Hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
