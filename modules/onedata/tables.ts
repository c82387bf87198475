import type { Plan, Variable } from "./definition/dataset.ts";
import type { State } from "./definition/settings.ts";
import type { MoveName } from "./workflow.ts";

/** Typed view of the schema `onedata`; the migrations say what each column means. Days are text "2026-11-24". */
export type Answers = Partial<Record<"activity" | "variable" | "indicator", Record<string, string>>>;
export interface DatasetRow {
  id: string;
  code: string;
  plan: Plan;
  variables: Variable[];
  metadata: Answers;
  producer: string;
  priority: boolean;
  state: State;
  round: number;
  rev: number;
  due_at: Date | null;
  release_on: string;
  told_late: boolean;
  created_at: Date;
}
export interface StepRow {
  id: string;
  dataset: string;
  round: number;
  move: MoveName;
  came_from: State;
  came_to: State;
  officer: string | null;
  by_account: string | null;
  duty: string | null;
  reason: string | null;
  late: boolean;
  at: Date;
}
export interface FindingRow {
  id: string;
  dataset: string;
  round: number;
  place: string;
  says: string;
  answer: string | null;
  found_at: Date;
  answered_at: Date | null;
  closed_at: Date | null;
}
export interface DeliveryRow {
  id: string;
  dataset: string;
  round: number;
  content: Buffer;
  hash: string;
  rows: number;
  hidden: number;
  at: Date;
}
export interface VersionRow {
  dataset: string;
  number: number;
  code: string;
  hash: string;
  content: Buffer;
  schema: { fields: { name: string; type: string; title?: string; description?: string; unit?: string }[] };
  description: Record<string, unknown>;
  rows: number;
  hidden: number;
  promised_on: string;
  published_on: string;
  published_at: Date;
}
export interface OnedataTables {
  "onedata.dataset": DatasetRow;
  "onedata.step": StepRow;
  "onedata.finding": FindingRow;
  "onedata.delivery": DeliveryRow;
  "onedata.version": VersionRow;
}
interface Both {
  id: string;
  en: string;
}
export interface AskedRow {
  id: string;
  place: string;
  field: string;
  title: Both;
  label: Both;
  agency: string;
  fact: string;
  fact_name: Both;
  sign: "bank" | "list" | "words" | "field" | "label";
  register: string | null;
  owner_field: string | null;
  keeper: string | null;
  people: number;
  state: "open" | "accepted" | "to-remove";
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  found_at: Date;
  gone_at: Date | null;
}
