export interface Both {
  id: string;
  en: string;
}
export interface BillLine {
  code: string;
  title: Both;
  /** Minor units as text: JSON numbers lose digits. */
  minor: string;
}
export interface BillRow {
  id: string;
  number: string;
  subject: string;
  person: string;
  business: string | null;
  title: Both;
  lines: BillLine[];
  currency: string;
  total_minor: bigint;
  agency: string;
  law: string;
  state: "open" | "paid" | "expired" | "cancelled";
  created_at: Date;
  expires_at: Date;
  paid_at: Date | null;
}
export interface IntentRow {
  id: string;
  bill: string;
  gateway: string;
  reference: string;
  amount_minor: bigint;
  payload: string;
  state: "waiting" | "paid" | "failed";
  created_at: Date;
  looked_at: Date | null;
}
export type Verdict = "paid" | "wrong-amount" | "wrong-currency" | "late" | "twice" | "cancelled" | "unknown-order";
export type LedgerAccount = "receivable" | "cash" | "revenue" | "to-refund";

export interface ExceptionRow {
  id: string;
  event: string;
  /** Null when the reference is of no order of ours. */
  bill: string | null;
  kind: Exclude<Verdict, "paid">;
  reference: string;
  amount_minor: bigint;
  currency: string;
  agency: string;
  opened_at: Date;
  settled_at: Date | null;
  settled_by: string | null;
  note: string | null;
}

export interface PaymentsTables {
  "payments.bill": BillRow;
  "payments.intent": IntentRow;
  "payments.series": { kind: string; year: number; last: number };
  "payments.event": {
    id: string;
    gateway: string;
    event: string;
    reference: string;
    amount_minor: bigint;
    currency: string;
    happened_at: Date;
    received_at: Date;
    verdict: Verdict;
  };
  "payments.receipt": {
    id: string;
    number: string;
    bill: string;
    amount_minor: bigint;
    currency: string;
    paid_at: Date;
  };
  "payments.entry": {
    id: string;
    booking: string;
    account: LedgerAccount;
    amount_minor: bigint;
    currency: string;
    /** Null for money that fits no order. */
    bill: string | null;
    agency: string;
    at: Date;
  };
  "payments.exception": ExceptionRow;
}
