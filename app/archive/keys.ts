import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Wraps the master key file by a passphrase (scrypt, AES-256-GCM): the archive alone opens nothing. */
export function wrapKeys(plain: Buffer, passphrase: string): Buffer {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", scryptSync(passphrase, salt, 32, cost), iv);
  return Buffer.concat([Buffer.from("PDK1"), salt, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens wrapped keys; null when the passphrase is wrong or the keys were altered. */
export function unwrapKeys(wrapped: Buffer, passphrase: string): Buffer | null {
  if (wrapped.subarray(0, 4).toString() !== "PDK1") return null;
  const decipher = createDecipheriv(
    "aes-256-gcm",
    scryptSync(passphrase, wrapped.subarray(4, 20), 32, cost),
    wrapped.subarray(20, 32),
  );
  decipher.setAuthTag(wrapped.subarray(wrapped.length - 16));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(32, wrapped.length - 16)), decipher.final()]);
  } catch {
    return null;
  }
}

/** A seal over the archive's list of contents, by the same passphrase: who lacks it cannot alter one row unseen. */
export function sealList(list: Buffer, passphrase: string): Buffer {
  const salt = randomBytes(16);
  return Buffer.concat([salt, macOf(list, passphrase, salt)]);
}

export function isSealOf(seal: Buffer, list: Buffer, passphrase: string): boolean {
  return seal.length === 48 && timingSafeEqual(seal.subarray(16), macOf(list, passphrase, seal.subarray(0, 16)));
}

const macOf = (list: Buffer, passphrase: string, salt: Buffer): Buffer =>
  createHmac("sha256", scryptSync(passphrase, salt, 32, cost))
    .update(list)
    .digest();
