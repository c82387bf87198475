import { z } from "zod";
import { type CommandContext, command, on, refuse } from "../../../kernel/index.ts";
import type { PaymentEvent } from "../gateway/gateway.ts";
import { book } from "../ledger.ts";
import { nextNumber } from "../number.ts";
import { paymentSettings } from "../settings.ts";
import type { BillRow, PaymentsTables, Verdict } from "../tables.ts";
import { judge } from "../verdict.ts";

/**
 * A gateway's word that money came. Bill, receipt, ledger and the fact that others wait for are one
 * transaction. Repeated words change nothing; money that is wrong, late, second or for no order of ours is never
 * lost: it is booked as owed back and laid before a finance officer.
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
      currency: z.string().length(3),
      happenedAt: z.date(),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, told) {
    const rows = on<PaymentsTables>(context.tx);
    const intent = await rows
      .selectFrom("payments.intent")
      .select(["id", "bill"])
      .where("gateway", "=", told.gateway)
      .where("reference", "=", told.reference)
      .executeTakeFirst();
    // The bill's row is the lock: words about one bill are heard one after the other.
    const bill = intent
      ? await rows
          .selectFrom("payments.bill")
          .selectAll()
          .where("id", "=", intent.bill)
          .forUpdate()
          .executeTakeFirstOrThrow()
      : undefined;
    const heard = await hear(context, told, judge(bill, told));
    if (heard.again) return { result: { verdict: heard.verdict, again: true }, subject: bill?.id ?? heard.id };
    if (bill && intent && heard.verdict === "paid") return take(context, told, bill, intent.id);
    return keepAside(context, told, bill, heard);
  },
});

interface Heard {
  id: string;
  verdict: Verdict;
  again: boolean;
}

/** Writes the word down. One that is there already was heard before, and its first verdict stands. */
async function hear({ tx, now, newId }: CommandContext, told: PaymentEvent & { gateway: string }, verdict: Verdict) {
  const rows = on<PaymentsTables>(tx);
  const { gateway, event, reference, currency } = told;
  const fresh = await rows
    .insertInto("payments.event")
    .values({
      id: newId(),
      gateway,
      event,
      reference,
      amount_minor: told.amountMinor,
      currency,
      happened_at: told.happenedAt,
      received_at: now,
      verdict,
    })
    .onConflict((conflict) => conflict.columns(["gateway", "event"]).doNothing())
    .returning(["id", "verdict"])
    .executeTakeFirst();
  if (fresh) return { ...fresh, again: false } satisfies Heard;
  const known = await rows
    .selectFrom("payments.event")
    .selectAll()
    .where("gateway", "=", gateway)
    .where("event", "=", event)
    .executeTakeFirstOrThrow();
  // The same id for other money is no repeat: swallowing it would lose that money.
  const same =
    known.reference === reference && known.amount_minor === told.amountMinor && known.currency === told.currency;
  if (!same) refuse("conflict", "payments.refusal.other-word");
  return { id: known.id, verdict: known.verdict, again: true } satisfies Heard;
}

/** Money that fits: the bill is paid. One that had run out was written off, so its revenue comes back with the money. */
async function take({ world, tx, now, newId }: CommandContext, told: PaymentEvent, bill: BillRow, intent: string) {
  const rows = on<PaymentsTables>(tx);
  const year = Number(world.calendar.today(now).slice(0, 4));
  const number = await nextNumber(tx, "receipt", paymentSettings(world).numbers.receipt, year);
  await rows
    .updateTable("payments.bill")
    .set({ state: "paid", paid_at: told.happenedAt })
    .where("id", "=", bill.id)
    .execute();
  await rows.updateTable("payments.intent").set({ state: "paid" }).where("id", "=", intent).execute();
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
  await book(tx, newId, now, bill, [
    ["cash", told.amountMinor],
    [bill.state === "open" ? "receivable" : "revenue", -told.amountMinor],
  ]);
  const body = { case: bill.subject, amountMinor: told.amountMinor.toString(), receipt: number };
  return {
    result: { verdict: "paid" as const, again: false },
    facts: [{ name: "payments.paid", subject: bill.id, body }],
  };
}

/** Money that fits nothing: kept, owed back, shown to a finance officer and to the payer. */
async function keepAside(
  { world, tx, now, newId }: CommandContext,
  told: PaymentEvent,
  bill: BillRow | undefined,
  { id: event, verdict }: Heard,
) {
  const agency = bill?.agency ?? paymentSettings(world).treasury;
  const { amountMinor: amount_minor, currency, reference } = told;
  await on<PaymentsTables>(tx)
    .insertInto("payments.exception")
    .values({
      id: newId(),
      event,
      bill: bill?.id ?? null,
      kind: verdict as Exclude<Verdict, "paid">,
      reference,
      amount_minor,
      currency,
      agency,
      opened_at: now,
      settled_at: null,
      settled_by: null,
      note: null,
    })
    .execute();
  await book(tx, newId, now, { id: bill?.id ?? null, currency, agency }, [
    ["cash", amount_minor],
    ["to-refund", -amount_minor],
  ]);
  const body = { ...(bill && { case: bill.subject }), kind: verdict };
  return {
    result: { verdict, again: false },
    facts: [{ name: "payments.unmatched", subject: bill?.id ?? event, body }],
  };
}
