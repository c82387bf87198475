import type { Money, World } from "../../../kernel/index.ts";

/** What a gateway says happened. `event` is its own id for this word: the same again is the same word. */
export interface PaymentEvent {
  event: string;
  reference: string;
  amountMinor: bigint;
  currency: string;
  happenedAt: Date;
}

/** What money comes through. Each is an adapter; the house depends on none. */
export interface Gateway {
  name: string;
  /** Asks for money. `payload` is what the payer is shown (a QR text). Makes nothing twice for one reference. */
  start(
    world: World,
    order: { reference: string; amount: Money; bill: string; expiresAt: Date },
  ): Promise<{ payload: string }>;
  /** Reads a callback. Null when the signature, the time or the form is wrong. */
  readCallback(world: World, headers: Readonly<Record<string, string | undefined>>, body: Buffer): PaymentEvent | null;
  /** Asks what became of an order, for words that never came. Null when nothing was paid. */
  look(world: World, reference: string): Promise<PaymentEvent | null>;
}
