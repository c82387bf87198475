/** Typed view of the schema `satisfaction`; the migration says what each column means. */
export interface Both {
  id: string;
  en: string;
}
export interface CellRow {
  id: string;
  instrument: string;
  period: string;
  service: string;
  title: Both;
  agency: string;
  office: string;
  channel: string;
  asked: number;
  answered: number;
  shown: number;
}
export interface InvitationRow {
  case_id: string;
  cell: string;
  number: string;
  title: Both;
  person: string;
  business: string | null;
  hat: "citizen" | "business";
  asked_at: Date;
  until: Date;
  answered: boolean;
}
export interface FollowUpRow {
  id: string;
  period: string;
  agency: string;
  service: string;
  element: string;
  plan: Both;
  due: string;
  planned_at: Date;
  outcome: Both | null;
  done_at: Date | null;
}
export interface SatisfactionTables {
  "satisfaction.cell": CellRow;
  "satisfaction.tally": { cell: string; element: string; score: number; n: number; shown: number };
  "satisfaction.invitation": InvitationRow;
  "satisfaction.follow_up": FollowUpRow;
}
