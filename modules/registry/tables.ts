/** Typed view of the schema `registry`; the migrations say what each column means. */
export interface RegistryTables {
  "registry.person": PersonRow;
  "registry.person_version": PersonVersionRow;
  "registry.family": {
    id: string;
    number_sealed: Buffer;
    number_index: Buffer;
    head: string;
    village: string;
    recorded_at: Date;
  };
  "registry.business": BusinessRow;
  "registry.business_role": BusinessRoleRow;
  "registry.proposal": ProposalRow;
  "registry.enrolment": { id: string; source: string; first: number; last: number; at: Date };
}

export type Sex = "female" | "male";
export type MaritalStatus = "single" | "married" | "divorced" | "widowed";
export type FamilyRole = "head" | "spouse" | "child" | "parent" | "other";

/** What a version of a person's record says. Days are text "1980-08-05". */
export interface PersonFacts {
  name: string;
  birth_date: string;
  birth_place: string;
  sex: Sex;
  marital_status: MaritalStatus;
  family: string;
  family_role: FamilyRole;
  street: string;
  rt: string;
  rw: string;
  village: string;
  died_on: string | null;
  /** The record that this one was merged into: it is nobody of its own any more. */
  merged_into: string | null;
}

export interface PersonRow extends PersonFacts {
  id: string;
  nik_sealed: Buffer;
  nik_index: Buffer;
  version: number;
  valid_from: string;
  recorded_at: Date;
  reason: string;
}

export interface PersonVersionRow extends PersonFacts {
  person: string;
  version: number;
  valid_from: string;
  valid_until: string | null;
  recorded_at: Date;
  recorded_until: Date | null;
  reason: string;
}

export type BusinessKind = "individual" | "cv" | "pt" | "cooperative" | "foundation";

export interface BusinessRow {
  id: string;
  nib: string;
  name: string;
  kind: BusinessKind;
  kbli: string[];
  street: string;
  rt: string;
  rw: string;
  village: string;
  founded_on: string;
  status: "active" | "closed";
  recorded_at: Date;
}

export interface BusinessRoleRow {
  business: string;
  person: string;
  role: "owner" | "director";
  name: string;
  since: string;
}

/** Who became head of a family when another left it, and what they were before. */
export interface NewHead {
  person: string;
  was: FamilyRole;
}

export interface ProposalRow {
  id: string;
  kind: "merge" | "undo" | "split";
  person: string;
  other: string | null;
  version: number;
  other_version: number | null;
  takes: string[];
  undoes: string | null;
  sealed: Buffer | null;
  moves: Record<string, string[]>;
  reason: string;
  state: "open" | "done" | "returned";
  proposed_by: string;
  agency: string;
  office: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_for: string | null;
  decided_at: Date | null;
  done: { moved?: Record<string, string[]>; heads?: NewHead[] };
  undone_at: Date | null;
}
