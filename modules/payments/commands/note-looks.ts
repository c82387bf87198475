import { z } from "zod";
import { command, isId, on } from "../../../kernel/index.ts";
import type { PaymentsTables } from "../tables.ts";

/** The gateway was asked about these orders and knew of no money: each waits longer until it is asked about again. */
export const noteLooks = command({
  name: "payments.note-looks",
  internal: true,
  input: z.object({ orders: z.array(z.string().refine(isId)).min(1).max(500) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { orders }) {
    await on<PaymentsTables>(tx)
      .updateTable("payments.intent")
      .set({ looked_at: now })
      .where("id", "in", orders)
      .where("state", "=", "waiting")
      .execute();
    return { result: null, note: { orders: orders.length } };
  },
});
