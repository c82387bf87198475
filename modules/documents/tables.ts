export interface Both {
  id: string;
  en: string;
}
export interface DocumentRow {
  id: string;
  code: string;
  number: string;
  kind: string;
  title: Both;
  subject: string;
  /** Which of several of its kind for one subject: decided anew, it is written anew. */
  edition: number;
  person: string;
  business: string | null;
  holder: string;
  agency: string;
  state: "making" | "valid" | "suspended" | "replaced" | "revoked";
  content: Record<string, unknown>;
  sha256: string | null;
  store: string | null;
  bytes: number | null;
  signers: { name: string; office: string; at: string; kind: "signature" | "seal" }[];
  opened_at: Date;
  issued_at: Date | null;
  /** Null: it does not end, as a letter about a decision. */
  valid_until: string | null;
  /** Since when it is suspended, replaced, revoked, or valid again. */
  standing_at: Date | null;
  revoked_at: Date | null;
  revoked_by: string | null;
  reason: string | null;
}
export interface DocumentsTables {
  "documents.key": { name: string; wrapped: Buffer; certificate: Buffer; issuer: string | null; made_at: Date };
  "documents.series": { kind: string; year: number; last: number };
  "documents.document": DocumentRow;
}
