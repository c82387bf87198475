import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { billHeld, payer, payerWithScope } from "../bill.ts";
import { gatewayNamed } from "../gateway/index.ts";
import { book } from "../ledger.ts";
import { nextNumber } from "../number.ts";
import { paymentSettings } from "../settings.ts";
import type { BillRow, PaymentsTables, Verdict } from "../tables.ts";

/** Begins to pay: an order at the gateway with what the payer scans. The same open order is given again. */
export const startPayment = command({
  name: "payments.start-payment",
  input: z.object({ bill: z.string(), gateway: z.string().max(40).default("qris") }).strict(),
  load: ({ tx }, { bill }) => billHeld(tx, bill),
  allow: [
    { hat: "citizen", relation: payer, assurance: 3 },
    { hat: "business", relation: payerWithScope, assurance: 3 },
  ],
  async carryOut({ world, tx, now, newId }, { gateway: name }, bill) {
    if (bill.state !== "open" || bill.expires_at <= now)
      refuse("conflict", `payments.refusal.${bill.state === "open" ? "expired" : bill.state}`);
    const gateway = gatewayNamed(name);
    if (!gateway) refuse("not-found", "payments.refusal.no-gateway");
    const known = await on<PaymentsTables>(tx)
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
    await on<PaymentsTables>(tx)
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

/**
 * A gateway's word that money came. Bill, receipt, ledger and the fact that others wait for are one
 * transaction. Repeated words change nothing; wrong, late or second money is never lost: it is booked
 * as owed back and laid before a finance officer.
 */
export const recordEvent = command({
  name: "payments.record-event",
  internal: true,
  input: z
    .object({
      gateway: z.string(),
      event: z.string().max(100),
      reference: z.string().max(100),
      amountMinor: z.bigint().positive(),
      happenedAt: z.date(),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, told) {
    const rows = on<PaymentsTables>(tx);
    const intent = await rows
      .selectFrom("payments.intent")
      .selectAll()
      .where("gateway", "=", told.gateway)
      .where("reference", "=", told.reference)
      .executeTakeFirst();
    if (!intent) refuse("not-found", "payments.refusal.no-intent");
    // The bill's row is the lock: words about one bill are heard one after the other.
    const bill = await rows
      .selectFrom("payments.bill")
      .selectAll()
      .where("id", "=", intent.bill)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const heard = await rows
      .selectFrom("payments.event")
      .select("verdict")
      .where("gateway", "=", told.gateway)
      .where("event", "=", told.event)
      .executeTakeFirst();
    if (heard) return { result: { verdict: heard.verdict, again: true }, subject: bill.id };
    const verdict = judge(bill, told);
    const event = newId();
    await rows
      .insertInto("payments.event")
      .values({
        id: event,
        gateway: told.gateway,
        event: told.event,
        reference: told.reference,
        amount_minor: told.amountMinor,
        happened_at: told.happenedAt,
        received_at: now,
        verdict,
      })
      .execute();
    if (verdict !== "paid") {
      await rows
        .insertInto("payments.exception")
        .values({
          id: newId(),
          event,
          bill: bill.id,
          kind: verdict,
          amount_minor: told.amountMinor,
          opened_at: now,
          settled_at: null,
          settled_by: null,
          note: null,
        })
        .execute();
      await book(tx, newId, now, bill, [
        ["cash", told.amountMinor],
        ["to-refund", -told.amountMinor],
      ]);
      return {
        result: { verdict, again: false },
        facts: [{ name: "payments.unmatched", subject: bill.id, body: { case: bill.subject, kind: verdict } }],
      };
    }
    const year = Number(world.calendar.today(now).slice(0, 4));
    const number = await nextNumber(tx, "receipt", paymentSettings(world).numbers.receipt, year);
    await rows
      .updateTable("payments.bill")
      .set({ state: "paid", paid_at: told.happenedAt })
      .where("id", "=", bill.id)
      .execute();
    await rows.updateTable("payments.intent").set({ state: "paid" }).where("id", "=", intent.id).execute();
    await rows
      .insertInto("payments.receipt")
      .values({
        id: newId(),
        number,
        bill: bill.id,
        amount_minor: told.amountMinor,
        currency: bill.currency,
        paid_at: told.happenedAt,
      })
      .execute();
    await book(
      tx,
      newId,
      now,
      bill,
      bill.state === "open"
        ? [
            ["cash", told.amountMinor],
            ["receivable", -told.amountMinor],
          ]
        : [
            ["cash", told.amountMinor],
            ["revenue", -told.amountMinor],
          ],
    );
    return {
      result: { verdict, again: false },
      facts: [
        {
          name: "payments.paid",
          subject: bill.id,
          body: { case: bill.subject, amountMinor: told.amountMinor.toString(), receipt: number },
        },
      ],
    };
  },
});

/** What to make of money for a bill. Paid in time but told late still counts, as long as the bill only ran out. */
function judge(bill: BillRow, told: { amountMinor: bigint; happenedAt: Date }): Verdict {
  if (bill.state === "paid") return "twice";
  if (bill.state === "cancelled") return "cancelled";
  if (told.amountMinor !== bill.total_minor) return "wrong-amount";
  if (told.happenedAt > bill.expires_at || bill.state === "expired") return "late";
  return "paid";
}

/** A finance officer has sent the money back, or found where it belongs. */
export const settleException = command({
  name: "payments.settle-exception",
  input: z.object({ id: z.string(), note: z.string().trim().min(5).max(500) }).strict(),
  load: async ({ tx }, { id }) =>
    (await on<PaymentsTables>(tx)
      .selectFrom("payments.exception")
      .selectAll()
      .where("id", "=", id)
      .where("settled_at", "is", null)
      .executeTakeFirst()) ?? null,
  allow: [{ hat: "officer", roles: ["finance"], assurance: 3, purpose: "payment" }],
  async carryOut({ tx, actor, now, tell }, { id, note }, exception) {
    await on<PaymentsTables>(tx)
      .updateTable("payments.exception")
      .set({ settled_at: now, settled_by: actor.officer!.id, note })
      .where("id", "=", id)
      .execute();
    await tell(bookRefund, { bill: exception.bill, amountMinor: exception.amount_minor });
    return {
      result: null,
      facts: [{ name: "payments.exception-settled", subject: exception.bill, body: { kind: exception.kind } }],
    };
  },
});

const bookRefund = command({
  name: "payments.book-refund",
  internal: true,
  input: z.object({ bill: z.string(), amountMinor: z.bigint() }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, newId }, { bill, amountMinor }) {
    const row = await billHeld(tx, bill);
    await book(tx, newId, now, row!, [
      ["to-refund", amountMinor],
      ["cash", -amountMinor],
    ]);
    return { result: null, subject: bill };
  },
});
