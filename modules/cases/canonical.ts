import { createHash } from "node:crypto";
import type { CaseRow } from "./tables.ts";

/** JSON with sorted keys: the same content gives the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    return `{${Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** The content that the head consents to when approving: what the certificate will say. */
export function contentOf(row: Pick<CaseRow, "service" | "version" | "number" | "facts" | "answers">): string {
  const { service, version, number, facts, answers } = row;
  return createHash("sha256")
    .update(canonical({ service, version, number, applicant: facts.applicant, business: facts.business, answers }))
    .digest("hex");
}
