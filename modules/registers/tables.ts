import type { Data } from "./definition/check.ts";
import type { Register } from "./definition/schema.ts";

/** Typed view of the schema `registers`; the migration says what each column means. Days are text "2026-11-24". */
export interface RegistersTables {
  "registers.definition": { code: string; version: number; hash: string; definition: Register; published_at: Date };
  "registers.record": RecordRow;
  "registers.record_version": VersionRow;
  "registers.serial": { register: string; year: number; last: bigint };
  "registers.link": LinkRow;
  "registers.twin": TwinRow;
  "registers.draft": DraftRow;
  "registers.revision": RevisionRow;
  "registers.review": ReviewRow;
}

interface Dated {
  definition: number;
  data: Data;
  sealed: Buffer | null;
  version: number;
  valid_from: string;
  ended_on: string | null;
  recorded_at: Date;
  reason: string;
  source: string | null;
  /** By which a correction was made: a decision, a letter. */
  authority: string | null;
}
export interface RecordRow extends Dated {
  id: string;
  register: string;
  number: string;
  person: string | null;
  business: string | null;
  words: string;
  /** What twins are found by; null when the register has no rule for them. */
  likeness: string | null;
}
export interface VersionRow extends Dated {
  record: string;
  valid_until: string | null;
  recorded_until: Date | null;
}

/** What a field of a record leads to. `kind`: "person", "business", "region" or a register's code. */
export interface LinkRow {
  record: string;
  field: string;
  kind: string;
  target: string;
  on_end: "restrict" | "cascade" | "orphan";
}

export interface TwinRow {
  register: string;
  one: string;
  other: string;
  likeness: number;
  found_at: Date;
  verdict: "same" | "different" | null;
  reason: string | null;
  officer: string | null;
  judged_at: Date | null;
}

export interface DraftRow {
  id: string;
  code: string;
  agency: string;
  state: "draft" | "in-review" | "returned" | "approved" | "published" | "dropped";
  revision: number;
  opened_at: Date;
  changed_at: Date;
}
export interface RevisionRow {
  draft: string;
  number: number;
  file: string;
  writer: string;
  name: string;
  at: Date;
}
export interface ReviewRow {
  draft: string;
  revision: number;
  verdict: "approved" | "returned";
  remark: string;
  reviewer: string;
  name: string;
  at: Date;
}
