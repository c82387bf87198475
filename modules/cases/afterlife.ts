// Rows of what happens to a case when it has been decided.
export interface DecisionRow {
  id: string;
  case_id: string;
  n: number;
  outcome: "approved" | "refused";
  at: Date;
  reason: string | null;
  law: string | null;
  message: string | null;
  officer: string | null;
  officer_name: string | null;
  agency: string;
  office: string;
  deemed: boolean;
  letter: string | null;
}
export type Remedy = "change" | "reopen" | "restore";
export interface ObjectionRow {
  id: string;
  case_id: string;
  instance: "objection" | "appeal";
  decision: string | null;
  permit: string | null;
  measure: string | null;
  before: string | null;
  grounds: string;
  law: string;
  filed_at: Date;
  due_at: Date;
  agency: string;
  office: string;
  role: "reviewer" | "head";
  state: "open" | "granted" | "dismissed" | "withdrawn";
  remedy: Remedy | null;
  deemed: boolean;
  answer: string | null;
  closed_at: Date | null;
  closed_by: string | null;
  closed_by_name: string | null;
}
export interface ClockRow {
  case_id: string;
  since: Date;
  look_at: Date;
  warned: number;
  /** What the law gave when the clock began; null for clocks of versions that said one number for all. */
  working_days: number | null;
}
export interface HearingRow {
  id: string;
  case_id: string;
  at: Date;
  place: string;
  matter: string;
  agency: string;
  office: string;
  officer: string;
  officer_name: string;
  invited_at: Date;
  state: "invited" | "held" | "cancelled";
  attendance: { name: string; as: string; came: boolean }[];
  minutes: string | null;
  document: string | null;
  held_at: Date | null;
}
export interface ChangeRow {
  case_id: string;
  permit: string;
  kind: "renewed" | "amended" | "transferred";
  made_at: Date;
}
