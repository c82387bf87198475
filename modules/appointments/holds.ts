import { type Holding, heldIn } from "../../kernel/index.ts";

/** When a person came, or will come, to a counter. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "appointments.ticket",
    table: "appointments.ticket",
    ended: "r.closed_at",
    hides: ["code", "agencies"],
    removes: "yes",
  }),
];
