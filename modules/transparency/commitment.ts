import { createHmac, createSecretKey } from "node:crypto";

/** A journal row as the database gives it. */
export type JournalRow = { salt: Buffer; at: Date; body: unknown } & Record<string, unknown>;

/** The columns that are committed to, in the order of the alphabet: the row's canonical form (RFC 8785 for what it holds). */
const columns =
  "about account agency at body business fields hat id kind name office person purpose request subject via".split(" ");
export const journalColumns = `${columns.join(", ")}, salt`;

/** The row as canonical JSON: the same row gives the same bytes, whoever writes them. */
export function canonicalRow(row: JournalRow): string {
  return `{${columns.map((name) => `${JSON.stringify(name)}:${canonical(row[name] ?? null)}`).join(",")}}`;
}

function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** HMAC-SHA256 of the canonical row under its own random salt: binding, and silent to who lacks either. */
export const commitmentOf = (text: string, salt: Uint8Array): Buffer =>
  createHmac("sha256", createSecretKey(salt)).update(text).digest();
