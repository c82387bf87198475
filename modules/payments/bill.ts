import { isId, on, relation, type Tx } from "../../kernel/index.ts";
import type { BillRow, PaymentsTables } from "./tables.ts";

export async function billHeld(tx: Tx, id: string, lock?: "lock"): Promise<BillRow | null> {
  if (!isId(id)) return null;
  const held = on<PaymentsTables>(tx).selectFrom("payments.bill").selectAll().where("id", "=", id);
  return (await (lock ? held.forUpdate() : held).executeTakeFirst()) ?? null;
}

/** Whose bill it is: the person in private life, or who now acts for the business. */
export const payer = relation<BillRow>("payer", (actor, bill) =>
  actor.hat === "business"
    ? bill.business !== null && bill.business === actor.business?.id
    : bill.business === null && bill.person === actor.person,
);
export const payerWithScope = relation<BillRow>(
  "payer with a mandate to pay",
  (actor, bill) =>
    bill.business !== null && bill.business === actor.business?.id && actor.business.scopes.includes("pay"),
);
export const agencyOfBill = relation<BillRow>(
  "agency of the bill",
  (actor, bill) => bill.agency === actor.officer?.agency,
);
