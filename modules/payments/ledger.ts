import { on, type Tx } from "../../kernel/index.ts";
import type { LedgerAccount, PaymentsTables } from "./tables.ts";

/** One booking: entries that sum to zero (debit is positive). The database checks it again at commit. */
export async function book(
  tx: Tx,
  newId: () => string,
  at: Date,
  { id: bill, currency, agency }: { id: string | null; currency: string; agency: string },
  entries: readonly (readonly [LedgerAccount, bigint])[],
): Promise<void> {
  const sum = entries.reduce((total, [, amount]) => total + amount, 0n);
  if (sum !== 0n) throw new Error(`A booking of bill ${bill} is off by ${sum}`);
  const booking = newId();
  await on<PaymentsTables>(tx)
    .insertInto("payments.entry")
    .values(
      entries.map(([account, amount_minor]) => ({
        id: newId(),
        booking,
        account,
        amount_minor,
        currency,
        bill,
        agency,
        at,
      })),
    )
    .execute();
}
