/** Typed rows of what the migration 0010 describes. */
export interface SubscriptionRow {
  id: string;
  consumer: string;
  service: string;
  provider: string;
  delivery: "push" | "pull";
  fifo: boolean;
  ttl_seconds: number;
  state: "active" | "paused" | "ended";
  failures: number;
  rests_until: Date | null;
  fault: string | null;
  made_at: Date;
  ended_at: Date | null;
  reason: string | null;
}

export type Change = "made" | "changed" | "ended" | "published";

export interface EventRow {
  id: string;
  n: bigint;
  service: string;
  kind: Change;
  /** Of a register: the record's id, or the person's or the business's own. */
  subject: string;
  fields: string[];
  sealed: Buffer | null;
  at: Date;
  stopped: boolean;
}

export interface DeliveryRow {
  event: string;
  subscription: string;
  n: bigint;
  subject: string;
  state: "waiting" | "done" | "dead" | "dropped";
  tries: number;
  next_at: Date;
  leased_until: Date | null;
  expires_at: Date;
  fault: string | null;
  done_at: Date | null;
}
