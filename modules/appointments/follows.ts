import { type Following, followIn } from "../../kernel/index.ts";

/** Numbers, places in line and calendars go along with a person whose record is merged. */
export const follows: readonly Following[] = [
  followIn({ table: "appointments.ticket", once: ["place", "errand"], onceWhile: "r.closed_at is null" }),
  followIn({ table: "appointments.waiting", once: ["place", "errand"] }),
  followIn({ table: "appointments.feed", id: "encode(r.hash, 'hex')", once: [] }),
];
