import { z } from "zod";
import { type Government, governmentFile, textSchema } from "../../kernel/index.ts";
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
      })
      .strict(),
    /** Questions whose answer is fetched later. */
    deferred: z
      .object({
        /** How long to wait after each failed try, in seconds. After the last it is put aside. */
        waits: z.array(z.number().int().min(1).max(604_800)).min(1).max(40),
        /** How many of one system may wait or be put aside at the same time. */
        mostWaiting: z.number().int().min(1).max(100_000),
        /** Bytes of a question. */
        bodyLimit: z.number().int().min(1024).max(10_485_760),
        /** How long a question waits and its answer is kept. */
        keepHours: z.number().int().min(1).max(8760),
      })
      .strict(),
    agreementYears: z.number().int().min(1).max(20),
    /** How long a copy of the directory holds at other governments while this one is away. */
    directoryHours: z.number().int().min(1).max(2160),
    /** Two agencies that do not exist, for whoever tries: open to every key from its first minute, without an agreement. */
    sandbox: z
      .array(
        z
          .object({
            member: part,
            name: textSchema,
            service: part,
            title: textSchema,
            /** Which field names the record that is meant. */
            key: z.enum(["nik", "nib", "number"]),
            records: z.array(z.record(z.string(), z.unknown())).min(1).max(1000),
          })
          .strict(),
      )
      .max(10)
      .default([]),
  })
  .strict();
export type ExchangeSettings = z.output<typeof Settings>;

export const exchangeFile = governmentFile("exchange.yaml", Settings);
/** The class of members under which the sandbox stands. */
export const sandboxClass = "SANDBOX";

/** How this government takes part; read once. */
export const exchangeOf = (government: Government): ExchangeSettings => exchangeFile.of(government);
