export interface Both {
  id: string;
  en: string;
}
/** Active and suspended ones live; the others are over, and say what became of them. */
export type PermitState = "active" | "suspended" | "renewed" | "amended" | "transferred" | "revoked" | "expired";
export interface Condition {
  text: Both;
  law: string | null;
}
export interface PermitRow {
  id: string;
  number: string;
  service: string;
  version: number;
  title: Both;
  case_id: string;
  document: string;
  person: string;
  business: string | null;
  hat: "citizen" | "business";
  holder: string;
  agency: string;
  office: string;
  object_title: Both;
  object: string;
  conditions: Condition[];
  valid_from: string;
  valid_until: string;
  renew_from: string | null;
  renew_until: string | null;
  offered_at: Date | null;
  suspended_until: string | null;
  state: PermitState;
  replaces: string | null;
  issued_at: Date;
  public_holder: string | null;
  public_rows: { label: Both; value: string }[] | null;
}
export type Change = "renewed" | "amended" | "transferred";
export interface PermitAct {
  id: string;
  permit: string;
  at: Date;
  kind: "issued" | "offered" | "suspended" | "lifted" | "revoked" | "reinstated" | "expired" | Change;
  reason: Both | null;
  message: string | null;
  law: string | null;
  until: string | null;
  officer: string | null;
  officer_name: string | null;
  agency: string | null;
  office: string | null;
  other: string | null;
}
export interface OfferRow {
  id: string;
  permit: string;
  hash: Buffer;
  made_at: Date;
  ends_at: Date;
  agreed_at: Date | null;
  agreed_by: string | null;
  closed_at: Date | null;
}
export interface PermitsTables {
  "permits.permit": PermitRow;
  "permits.act": PermitAct;
  "permits.offer": OfferRow;
}
