import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import { agencyOfBill, billHeld, payer } from "../bill.ts";
import type { PaymentsTables } from "../tables.ts";

const fields = ["bill", "amount"] as const;

/** One bill with its open order, its receipt, and money that came for it and did not fit. */
export const billById = query({
  name: "payments.bill",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => billHeld(tx, id),
  allow: [
    { hat: "citizen", relation: payer, purpose: "own-data" },
    { hat: "business", relation: payer, purpose: "own-data" },
    {
      hat: "officer",
      roles: ["reviewer", "head", "front-desk", "finance"],
      relation: agencyOfBill,
      purpose: "payment",
    },
    { hat: "system", purpose: "payment" },
  ],
  async answer({ tx, actor }, _input, bill) {
    const mine = actor.hat !== "officer";
    const intent = mine
      ? await on<PaymentsTables>(tx)
          .selectFrom("payments.intent")
          .selectAll()
          .where("bill", "=", bill.id)
          .where("state", "=", "waiting")
          .orderBy("id", "desc")
          .executeTakeFirst()
      : undefined;
    const receipt = await on<PaymentsTables>(tx)
      .selectFrom("payments.receipt")
      .selectAll()
      .where("bill", "=", bill.id)
      .executeTakeFirst();
    const unmatched = await on<PaymentsTables>(tx)
      .selectFrom("payments.exception")
      .select(["id", "kind", "amount_minor", "currency", "opened_at", "settled_at"])
      .where("bill", "=", bill.id)
      .orderBy("id")
      .limit(20)
      .execute();
    return { bill, intent: intent ?? null, receipt: receipt ?? null, unmatched };
  },
  personal: { about: (_answer, bill) => [bill.person], fields },
});

/** My bills, newest first. */
export const myBills = query({
  name: "payments.bills",
  input: z.object({ ...keyset, state: z.enum(["open", "paid"]).optional() }).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ tx, actor }, asked) {
    let rows = on<PaymentsTables>(tx)
      .selectFrom("payments.bill")
      .selectAll()
      .limit(asked.limit + 1);
    rows =
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id)
        : rows.where("person", "=", actor.person!).where("business", "is", null);
    if (asked.state) rows = rows.where("state", "=", asked.state);
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    return pageOf(await rows.execute(), asked);
  },
});

/** The newest bill of a case, for the room that asked for it; null when there is none. */
export const billOfSubject = query({
  name: "payments.bill-of",
  internal: true,
  input: z.object({ subject: z.string().max(100) }).strict(),
  allow: [{ hat: "system", purpose: "payment" }],
  answer: async ({ tx }, { subject }) =>
    (await on<PaymentsTables>(tx)
      .selectFrom("payments.bill")
      .selectAll()
      .where("subject", "=", subject)
      .orderBy("id", "desc")
      .executeTakeFirst()) ?? null,
});

/** Money that could not be taken for its bill, newest first; an officer's own agency's, an auditor's all. */
export const exceptions = query({
  name: "payments.exceptions",
  input: z.object(keyset).strict(),
  allow: [{ hat: "officer", roles: ["finance", "auditor"], purpose: "payment" }],
  async answer({ tx }, asked) {
    let rows = on<PaymentsTables>(tx)
      .selectFrom("payments.exception as e")
      .leftJoin("payments.bill as b", "b.id", "e.bill")
      .selectAll("e")
      .select(["b.number", "b.person"])
      .limit(asked.limit + 1);
    if (asked.after) rows = rows.where("e.id", "<", asked.after);
    rows = asked.before ? rows.where("e.id", ">", asked.before).orderBy("e.id", "asc") : rows.orderBy("e.id", "desc");
    return pageOf(await rows.execute(), asked);
  },
  personal: { about: (page) => page.rows.map((row) => row.person), fields },
});

/** An order by its reference, for the demo's wallet page; null outside the demo. */
export const demoOrder = query({
  name: "payments.demo-order",
  internal: true,
  input: z.object({ reference: z.string().max(100) }).strict(),
  allow: [{ hat: "anyone" }],
  answer: ({ world, askAsRoom }, { reference }) =>
    world.config.DEMO === "yes" ? askAsRoom(orderByReference, { reference }) : Promise.resolve(null),
});
const orderByReference = query({
  name: "payments.order",
  internal: true,
  input: z.object({ reference: z.string().max(100) }),
  allow: [{ hat: "system", purpose: "payment" }],
  answer: async ({ tx }, { reference }) =>
    (await on<PaymentsTables>(tx)
      .selectFrom("payments.intent")
      .select(["reference", "amount_minor", "payload", "bill"])
      .where("reference", "=", reference)
      .executeTakeFirst()) ?? null,
});

/**
 * Orders that wait without a word: the house asks the gateway itself. First after some minutes, then each time after
 * half as long as they have waited, for 40 days; the longest unasked first.
 */
export const silentOrders = query({
  name: "payments.silent-orders",
  internal: true,
  input: z.object({ minutes: z.number().int().min(1) }),
  allow: [{ hat: "system", purpose: "payment" }],
  answer: ({ tx, now }, { minutes }) =>
    tx.query<{ id: string; gateway: string; reference: string }>(
      `select id, gateway, reference from payments.intent
       where state = 'waiting' and created_at > $1::timestamptz - interval '40 days'
         and coalesce(looked_at, created_at)
           + greatest(make_interval(mins => $2), (coalesce(looked_at, created_at) - created_at) / 2) <= $1
       order by coalesce(looked_at, created_at) limit 500`,
      [now, minutes],
    ),
});
