import type { Answers } from "../forms/index.ts";
import type { ProcessState } from "../process/index.ts";
import type { Decision, Value } from "../rules/index.ts";
import type { ChangeRow, ClockRow, DecisionRow, HearingRow, ObjectionRow } from "./afterlife.ts";
import type { DeskTables } from "./desk-tables.ts";
import type { MigrationRow } from "./migration.ts";

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
  state: "open" | "handed-in" | "dropped";
  created_at: Date;
  saved_at: Date;
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
  paused_at: Date | null;
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
  "cases.permit_change": ChangeRow;
  "cases.decision": DecisionRow;
  "cases.deemed_clock": ClockRow;
  "cases.objection": ObjectionRow;
  "cases.hearing": HearingRow;
  "cases.timer": { case_id: string; token: number; target: string; due_at: Date };
}
