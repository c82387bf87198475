import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { tidyCode } from "../document.ts";
import type { DocumentRow, DocumentsTables } from "../tables.ts";

/** What anybody who holds a document may learn: only what is printed on it, and whether it still has force. */
export interface Checked {
  verdict: "valid" | "expired" | "suspended" | "replaced" | "revoked" | "altered" | "unknown";
  document: {
    code: string;
    number: string;
    title: DocumentRow["title"];
    holder: string;
    agency: string;
    issuedAt: Date;
    validUntil: string | null;
    signers: DocumentRow["signers"];
    sha256: string;
    /** Since when it stands as it does. */
    since: Date | null;
    reason: string | null;
  } | null;
}

/** Is this genuine? By the code that is printed, by the file's SHA-256, or by both: a known code with another file was altered. */
export const checkDocument = query({
  name: "documents.check",
  input: z
    .object({
      code: z.string().max(40).optional(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, "kernel.fault.format")
        .optional(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async answer({ world, askAsRoom, now }, { code, sha256 }): Promise<Checked> {
    const byHash = sha256 ? await askAsRoom(found, { sha256 }) : null;
    const row = byHash ?? (code ? await askAsRoom(found, { code: tidyCode(code) }) : null);
    if (!row) return { verdict: "unknown", document: null };
    const document = {
      code: row.code,
      number: row.number,
      title: row.title,
      holder: row.holder,
      agency: row.agency,
      issuedAt: row.issued_at!,
      validUntil: row.valid_until,
      signers: row.signers,
      sha256: row.sha256!,
      since: row.standing_at ?? row.revoked_at,
      reason: row.reason,
    };
    if (sha256 && !byHash) return { verdict: "altered", document };
    if (row.state !== "valid" && row.state !== "making") return { verdict: row.state, document };
    return {
      verdict: row.valid_until !== null && row.valid_until < world.calendar.today(now) ? "expired" : "valid",
      document,
    };
  },
});

export const found = query({
  name: "documents.found",
  internal: true,
  input: z.object({ code: z.string().optional(), sha256: z.string().optional() }),
  allow: [{ hat: "system", purpose: "document" }],
  async answer({ tx }, { code, sha256 }) {
    const rows = on<DocumentsTables>(tx).selectFrom("documents.document").selectAll().where("state", "<>", "making");
    return (
      (await (sha256 ? rows.where("sha256", "=", sha256) : rows.where("code", "=", code ?? "")).executeTakeFirst()) ??
      null
    );
  },
});
