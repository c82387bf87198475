import { hash, timingSafeEqual } from "node:crypto";
import { parseDictionary } from "structured-headers";

/** Content-Digest (RFC 9530) of a body, by SHA-256. */
export const contentDigest = (body: Buffer): string => `sha-256=:${hash("sha256", body, "base64")}:`;

/** Whether the header names this body. A digest by an algorithm that is not known says nothing; one that is wrong is fatal. */
export function digestHolds(header: string, body: Buffer): boolean {
  let known = 0;
  let members: ReturnType<typeof parseDictionary>;
  try {
    members = parseDictionary(header);
  } catch {
    return false;
  }
  for (const [name, [value]] of members) {
    const algorithm = { "sha-256": "sha256", "sha-512": "sha512" }[name];
    if (!algorithm) continue;
    if (!(value instanceof ArrayBuffer)) return false;
    const told = Buffer.from(value);
    const made = hash(algorithm, body, "buffer");
    if (told.length !== made.length || !timingSafeEqual(told, made)) return false;
    known += 1;
  }
  return known > 0;
}

/** X-Road's own request hash: base64 of SHA-512 over the hashes of headers and body (specification of its REST protocol). */
export function requestHash(headers: string, body: Buffer): string {
  const sha512 = (data: Buffer | string) => hash("sha512", data, "buffer");
  const head = sha512(headers);
  return (body.length === 0 ? head : sha512(Buffer.concat([head, sha512(body)]))).toString("base64");
}
