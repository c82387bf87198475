import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { billHeld, payer, payerWithScope } from "../bill.ts";
import { gatewayNamed } from "../gateway/index.ts";
import type { PaymentsTables } from "../tables.ts";

/** Begins to pay: an order at the gateway with what the payer scans. The same open order is given again. */
export const startPayment = command({
  name: "payments.start-payment",
  input: z.object({ bill: z.string(), gateway: z.string().max(40).default("qris") }).strict(),
  // The bill's row is the lock: two who press at once get one order.
  load: ({ tx }, { bill }) => billHeld(tx, bill, "lock"),
  allow: [
    { hat: "citizen", relation: payer, assurance: 3 },
    { hat: "business", relation: payerWithScope, assurance: 3 },
  ],
  async carryOut({ world, tx, now, newId }, { gateway: name }, bill) {
    if (bill.state !== "open" || bill.expires_at <= now)
      refuse("conflict", `payments.refusal.${bill.state === "open" ? "expired" : bill.state}`);
    const gateway = gatewayNamed(world, name);
    if (!gateway) refuse("not-found", "payments.refusal.no-gateway");
    const rows = on<PaymentsTables>(tx);
    const known = await rows
      .selectFrom("payments.intent")
      .select("id")
      .where("bill", "=", bill.id)
      .where("gateway", "=", name)
      .where("state", "=", "waiting")
      .executeTakeFirst();
    if (known) return { result: { intent: known.id }, subject: bill.id };
    const intent = newId();
    const reference = intent.replaceAll("-", "").slice(8, 32).toUpperCase();
    const { payload } = await gateway.start(world, {
      reference,
      amount: { minor: bill.total_minor, currency: bill.currency },
      bill: bill.number,
      expiresAt: bill.expires_at,
    });
    await rows
      .insertInto("payments.intent")
      .values({
        id: intent,
        bill: bill.id,
        gateway: name,
        reference,
        amount_minor: bill.total_minor,
        payload,
        state: "waiting",
        created_at: now,
        looked_at: null,
      })
      .execute();
    return { result: { intent }, subject: bill.id, note: { gateway: name } };
  },
});
