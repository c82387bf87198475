import type { Kind } from "./edition.ts";

export interface RequestRow {
  id: string;
  number: string;
  person: string;
  agency: string;
  kind: Kind;
  told: Buffer;
  state: "open" | "granted" | "refused" | "withdrawn";
  opened_at: Date;
  due_at: Date;
  decided_at: Date | null;
  ground: string | null;
  answer: Buffer | null;
  done: Done;
}

/** What was done about a request, by kind of record: how many were taken away, how many a law keeps. */
export interface Done {
  removed?: Readonly<Record<string, number>>;
  kept?: Readonly<Record<string, number>>;
}
