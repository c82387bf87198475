import type { Data } from "./definition/check.ts";
import type { Register } from "./definition/schema.ts";

/** Typed view of the schema `registers`; the migration says what each column means. Days are text "2026-11-24". */
export interface RegistersTables {
  "registers.definition": { code: string; version: number; hash: string; definition: Register; published_at: Date };
  "registers.record": RecordRow;
  "registers.record_version": VersionRow;
  "registers.serial": { register: string; year: number; last: bigint };
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
}
export interface RecordRow extends Dated {
  id: string;
  register: string;
  number: string;
  person: string | null;
  business: string | null;
  words: string;
}
export interface VersionRow extends Dated {
  record: string;
  valid_until: string | null;
  recorded_until: Date | null;
}
