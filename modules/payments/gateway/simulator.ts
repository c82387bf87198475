import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { World } from "../../../kernel/index.ts";
import { paymentSettings } from "../settings.ts";
import type { Gateway, PaymentEvent } from "./gateway.ts";
import { qrisPayload } from "./qris.ts";

const header = "x-gateway-signature";

/** The secret that gateway and house share. */
const secret = (world: World): Buffer => world.secrets.kms.mac("payments", "qris-simulator");

/** Over the bytes as they came: text made of them may hide a changed byte. */
const macOf = (world: World, t: number | string, body: Buffer): Buffer =>
  createHmac("sha256", secret(world)).update(`${t}.`).update(body).digest();

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 over "t.body">`: a captured callback is worthless minutes later. */
export function signCallback(world: World, body: string, at: Date): Record<string, string> {
  const t = Math.floor(at.getTime() / 1000);
  return {
    [header]: `t=${t},v1=${macOf(world, t, Buffer.from(body)).toString("hex")}`,
    "content-type": "application/json",
  };
}

/** What was paid without a word: the acquirer's own memory, as long as this process lives. */
const silent = new WeakMap<World, Map<string, PaymentEvent>>();
/** The payer paid, and the callback got lost on its way. */
export function payInSilence(world: World, event: PaymentEvent): void {
  const known = silent.get(world) ?? new Map<string, PaymentEvent>();
  silent.set(world, known.set(event.reference, event));
}

/** A QRIS acquirer that lives in this process: real payloads, signed callbacks over real HTTP, no money. For demo and tests. */
export const simulator: Gateway = {
  name: "qris",
  start: async (world, order) => ({ payload: qrisPayload(paymentSettings(world).merchant, order) }),
  readCallback(world, headers, body) {
    const [, t, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(headers[header] ?? "") ?? [];
    if (!t || !given) return null;
    if (!timingSafeEqual(Buffer.from(given, "hex"), macOf(world, t, body))) return null;
    if (Math.abs(world.clock.now().getTime() / 1000 - Number(t)) > paymentSettings(world).callbackSeconds) return null;
    return readEvent(body.toString());
  },
  look: async (world, reference) => silent.get(world)?.get(reference) ?? null,
};

const Word = z.object({
  event: z.string().min(1).max(100),
  reference: z.string().min(1).max(100),
  amountMinor: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
  currency: z.string().regex(/^[A-Z]{3}$/),
  happenedAt: z.iso.datetime().transform((text) => new Date(text)),
});

function readEvent(text: string): PaymentEvent | null {
  try {
    return Word.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
