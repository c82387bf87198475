import { type Context, relation } from "../../../kernel/index.ts";
import type { Sender } from "../gateway/admit.ts";
import type { Incoming } from "../gateway/call.ts";
import { speaksFor } from "../party.ts";
import { systemById } from "../stored.ts";
import type { SystemRow } from "../tables.ts";

export interface DeferredRow {
  id: string;
  consumer: string;
  provider: string;
  service: string;
  agreement: string | null;
  message_id: string;
  endpoint: string;
  question: Buffer;
  answer: Buffer | null;
  state: "waiting" | "answered" | "dead" | "dropped";
  step: "ask" | "post";
  tries: number;
  next_at: Date;
  leased_until: Date | null;
  expires_at: Date;
  status: number | null;
  fault: string | null;
  asked_at: Date;
  settled_at: Date | null;
}

/** What was asked and by whom, as it is sealed. */
export interface Question extends Pick<Incoming, "method" | "address" | "headers"> {
  body: string;
  sender: Sender;
}

/** What was answered, whole: with it the consumer proves that this was returned to that question. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Base64. */
  body: string;
}

export const places = { question: "exchange.deferred.question", answer: "exchange.deferred.answer" } as const;

export interface HeldDeferred {
  row: DeferredRow;
  consumer: SystemRow;
  provider: SystemRow;
}
export async function heldDeferred({ tx }: Pick<Context, "tx">, id: string): Promise<HeldDeferred | null> {
  const [row] = await tx.query<DeferredRow & Record<string, unknown>>("select * from exchange.deferred where id = $1", [
    id,
  ]);
  const consumer = row && (await systemById(tx, row.consumer));
  const provider = row && (await systemById(tx, row.provider));
  return consumer && provider ? { row, consumer, provider } : null;
}

export const itsSystem = relation<HeldDeferred>(
  "the system itself",
  (actor, { row }) => actor.machine?.id === row.consumer,
);
export const itsPeople = relation<HeldDeferred>("owner of the system", (actor, { consumer }) =>
  speaksFor(actor, consumer),
);
