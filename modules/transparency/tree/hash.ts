import { createHash } from "node:crypto";

// RFC 6962, section 2.1: leaves and nodes are hashed apart, so that none can be taken for the other.
const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leaf = Buffer.of(0);
const node = Buffer.of(1);

export const leafHash = (entry: Uint8Array): Buffer => sha256(leaf, entry);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(node, left, right);
export const emptyRoot = (): Buffer => sha256();
