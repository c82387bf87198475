import { z } from "zod";
import { command, isId, on, relation } from "../../../kernel/index.ts";
import { book } from "../ledger.ts";
import type { ExceptionRow, PaymentsTables } from "../tables.ts";

const agencyOfMoney = relation<ExceptionRow>(
  "agency that holds the money",
  (actor, exception) => exception.agency === actor.officer?.agency,
);

/** A finance officer has sent the money back. What no longer waits is not found: it is sent back once. */
export const settleException = command({
  name: "payments.settle-exception",
  input: z.object({ id: z.string(), note: z.string().trim().min(5).max(500) }).strict(),
  load: async ({ tx }, { id }) =>
    isId(id)
      ? ((await on<PaymentsTables>(tx)
          .selectFrom("payments.exception")
          .selectAll()
          .where("id", "=", id)
          .where("settled_at", "is", null)
          .forUpdate()
          .executeTakeFirst()) ?? null)
      : null,
  allow: [{ hat: "officer", roles: ["finance"], relation: agencyOfMoney, assurance: 3, purpose: "payment" }],
  async carryOut({ tx, actor, now, tell }, { id, note }, exception) {
    await on<PaymentsTables>(tx)
      .updateTable("payments.exception")
      .set({ settled_at: now, settled_by: actor.officer!.id, note })
      .where("id", "=", id)
      .execute();
    const { bill, agency, currency, kind, amount_minor: amountMinor } = exception;
    await tell(bookRefund, { bill, agency, currency, amountMinor });
    return {
      result: null,
      facts: [{ name: "payments.exception-settled", subject: bill ?? exception.event, body: { kind } }],
    };
  },
});

/** Officers have no rights on the books; the room itself writes in them. */
const bookRefund = command({
  name: "payments.book-refund",
  internal: true,
  input: z.object({
    bill: z.string().nullable(),
    agency: z.string(),
    currency: z.string().length(3),
    amountMinor: z.bigint().positive(),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, newId }, { bill, agency, currency, amountMinor }) {
    await book(tx, newId, now, { id: bill, currency, agency }, [
      ["to-refund", amountMinor],
      ["cash", -amountMinor],
    ]);
    return { result: null, ...(bill && { subject: bill }) };
  },
});
