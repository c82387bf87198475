import { z } from "zod";
import { governmentFile } from "../../../kernel/index.ts";

const share = z.number().min(0).max(1);
const words = z.array(z.string().min(1).max(100)).min(1).max(50);
const counts = z.record(z.string(), z.number().int().min(0).max(20));

const Words = z
  .object({
    land: z
      .object({ owning: share, certified: share, classes: words, perMetre: z.array(z.number().int().min(0)).min(1) })
      .strict(),
    vehicles: z.object({ owning: share, makes: words }).strict(),
    servants: z.object({ share, permanent: share, ranks: words, posts: words, education: words }).strict(),
    aid: z
      .object({
        /** Households up to this tenth of welfare receive something. */
        deciles: z.number().int().min(0).max(10),
        programmes: z.object({ children: z.string(), alone: z.string(), else: z.string() }).strict(),
        perMonth: z.record(z.string(), z.number().int().min(0)),
      })
      .strict(),
    schools: z.object({ levels: counts, perDistrict: counts, accreditations: words }).strict(),
    health: z.object({ perVillage: words, perDistrict: words, accreditations: words }).strict(),
    assets: z
      .object({
        perOffice: z.number().int().min(0).max(1000),
        things: z
          .array(z.object({ card: z.string(), code: z.string(), name: z.string(), value: z.number().min(0) }).strict())
          .min(1),
      })
      .strict(),
  })
  .strict();

/** What the example's registers are filled with. Only a government with a demo has it. */
export const exampleWords = { ...governmentFile("people/record-words.yaml", Words), optional: true };
export type ExampleWords = z.output<typeof Words>;

const day = z.iso.date();
const Bps = z
  .object({
    /** The day from which the regions of today hold. */
    since: day,
    codes: z.record(z.string(), z.string().regex(/^\d{2,10}$/)),
    former: z
      .array(z.object({ code: z.string(), name: z.string(), level: z.string(), from: day, until: day }).strict())
      .default([]),
  })
  .strict();

/** Codes of the statistics office beside those of the Ministry of Home Affairs. */
export const bpsFile = { ...governmentFile("codes/bps.yaml", Bps), optional: true };
