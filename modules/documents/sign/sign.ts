import { createHash, sign } from "node:crypto";
import { PDF, type Signer } from "@libpdf/core";
import type { KeyPair } from "./keys.ts";
import { timestampToken } from "./timestamp.ts";

/** Signs bytes with a key that we hold. An HSM's or a certified provider's signer fits the same interface. */
const signerOf = (key: KeyPair): Signer => ({
  certificate: new Uint8Array(key.certificate),
  certificateChain: key.chain.map((one) => new Uint8Array(one)),
  keyType: "EC",
  signatureAlgorithm: "ECDSA",
  sign: async (data) => new Uint8Array(sign("sha256", data, key.privateKey)),
});

export interface Signature {
  key: KeyPair;
  reason: string;
  location: string;
  field: string;
}

/** Adds a PAdES B-T signature: the signer's, with a time stamp of our own authority. Each further one is an increment over all before. */
export async function signPdf(pdf: Buffer, signature: Signature, authority: KeyPair, at: Date): Promise<Buffer> {
  const document = await PDF.load(new Uint8Array(pdf));
  const { bytes } = await document.sign({
    signer: signerOf(signature.key),
    reason: signature.reason,
    location: signature.location,
    fieldName: signature.field,
    signingTime: at,
    level: "B-T",
    timestampAuthority: {
      timestamp: async (digest) => new Uint8Array(timestampToken(authority, Buffer.from(digest), at)),
    },
  });
  return Buffer.from(bytes);
}

export const sha256Hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
