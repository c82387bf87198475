/** 0 nobody; 1 a password or passkey once; 2 a second factor; 3 a second factor given again within minutes. */
export type Assurance = 0 | 1 | 2 | 3;

/** The duties an officer can hold. Governments give them titles; code knows only these. */
export const roles = [
  "front-desk",
  "reviewer",
  "opinion-giver",
  "head",
  "auditor",
  "administrator",
  "approver",
  "finance",
  "designer",
  "steward",
  "protection-officer",
] as const;
export type Role = (typeof roles)[number];

/** What somebody wears while acting. An officer is also a citizen; the two never mix in one act. */
export type Hat = "anyone" | "citizen" | "business" | "officer" | "machine" | "system";

/** By what right a machine reads: what a mandate is to who acts for a business. */
export interface Agreement {
  id: string;
  /** What it opens: "register biodata". */
  serves: string;
  /** Only these fields leave. */
  fields: readonly string[];
  purpose: string;
  visible: Visibility;
}

/** When the person whom a read is about may see it: at once, from a day on, or only those who oversee the house. */
export type Visibility = "now" | "oversight" | { from: string };

/** Who acts: made by identity from a session or token, or by the worker for itself. */
export interface Actor {
  hat: Hat;
  /** Identity's account; null for strangers and for the system. */
  account: string | null;
  /** The human in the population register. Officers keep theirs: it is never used to decide what an officer may do. */
  person: string | null;
  /** Shown on every page, never logged. */
  name: string | null;
  business: { id: string; name: string; mandate: string; scopes: readonly string[] } | null;
  officer: { id: string; agency: string; office: string; roles: readonly Role[] } | null;
  /** A system of an agency, here or of another government, known by its own key: whose it is, and which it is. */
  machine: { id: string; member: string; system: string; agreement: Agreement | null } | null;
  assurance: Assurance;
  session: string | null;
  /** The module that acts for itself: "cases" in a job. */
  system: string | null;
}

/** A stranger: everyone until they sign in. */
export const stranger: Actor = {
  hat: "anyone",
  account: null,
  person: null,
  name: null,
  business: null,
  officer: null,
  machine: null,
  assurance: 0,
  session: null,
  system: null,
};

/** The house itself at work: a job, a listener, or one room telling another. */
export function systemActor(room: string): Actor {
  return { ...stranger, hat: "system", system: room, assurance: 3 };
}
