import { z } from "zod";
import { FileFault, governmentFile, placeInYaml, type Sign, type World } from "../../kernel/index.ts";

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

export const paymentsFile = governmentFile("payments.yaml", Settings, (settings, path, { agencies }) => {
  if (agencies.some(({ code }) => code === settings.treasury)) return settings;
  throw new FileFault([
    `${placeInYaml(path, ["treasury"])}: treasury: the government has no agency ${settings.treasury}`,
  ]);
});

/** The government's own payment settings: payments.yaml. */
export const paymentSettings = (world: World): PaymentSettings => paymentsFile.of(world.government);

/** A simulator moves no money: whoever takes bills for real must not find that out from the first payer. */
export const simulatorAdvice: Sign = {
  name: "payments.gateways",
  async look(world) {
    const simulated = Object.entries(paymentSettings(world).gateways).filter(([, gateway]) => gateway === "simulator");
    return simulated.length === 0 || world.config.DEMO === "yes"
      ? { ok: true, detail: "payments" }
      : {
          ok: false,
          detail: `payments.yaml: ${simulated.map(([way]) => way).join(", ")}: a simulator stands behind it, which moves no money: nobody can pay here. Take the services with a fee offline, or connect a real gateway`,
        };
  },
};
