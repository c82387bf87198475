import type { BillRow, Verdict } from "./tables.ts";

/**
 * What to make of money for a bill. Paid in time but told late still counts, as long as the bill only ran out: the
 * payer is not to blame for a word that was slow.
 */
export function judge(
  bill: Pick<BillRow, "state" | "total_minor" | "currency" | "expires_at"> | undefined,
  told: { amountMinor: bigint; currency: string; happenedAt: Date },
): Verdict {
  if (!bill) return "unknown-order";
  if (told.currency !== bill.currency) return "wrong-currency";
  if (bill.state === "paid") return "twice";
  if (bill.state === "cancelled") return "cancelled";
  if (told.amountMinor !== bill.total_minor) return "wrong-amount";
  return told.happenedAt > bill.expires_at ? "late" : "paid";
}
