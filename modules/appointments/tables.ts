/** Typed view of the schema `appointments`; the migration says what each column means. Days are text "2026-11-24". */
export const liveStates = ["offered", "booked", "arrived", "called"] as const;
export type TicketState = (typeof liveStates)[number] | "served" | "missed" | "cancelled" | "lapsed" | "unserved";

export interface TicketRow {
  id: string;
  place: string;
  errand: string;
  day: string;
  slot: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  number: string;
  code: string;
  kind: "booked" | "walk-in";
  state: TicketState;
  stock: string | null;
  person: string | null;
  about: string | null;
  agencies: string[];
  by_agency: string | null;
  by_office: string | null;
  desk: string | null;
  revision: number;
  made_at: Date;
  changed_at: Date;
  offered_until: Date | null;
  arrived_at: Date | null;
  called_at: Date | null;
  closed_at: Date | null;
}
export interface WaitingRow {
  id: string;
  place: string;
  errand: string;
  from_day: string;
  until_day: string;
  person: string;
  made_at: Date;
}
export interface AppointmentsTables {
  "appointments.ticket": TicketRow;
  "appointments.waiting": WaitingRow;
  "appointments.stock": { place: string; stock: string; on_hand: number; counted_at: Date };
  "appointments.feed": { person: string; hash: Buffer; made_at: Date };
}
