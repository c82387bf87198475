import type { FileSet } from "./definition/load.ts";
import type { ServiceDefinition } from "./definition/schema.ts";

export interface Both {
  id: string;
  en: string;
}
export type DraftState = "draft" | "in-review" | "returned" | "approved" | "published" | "dropped";
export interface DraftRow {
  id: string;
  code: string;
  agency: string;
  state: DraftState;
  revision: number;
  based_on: number | null;
  opened_at: Date;
  changed_at: Date;
}
export interface RevisionRow {
  draft: string;
  number: number;
  files: FileSet;
  note: string;
  writer: string;
  name: string;
  at: Date;
}
/** What a reviewer says of one component: a file's name and what is to be done. */
export interface Remark {
  component: string;
  text: string;
}
export interface ReviewRow {
  draft: string;
  revision: number;
  verdict: "approved" | "returned";
  remarks: readonly Remark[];
  reviewer: string;
  name: string;
  at: Date;
}
export interface CatalogueTables {
  "catalogue.service_version": {
    code: string;
    version: number;
    hash: string;
    definition: ServiceDefinition;
    published_at: Date;
    agency: string;
    /** Null: at once. */
    in_force_from: Date | null;
    files: FileSet | null;
  };
  "catalogue.signature": {
    code: string;
    version: number;
    agency: string;
    content: string;
    signature: Buffer;
    public_key: Buffer;
    at: Date;
  };
  "catalogue.withdrawal": { code: string; version: number; reason: Both; officer: string; at: Date };
  "catalogue.draft": DraftRow;
  "catalogue.revision": RevisionRow;
  "catalogue.review": ReviewRow;
  "catalogue.file_fault": { folder: string; faults: string[]; found_at: Date };
}
