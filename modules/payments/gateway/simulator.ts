import { createHmac, timingSafeEqual } from "node:crypto";
import type { World } from "../../../kernel/index.ts";
import { paymentSettings } from "../settings.ts";
import type { Gateway, PaymentEvent } from "./gateway.ts";
import { qrisPayload } from "./qris.ts";

const header = "x-gateway-signature";

/** The secret that gateway and house share. */
const secret = (world: World): Buffer => world.secrets.kms.mac("payments", "qris-simulator");

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 over "t.body">`: a captured callback is worthless minutes later. */
export function signCallback(world: World, body: string, at: Date): Record<string, string> {
  const t = Math.floor(at.getTime() / 1000);
  return {
    [header]: `t=${t},v1=${createHmac("sha256", secret(world)).update(`${t}.${body}`).digest("hex")}`,
    "content-type": "application/json",
  };
}

/** A QRIS acquirer that lives in this process: real payloads, signed callbacks over real HTTP, no money. For demo and tests. */
export const simulator: Gateway = {
  name: "qris",
  start: async (world, { reference, amount }) => ({
    payload: qrisPayload(paymentSettings(world).merchant, amount, reference),
  }),
  readCallback(world, headers, body) {
    const [, t, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(headers[header] ?? "") ?? [];
    if (!t || !given) return null;
    const wanted = createHmac("sha256", secret(world)).update(`${t}.${body.toString()}`).digest();
    if (!timingSafeEqual(Buffer.from(given, "hex"), wanted)) return null;
    if (Math.abs(world.clock.now().getTime() / 1000 - Number(t)) > paymentSettings(world).callbackSeconds) return null;
    return readEvent(body.toString());
  },
  // Orders that were paid without a word are the gateway's own memory; the simulator has none, its words always come.
  look: async () => null,
};

function readEvent(text: string): PaymentEvent | null {
  try {
    const { event, reference, amountMinor, happenedAt } = JSON.parse(text) as Record<string, unknown>;
    const fits =
      typeof event === "string" &&
      event.length <= 100 &&
      typeof reference === "string" &&
      reference.length <= 100 &&
      typeof amountMinor === "string" &&
      /^\d{1,18}$/.test(amountMinor);
    const at = new Date(String(happenedAt));
    return fits && !Number.isNaN(at.getTime())
      ? { event, reference, amountMinor: BigInt(amountMinor), happenedAt: at }
      : null;
  } catch {
    return null;
  }
}
