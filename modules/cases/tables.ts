import type { Text } from "../../kernel/index.ts";
import type { Answers } from "../forms/index.ts";
import type { ProcessState } from "../process/index.ts";
import type { Decision, Value } from "../rules/index.ts";
import type { ChangeRow, ClockRow, DecisionRow, HearingRow, ObjectionRow } from "./afterlife.ts";
import type { DeskTables } from "./desk-tables.ts";
import type { MigrationRow } from "./migration.ts";
import type { SignalCaseRow, SignalRow } from "./signals.ts";
import type { LeftOver } from "./versions.ts";

export interface Both {
  id: string;
  en: string;
}
/** What the registers say, as expressions and facts of forms read it. */
export interface Facts {
  applicant: Record<string, Value>;
  business: Record<string, Value>;
  lookedUp: string;
}
export type Status =
  | "in-progress"
  | "waiting"
  | "approved"
  | "issued"
  | "granted"
  | "refused"
  | "lapsed"
  | "withdrawn"
  | "merged";
export interface DraftRow {
  id: string;
  service: string;
  version: number;
  person: string;
  business: string | null;
  /** As whom it was begun: what somebody did for a business is not theirs in private life. */
  hat: "citizen" | "business";
  facts: Facts;
  answers: Answers;
  state: "open" | "signing" | "handed-in" | "dropped";
  /** By page, the word of the form that saved it last. */
  hands: Record<string, string>;
  /** The last notice that it will go, in days before; null since the last save. */
  warned: number | null;
  warned_at: Date | null;
  /** An officer has helped with it. */
  assisted: boolean;
  /** By field, from which application an answer was taken over, while it stands as it was taken. */
  origins: Record<string, { number: string; at: string }>;
  /** Answers that found no place when it moved to a newer version. */
  left_over: LeftOver[];
  created_at: Date;
  saved_at: Date;
}
/** An officer at a counter helps with a draft: asked, open by the person's one-time code, over. */
export interface AssistanceRow {
  id: string;
  draft: string;
  person: string;
  business: string | null;
  hat: DraftRow["hat"];
  officer: string;
  officer_name: string;
  agency: string;
  office: string;
  hash: Buffer | null;
  state: "asked" | "open" | "over";
  asked_at: Date;
  opened_at: Date | null;
  expires_at: Date;
}
/** Somebody who is asked to agree before an application is handed in, and what they said. */
export interface CosignRow {
  id: string;
  draft: string;
  role: string;
  person: string;
  business: string | null;
  hat: DraftRow["hat"];
  signer: string;
  content: string;
  state: "asked" | "agreed" | "declined" | "lapsed" | "recalled";
  reason: string | null;
  reminded: boolean;
  asked_at: Date;
  lapses_at: Date;
  answered_at: Date | null;
}
export interface Consent {
  officer: string;
  name: string;
  agency: string;
  office: string;
  at: string;
  /** SHA-256 of the canonical content that was consented to. */
  content: string;
}
export interface CaseRow {
  id: string;
  number: string;
  service: string;
  version: number;
  title: Both;
  person: string;
  business: string | null;
  hat: DraftRow["hat"];
  label: string;
  agency: string;
  agencies: string[];
  facts: Facts;
  answers: Answers;
  decisions: Record<string, Decision>;
  process: ProcessState;
  status: Status;
  rev: number;
  bill: string | null;
  document: string | null;
  consent: Consent | null;
  submitted_at: Date;
  due_at: Date;
  /** Working days that its legal clock gave it when it began; null in cases of versions that said one number for all. */
  promised_days: number | null;
  paused_at: Date | null;
  /** Why the clock stands, when it is not the applicant who is waited for. */
  paused_why: { reason: Text; law: string } | null;
  decided_at: Date | null;
  closed_at: Date | null;
}
export interface TaskRow {
  id: string;
  case_id: string;
  token: number;
  step: string;
  title: Both;
  role: string;
  agency: string;
  office: string;
  assurance: number;
  outcomes: string[];
  service: string;
  label: string;
  number: string;
  assignee: string | null;
  assignee_name: string | null;
  opened_at: Date;
  due_at: Date;
  closed_at: Date | null;
  closed_by: string | null;
  outcome: string | null;
  note: string | null;
}
export interface ActRow {
  id: string;
  case_id: string;
  at: Date;
  kind: string;
  hat: string;
  agency: string | null;
  office: string | null;
  officer: string | null;
  audience: "all" | "office";
  body: Record<string, unknown>;
}
export interface FileRow {
  id: string;
  draft: string;
  person: string;
  business: string | null;
  hat: DraftRow["hat"];
  store: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  at: Date;
  /** What officers attach is for officers. */
  audience?: "all" | "office";
  inquiry?: string | null;
  inspection?: string | null;
}
export interface CasesTables extends DeskTables {
  "cases.draft": DraftRow;
  "cases.case": CaseRow;
  "cases.task": TaskRow;
  "cases.act": ActRow;
  "cases.file": FileRow;
  "cases.migration": MigrationRow;
  "cases.signal": SignalRow;
  "cases.signal_case": SignalCaseRow;
  "cases.permit_change": ChangeRow;
  "cases.decision": DecisionRow;
  "cases.deemed_clock": ClockRow;
  "cases.objection": ObjectionRow;
  "cases.hearing": HearingRow;
  "cases.assistance": AssistanceRow;
  "cases.resume_code": Pick<DraftRow, "person" | "business" | "hat"> & {
    draft: string;
    hash: Buffer;
    sealed: Buffer;
    expires_at: Date;
  };
  "cases.kept_answer": {
    person: string;
    bank: string;
    type: string;
    sealed: Buffer;
    number: string;
    case_id: string;
    given_at: Date;
    kept_until: Date;
  };
  "cases.cosign": CosignRow;
  "cases.proof": Pick<DraftRow, "person" | "business" | "hat"> & {
    draft: string;
    field: string;
    value: Buffer;
    code: Buffer | null;
    expires_at: Date;
    proved_at: Date | null;
  };
  "cases.keeps_nothing": { person: string; at: Date };
  "cases.rescued": { hash: Buffer; subject: string; draft: string; page: string; sealed: Buffer; expires_at: Date };
  "cases.timer": { case_id: string; token: number; target: string; due_at: Date };
}
