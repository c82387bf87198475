import { type KeyObject, sign, verify } from "node:crypto";

/** What the QR says without any network: short names, because every letter makes the squares smaller. */
export interface Compact {
  /** Code, number, kind, holder, valid until ("2031-11-24"), issued on. */
  c: string;
  n: string;
  k: string;
  h: string;
  /** Absent on what does not end. */
  u?: string;
  i: string;
}

/** "v1.<payload>.<signature>": base64url of JSON and of an ECDSA P-256 signature (IEEE P1363), checkable offline. */
export function makeCompact(content: Compact, key: KeyObject): string {
  const payload = Buffer.from(JSON.stringify(content)).toString("base64url");
  return `v1.${payload}.${sign("sha256", Buffer.from(`v1.${payload}`), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

/** The content, or null when the words were altered or signed by somebody else. */
export function readCompact(text: string, key: KeyObject): Compact | null {
  const [version, payload, signature] = text.split(".");
  if (version !== "v1" || !payload || !signature) return null;
  if (
    !verify(
      "sha256",
      Buffer.from(`v1.${payload}`),
      { key, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    )
  )
    return null;
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString()) as Compact;
  } catch {
    return null;
  }
}
