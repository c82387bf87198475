import type { Hat } from "../../kernel/index.ts";

/** What others did with one person's record: one line of the journal as that person may see it. */
export interface Entry {
  id: string;
  at: Date;
  kind: "act" | "read";
  /** Name of the question or command: "registry.person". */
  name: string;
  hat: Hat;
  /** Codes of the agency and office for which it was done; null when the house itself did it. */
  agency: string | null;
  office: string | null;
  purpose: string | null;
  fields: readonly string[];
  /** Id of the case or thing within which it was done. */
  subject: string | null;
  /** The reason that was chosen for a search, and the number of the letter or ticket. */
  reason: string | null;
  reference: string | null;
  /** How many reads of one batch this line stands for. */
  times: number;
}

export interface EntryRow extends Omit<Entry, "reason" | "reference" | "times"> {
  body: { reason?: unknown; reference?: unknown };
  times?: number;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

export const entryOfRow = ({ body, ...row }: EntryRow): Entry => ({
  ...row,
  times: row.times ?? 1,
  reason: text(body.reason),
  reference: text(body.reference),
});

/**
 * Whether the person may see the line today (a day, "$n"): always, from a day on, or never ("oversight": only those who
 * oversee the house see it).
 */
export const shownOn = (day: string): string =>
  `(body->>'visible' is null or (body->>'visible' <> 'oversight' and body->>'visible' <= ${day}))`;

export const entryColumns = "id, at, kind, name, hat, agency, office, purpose, fields, subject, body";
