import { z } from "zod";
import { type Government, governmentFile } from "../../kernel/index.ts";
import { partShape } from "./identifier.ts";

const part = z.string().regex(partShape);

const Settings = z
  .object({
    instance: part,
    agencyClass: part,
    businessClass: part,
    operator: z.string(),
    /** Seconds. */
    signatureAge: z.number().int().min(10).max(3600),
    /** Bytes. */
    bodyLimit: z.number().int().min(65_536).max(104_857_600),
    logDays: z.number().int().min(30).max(36_500),
    publicAfterDays: z.number().int().min(0).max(365),
    events: z
      .object({
        /** How long to wait after each failed try of a delivery, in seconds. After the last it is put aside. */
        waits: z.array(z.number().int().min(1).max(604_800)).min(1).max(40),
        /** How long a receiver may take. */
        timeoutSeconds: z.number().int().min(1).max(60),
        /** Deliveries to one subscriber at the same time. */
        atOnce: z.number().int().min(1).max(64),
        /** How long what nobody takes is kept, when the subscriber says nothing else. */
        keepDays: z.number().int().min(1).max(365),
        /** So long after it asked about somebody a system is told of their changes. */
        followDays: z.number().int().min(1).max(3650),
        /** How long an answer that is fetched later is kept. */
        answerHours: z.number().int().min(1).max(720),
      })
      .strict(),
    agreementYears: z.number().int().min(1).max(20),
  })
  .strict();
export type ExchangeSettings = z.output<typeof Settings>;

export const exchangeFile = governmentFile("exchange.yaml", Settings);
/** How this government takes part; read once. */
export const exchangeOf = (government: Government): ExchangeSettings => exchangeFile.of(government);
