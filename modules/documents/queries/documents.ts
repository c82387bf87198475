import { z } from "zod";
import { keyset, on, pageOf, query, relation } from "../../../kernel/index.ts";
import { documentHeld, tidyCode } from "../document.ts";
import type { DocumentRow, DocumentsTables } from "../tables.ts";

const owner = relation<DocumentRow>("holder", (actor, row) => (actor.hat === "business" ? row.business !== null && row.business === actor.business?.id : row.person === actor.person));

/** One document of mine, or of my agency. */
export const documentById = query({
  name: "documents.document",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => documentHeld(tx, id),
  allow: [
    { hat: "citizen", relation: owner, purpose: "own-data" },
    { hat: "business", relation: owner, purpose: "own-data" },
    { hat: "officer", roles: ["reviewer", "head", "front-desk"], relation: relation<DocumentRow>("agency that issued it", (actor, row) => row.agency === actor.officer?.agency), purpose: "document" },
  ],
  answer: async (_context, _input, row) => row,
  personal: { about: (row) => [row.person], fields: ["name", "business"] },
});

/** My documents, newest first. */
export const myDocuments = query({
  name: "documents.documents",
  input: z.object(keyset).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }, { hat: "business", purpose: "own-data" }],
  async answer({ tx, actor }, asked) {
    let rows = on<DocumentsTables>(tx).selectFrom("documents.document").select(["id", "number", "title", "holder", "state", "issued_at", "valid_until"]).where("state", "<>", "making").limit(asked.limit + 1);
    rows = actor.hat === "business" ? rows.where("business", "=", actor.business!.id) : rows.where("person", "=", actor.person!);
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    return pageOf(await rows.execute(), asked);
  },
});

/** What anybody who holds a document may learn: only what is printed on it, and whether it still has force. */
export interface Checked {
  verdict: "valid" | "expired" | "revoked" | "altered" | "unknown";
  document: { code: string; number: string; title: DocumentRow["title"]; holder: string; issuedAt: Date; validUntil: string; signers: DocumentRow["signers"]; sha256: string; revokedAt: Date | null; reason: string | null } | null;
}

/** Is this genuine? By the code that is printed, by the file's SHA-256, or by both: a known code with another file was altered. */
export const checkDocument = query({
  name: "documents.check",
  input: z.object({ code: z.string().max(40).optional(), sha256: z.string().regex(/^[0-9a-f]{64}$/, "kernel.fault.format").optional() }).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ world, askAsRoom, now }, { code, sha256 }): Promise<Checked> {
    const byHash = sha256 ? await askAsRoom(found, { sha256 }) : null;
    const row = byHash ?? (code ? await askAsRoom(found, { code: tidyCode(code) }) : null);
    if (!row) return { verdict: "unknown", document: null };
    const document = { code: row.code, number: row.number, title: row.title, holder: row.holder, issuedAt: row.issued_at!, validUntil: row.valid_until, signers: row.signers, sha256: row.sha256!, revokedAt: row.revoked_at, reason: row.reason };
    if (sha256 && !byHash) return { verdict: "altered", document };
    if (row.state === "revoked") return { verdict: "revoked", document };
    return { verdict: row.valid_until < world.calendar.today(now) ? "expired" : "valid", document };
  },
});

export const found = query({
  name: "documents.found",
  internal: true,
  input: z.object({ code: z.string().optional(), sha256: z.string().optional() }),
  allow: [{ hat: "system", purpose: "document" }],
  async answer({ tx }, { code, sha256 }) {
    const rows = on<DocumentsTables>(tx).selectFrom("documents.document").selectAll().where("state", "<>", "making");
    return (await (sha256 ? rows.where("sha256", "=", sha256) : rows.where("code", "=", code ?? "")).executeTakeFirst()) ?? null;
  },
});
