export interface Both {
  id: string;
  en: string;
}
/** A signed paper as it was photographed. */
export interface Paper {
  store: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}
/** Typed view of the schema `counter`; the migration says what each column means. */
export interface VisitRow {
  id: string;
  person: string;
  officer: string;
  officer_name: string;
  agency: string;
  office: string;
  service: string;
  title: Both;
  state: "opened" | "confirmed" | "over" | "objected";
  means: "code" | "paper" | null;
  code_hash: Buffer | null;
  code_until: Date | null;
  tries: number;
  paper: Paper | null;
  opened_at: Date;
  confirmed_at: Date | null;
  until: Date | null;
  draft: string | null;
  assistance: string | null;
  objected_at: Date | null;
  objection: string | null;
}
export interface CounterTables {
  "counter.visit": VisitRow;
}
