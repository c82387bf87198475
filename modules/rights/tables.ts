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

export interface BreachRow extends Record<string, unknown> {
  id: string;
  number: string;
  agency: string;
  from_at: Date;
  until_at: Date;
  queries: string[];
  agencies: string[];
  accounts: string[];
  what: string;
  data: string;
  measures: string;
  opened_at: Date;
  due_at: Date;
  counted_at: Date | null;
  told_agency: Date | null;
  reference: string | null;
  letters: "none" | "sending" | "sent";
  closed_at: Date | null;
}

export interface LookRow extends Record<string, unknown> {
  id: string;
  desk: string;
  day: string;
  account: string;
  agency: string;
  office: string;
  kind: string;
  counted: number;
  state: "opened" | "explained" | "breach";
  found_at: Date;
  settled_at: Date | null;
  words: string | null;
}
