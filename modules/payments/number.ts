import { numbered, on, type Tx } from "../../kernel/index.ts";
import type { PaymentsTables } from "./tables.ts";

/** The next number of a series, without gaps: the row is locked until the transaction ends, and undone with it. */
export async function nextNumber(tx: Tx, kind: string, pattern: string, year: number): Promise<string> {
  const { last } = await on<PaymentsTables>(tx)
    .insertInto("payments.series")
    .values({ kind, year, last: 1 })
    .onConflict((c) =>
      c.columns(["kind", "year"]).doUpdateSet((row) => ({ last: row("payments.series.last", "+", 1) })),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  return numbered(pattern, year, last);
}
