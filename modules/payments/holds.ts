import { type Holding, heldIn } from "../../kernel/index.ts";

/** The bills of a person's private life. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "payments.bill",
    table: "payments.bill",
    ended: "case when r.state = 'paid' then r.paid_at when r.state in ('expired', 'cancelled') then r.expires_at end",
    only: "r.business is null",
  }),
];
