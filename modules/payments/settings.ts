import { join } from "node:path";
import { z } from "zod";
import { readYaml, type World } from "../../kernel/index.ts";

const Settings = z
  .object({
    merchant: z
      .object({
        nmid: z.string().max(15),
        pan: z.string().max(19),
        category: z.string().length(4),
        name: z.string().max(25),
        city: z.string().max(15),
        postal: z.string().max(10),
      })
      .strict(),
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
