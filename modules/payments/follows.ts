import { type Following, followIn } from "../../kernel/index.ts";

/** Bills go along with a person whose record is merged. The ledger names nobody. */
export const follows: readonly Following[] = [followIn({ table: "payments.bill" })];
