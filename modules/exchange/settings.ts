import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, textSchema } from "../../kernel/index.ts";
import { partShape } from "./identifier.ts";

const part = z.string().regex(partShape);

const days = z.number().int().min(1).max(36_500);
const Keep = z
  .object({
    from: z.iso.date(),
    /** What was signed, word for word. Afterwards its hash is kept. */
    textDays: days.min(30),
    /** The line of a message. Afterwards the public log alone knows of it. */
    messageDays: days.min(30),
    /** Events and their deliveries, once nobody waits for them. */
    deliveryDays: days,
    /** The line of a question that was answered later. */
    deferredDays: days,
  })
  .strict();

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
    /** How long things are kept, dated: the edition that holds today decides. */
    keep: z.array(Keep).min(1).max(50),
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

export const exchangeFile = governmentFile("exchange.yaml", Settings, (settings, path) => {
  const late = settings.keep.findIndex(({ from }, i) => i > 0 && from <= settings.keep[i - 1]!.from);
  if (late > 0)
    throw new FileFault([
      `${placeInYaml(path, ["keep", late, "from"])}: from: editions must stand in the order of their days`,
    ]);
  return settings;
});
/** The class of members under which the sandbox stands. */
export const sandboxClass = "SANDBOX";

/** How long things are kept on a day; the first edition for days before any. */
export const keepOn = (government: Government, day: string): z.output<typeof Keep> => {
  const { keep } = exchangeOf(government);
  return keep.filter(({ from }) => from <= day).at(-1) ?? keep[0]!;
};

/** How this government takes part; read once. */
export const exchangeOf = (government: Government): ExchangeSettings => exchangeFile.of(government);
