import type { Locale } from "../../kernel/index.ts";

export type MandateRole = "owner" | "director" | "staff";
export type Scope = "apply" | "pay" | "manage";
export const scopes: readonly Scope[] = ["apply", "pay", "manage"];

export interface AccountRow {
  id: string;
  person: string;
  name: string;
  email: Buffer;
  email_index: Buffer;
  nik_index: Buffer;
  locale: Locale;
  password_hash: string;
  totp_secret: Buffer | null;
  totp_step: bigint;
  state: "active" | "closed" | "suspended";
  created_at: Date;
}
export interface SessionRow {
  hash: Buffer;
  id: string;
  account: string;
  hat: "citizen" | "business" | "officer";
  mandate: string | null;
  officer: string | null;
  assurance: 1 | 2;
  stepped_up_at: Date | null;
  device: string;
  kind: "session" | "token";
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}
export interface MandateRow {
  id: string;
  business: string;
  business_name: string;
  person: string;
  person_name: string;
  role: MandateRole;
  scopes: Scope[];
  until: string | null;
  granted_by: string;
  granted_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}
export interface OfficerRow {
  id: string;
  account: string;
  name: string;
  agency: string;
  office: string;
  state: "active" | "suspended";
  appointed_by: string;
  appointed_at: Date;
}
export interface OfficerRoleRow {
  id: string;
  officer: string;
  role: string;
  proposed_by: string;
  proposed_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  withdrawn_at: Date | null;
}
export type PendingKind =
  | "second-factor"
  | "sign-up"
  | "restore"
  | "reset-asked"
  | "reset"
  | "email"
  | "totp"
  | "passkey-register"
  | "passkey-sign-in"
  | "passkey-step-up";

export interface IdentityTables {
  "identity.account": AccountRow;
  "identity.session": SessionRow;
  "identity.mandate": MandateRow;
  "identity.officer": OfficerRow;
  "identity.officer_role": OfficerRoleRow;
  "identity.recovery_code": { hash: Buffer; account: string; used_at: Date | null };
  "identity.passkey": {
    id: string;
    account: string;
    public_key: Buffer;
    counter: bigint;
    transports: string[];
    label: string;
    created_at: Date;
    used_at: Date | null;
  };
  "identity.pending": {
    hash: Buffer;
    kind: PendingKind;
    account: string | null;
    sealed: Buffer | null;
    subject: string;
    expires_at: Date;
  };
  "identity.device": { account: string; hash: Buffer; seen_at: Date };
  "identity.proofing": {
    id: string;
    code: string;
    sealed: Buffer;
    state: "waiting" | "done" | "refused";
    created_at: Date;
    settled_by: string | null;
    settled_at: Date | null;
  };
}
