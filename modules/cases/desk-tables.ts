import type { Actor } from "../../kernel/index.ts";
import type { Narrowing } from "./queues.ts";

export interface SavedQueueRow {
  id: string;
  account: string;
  officer: string;
  title: string;
  asked: Narrowing;
  saved_at: Date;
}
export interface AbsenceRow {
  id: string;
  officer: string;
  officer_name: string;
  deputy: string | null;
  deputy_name: string | null;
  agency: string;
  office: string;
  roles: string[];
  /** Days, "2026-11-24", both included. */
  from_day: string;
  until_day: string;
  made_at: Date;
  made_by: string;
  revoked_at: Date | null;
  revoked_by: string | null;
}
export interface BulkRow {
  id: string;
  account: string;
  actor: Actor;
  kind: "assign" | "balance" | "complete" | "remind" | "note";
  asked: {
    officer?: string | null;
    name?: string | null;
    outcome?: string;
    text?: string;
    /** The queue held more than is done at once. */
    more?: true;
    /** The head's duty: the code is asked for again before it begins. */
    code?: true;
  };
  state: "prepared" | "running" | "stopped" | "done";
  stopped_for: "code" | null;
  made_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
}
export interface BulkItemRow {
  bulk: string;
  n: number;
  case_id: string;
  task: string | null;
  label: string;
  number: string;
  target: string | null;
  target_name: string | null;
  state: "ready" | "cannot" | "done" | "refused";
  /** A message's key. */
  why: string | null;
  at: Date | null;
}
export interface MentionRow {
  id: string;
  case_id: string;
  act: string;
  officer: string;
  by_name: string;
  at: Date;
  seen_at: Date | null;
}
export interface InquiryRow {
  id: string;
  case_id: string;
  agency: string | null;
  office: string | null;
  outside: string | null;
  question: string;
  holds: boolean;
  due_at: Date;
  asked_at: Date;
  asked_by: string;
  asked_by_name: string;
  asked_agency: string;
  asked_office: string;
  answer: string | null;
  answered_at: Date | null;
  answered_by: string | null;
  withdrawn_at: Date | null;
}
export interface CorrectionRow {
  id: string;
  case_id: string;
  field: string;
  message: string;
  asked_at: Date;
  before: unknown;
  after: unknown;
  answered_at: Date | null;
  round: number;
  /** Why there is a second return; a code of the government's. */
  reason: string | null;
  /** Nobody asked for it: another answer that was mended called it up, or let it fall away. */
  follows: boolean;
}
/** What is still to be brought, or was. */
export interface AwaitedRow {
  id: string;
  case_id: string;
  field: string;
  /** "2026-12-10" */
  last_day: string;
  look_at: Date | null;
  overdue_at: Date | null;
  over_at: Date | null;
  after: unknown;
}
export interface LinkRow {
  id: string;
  a: string;
  b: string;
  kind: "same-matter" | "objection-to" | "renewal-of" | "split-from" | "merged-into";
  made_at: Date;
  made_by: string;
}
export interface LikenessRow {
  case_id: string;
  other: string;
  likeness: number;
  found_at: Date;
  verdict: "same" | "different" | null;
  verdict_by: string | null;
  verdict_at: Date | null;
}
export interface InspectionRow {
  id: string;
  case_id: string;
  task: string;
  officer: string;
  officer_name: string;
  agency: string;
  office: string;
  /** What was found, by item; with words where there are any. */
  findings: Record<string, { value: string; remark?: string }>;
  place: { lat: number; lon: number } | null;
  note: string | null;
  /** By the phone's clock, and by ours. */
  made_at: Date;
  received_at: Date;
  /** Why it came too late to count by itself; it is kept all the same. */
  late: "closed" | "reassigned" | "second" | null;
}
/** What the desk keeps beside the cases themselves. */
export interface DeskTables {
  "cases.saved_queue": SavedQueueRow;
  "cases.absence": AbsenceRow;
  "cases.bulk": BulkRow;
  "cases.bulk_item": BulkItemRow;
  "cases.mention": MentionRow;
  "cases.inquiry": InquiryRow;
  "cases.correction": CorrectionRow;
  "cases.inspection": InspectionRow;
  "cases.awaited": AwaitedRow;
  "cases.link": LinkRow;
  "cases.likeness": LikenessRow;
  "cases.effect": EffectRow;
}

/** A change that the end of a case means for a register. */
export interface EffectRow {
  id: string;
  case_id: string;
  case_number: string;
  title: { id: string; en: string };
  place: string;
  register: string;
  keeper: string;
  state: "waiting" | "held" | "done" | "settled";
  waits_for: string | null;
  why: string | null;
  number: string | null;
  record: string | null;
  tries: number;
  at: Date;
  settled_by: string | null;
  note: string | null;
}
