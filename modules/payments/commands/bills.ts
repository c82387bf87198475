import { z } from "zod";
import { command, isId, on } from "../../../kernel/index.ts";
import { billHeld } from "../bill.ts";
import { book } from "../ledger.ts";
import { nextNumber } from "../number.ts";
import { paymentSettings } from "../settings.ts";
import type { BillRow, PaymentsTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const both = z.object({ id: z.string().min(1).max(300), en: z.string().min(1).max(300) }).strict();

/** Asks somebody for money, for a case. Other rooms do, in their own transaction. */
export const createBill = command({
  name: "payments.create-bill",
  internal: true,
  input: z
    .object({
      subject: z.string().max(100),
      payerPerson: id,
      payerBusiness: id.nullish(),
      title: both,
      agency: z.string().max(60),
      law: z.string().max(200),
      currency: z.string().length(3),
      expiresAt: z.date(),
      lines: z
        .array(z.object({ code: z.string().max(40), title: both, minor: z.bigint().positive() }).strict())
        .min(1)
        .max(50),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, input) {
    const bill = newId();
    const total = input.lines.reduce((sum, line) => sum + line.minor, 0n);
    const year = Number(world.calendar.today(now).slice(0, 4));
    const number = await nextNumber(tx, "bill", paymentSettings(world).numbers.bill, year);
    await on<PaymentsTables>(tx)
      .insertInto("payments.bill")
      .values({
        id: bill,
        number,
        subject: input.subject,
        person: input.payerPerson,
        business: input.payerBusiness ?? null,
        title: JSON.stringify(input.title) as never,
        lines: JSON.stringify(input.lines.map((line) => ({ ...line, minor: line.minor.toString() }))) as never,
        currency: input.currency,
        total_minor: total,
        agency: input.agency,
        law: input.law,
        state: "open",
        created_at: now,
        expires_at: input.expiresAt,
        paid_at: null,
      })
      .execute();
    await book(tx, newId, now, { id: bill, currency: input.currency, agency: input.agency }, [
      ["receivable", total],
      ["revenue", -total],
    ]);
    return {
      result: { bill, number },
      facts: [{ name: "payments.billed", subject: bill, body: { case: input.subject, amountMinor: total.toString() } }],
      jobs: [{ name: "payments.expire-bill", payload: { bill }, runAt: input.expiresAt, key: `expire:${bill}` }],
    };
  },
});

const closing = (name: string, to: "expired" | "cancelled") =>
  command({
    name: `payments.${name}`,
    internal: true,
    input: z.object({ bill: id }).strict(),
    load: ({ tx }, { bill }) => billHeld(tx, bill, "lock"),
    allow: [{ hat: "system" }],
    async carryOut({ tx, now, newId }, _input, bill) {
      const closes =
        to === "expired"
          ? bill.state === "open" && bill.expires_at <= now
          : bill.state === "open" || bill.state === "expired";
      if (!closes) return { result: { state: bill.state }, subject: bill.id };
      await on<PaymentsTables>(tx).updateTable("payments.bill").set({ state: to }).where("id", "=", bill.id).execute();
      // One that ran out was written off then.
      if (bill.state === "open")
        await book(tx, newId, now, bill, [
          ["receivable", -bill.total_minor],
          ["revenue", bill.total_minor],
        ]);
      return {
        result: { state: to as BillRow["state"] },
        facts: [{ name: `payments.${to}`, subject: bill.id, body: { case: bill.subject } }],
      };
    },
  });

/** Time is up: an open bill past its day can't be paid any more. Does nothing to one that was paid. Tells the bill's state now. */
export const expireBill = closing("expire-bill-now", "expired");
/** What it was for is over. Tells the bill's state now: who hears "paid" came too late, and money was taken. */
export const cancelBill = closing("cancel-bill", "cancelled");
