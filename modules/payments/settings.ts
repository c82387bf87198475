import { join } from "node:path";
import { z } from "zod";
import { readYaml, type World } from "../../kernel/index.ts";

/** EMVCo's common characters: a wallet counts each as one byte. */
const plain = z.string().regex(/^[\x20-\x7e]+$/, "plain letters only (ASCII)");

const Settings = z
  .object({
    /** By which ways money comes, and what stands behind each. A simulator moves none: only for examples. */
    gateways: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), z.enum(["simulator"])),
    merchant: z
      .object({
        nmid: plain.max(15),
        pan: z.string().regex(/^\d{16,19}$/),
        category: z.string().regex(/^\d{4}$/),
        name: plain.max(25),
        city: plain.max(15),
        postal: plain.max(10),
      })
      .strict(),
    /** Agency whose finance officers settle money that fits no order. */
    treasury: z.string().max(60),
    /** "TGH-{year}-{seq:6}": without gaps within a year. */
    numbers: z.object({ bill: z.string(), receipt: z.string() }).strict(),
    /** How old a callback's time stamp may be, in seconds. */
    callbackSeconds: z.number().int().min(30).max(3600),
  })
  .strict();
export type PaymentSettings = z.output<typeof Settings>;
const kept = new WeakMap<object, PaymentSettings>();

/** The government's own payment settings: payments.yaml. */
export function paymentSettings(world: World): PaymentSettings {
  let settings = kept.get(world.government);
  if (!settings) {
    settings = readYaml(join(world.government.folder, "payments.yaml"), Settings);
    kept.set(world.government, settings);
  }
  return settings;
}
