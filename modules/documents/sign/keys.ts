// @peculiar/x509 finds its parts by decorators and needs this to be there first.
import "reflect-metadata";
import { createPrivateKey, type KeyObject, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { integer } from "./der.ts";

/** A private key with its certificate (DER) and those above it. */
export interface KeyPair {
  privateKey: KeyObject;
  certificate: Buffer;
  chain: readonly Buffer[];
}
/** A key as it is kept: PKCS #8 still in the open; whoever stores it wraps it. */
export interface NewKey {
  pkcs8: Buffer;
  certificate: Buffer;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const year = 365 * 86_400_000;
x509.cryptoProvider.set(webcrypto as unknown as Crypto);

const exported = async (keys: webcrypto.CryptoKeyPair, certificate: x509.X509Certificate): Promise<NewKey> => ({
  pkcs8: Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)),
  certificate: Buffer.from(certificate.rawData),
});
const serial = (): string =>
  Buffer.from(webcrypto.getRandomValues(new Uint8Array(16)))
    .toString("hex")
    .replace(/^./, "1");

/** The example authority's root. Its name says that nobody certified it. */
export async function makeRoot(place: string, at: Date): Promise<NewKey> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: [{ CN: [`Otoritas contoh ${place} (tidak tersertifikasi)`] }, { O: [place] }, { C: ["ID"] }],
    notBefore: at,
    notAfter: new Date(at.getTime() + 20 * year),
    signingAlgorithm: algorithm,
    keys: keys as never,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
    ],
  });
  return exported(keys, certificate);
}

/** What a certificate below the root is for. */
export type Use = "seal" | "signature" | "timestamp";

/** A key for an agency's seal, an officer's signature or the time-stamp authority, certified by the root. */
export async function makeLeaf(root: KeyPair, use: Use, name: string, organisation: string, at: Date): Promise<NewKey> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
  const issuer = new x509.X509Certificate(new Uint8Array(root.certificate));
  const signingKey = await webcrypto.subtle.importKey(
    "pkcs8",
    root.privateKey.export({ type: "pkcs8", format: "der" }),
    algorithm,
    false,
    ["sign"],
  );
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [{ CN: [name] }, { O: [organisation] }, { OU: ["Contoh, tidak tersertifikasi"] }, { C: ["ID"] }],
    issuer: issuer.subjectName,
    notBefore: at,
    notAfter: new Date(at.getTime() + 5 * year),
    signingAlgorithm: algorithm,
    signingKey: signingKey as never,
    publicKey: keys.publicKey as never,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        use === "timestamp"
          ? x509.KeyUsageFlags.digitalSignature
          : x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
        true,
      ),
      ...(use === "timestamp"
        ? [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.timeStamping], true)]
        : // Signing documents (RFC 9336); and mail, the nearest purpose that readers of PDFs built on NSS know.
          [new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.36", x509.ExtendedKeyUsage.emailProtection])]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey as never),
    ],
  });
  return exported(keys, certificate);
}

export const openKey = (pkcs8: Buffer, certificate: Buffer, chain: readonly Buffer[]): KeyPair => ({
  privateKey: createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" }),
  certificate,
  chain,
});

/**
 * The root's list of revoked certificates (RFC 5280), numbered by its time. The example has none to revoke: a
 * document's force is taken away in the register, which every check reads, and not by its signer's certificate.
 */
export async function emptyCrl(root: KeyPair, at: Date): Promise<Buffer> {
  const issuer = new x509.X509Certificate(new Uint8Array(root.certificate));
  const signingKey = await webcrypto.subtle.importKey(
    "pkcs8",
    root.privateKey.export({ type: "pkcs8", format: "der" }),
    algorithm,
    false,
    ["sign"],
  );
  const crl = await x509.X509CrlGenerator.create({
    issuer: issuer.subject,
    thisUpdate: at,
    nextUpdate: new Date(at.getTime() + 7 * 86_400_000),
    signingAlgorithm: algorithm,
    signingKey: signingKey as never,
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey as never),
      new x509.Extension("2.5.29.20", false, new Uint8Array(integer(at.getTime()))),
    ],
  });
  return Buffer.from(crl.rawData);
}

export const pem = (certificate: Buffer): string =>
  new x509.X509Certificate(new Uint8Array(certificate)).toString("pem");
