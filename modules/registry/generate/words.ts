import { z } from "zod";
import { type Government, governmentFile } from "../../../kernel/index.ts";

const list = z.array(z.string().min(1)).min(5);
const Names = z
  .object({
    female: list,
    male: list,
    femaleSecond: list,
    maleSecond: list,
    clans: list,
    streets: list,
    businesses: z
      .array(z.object({ kbli: z.string(), names: z.array(z.string().includes("{who}")).min(1) }).strict())
      .min(5),
  })
  .strict();

const day = z.iso.date();
const three = z.string().regex(/^\d{3}$/);
const place = { street: z.string(), rt: three, rw: three, village: z.string() };
const Known = z
  .array(
    z
      .object({
        ...place,
        members: z
          .array(
            z
              .object({
                key: z.string().regex(/^[a-z]{2,20}$/),
                name: z.string(),
                sex: z.enum(["female", "male"]),
                birthDate: day,
                maritalStatus: z.enum(["single", "married", "divorced", "widowed"]),
                role: z.enum(["head", "spouse", "child", "parent", "other"]),
                business: z
                  .object({ name: z.string(), kbli: z.array(z.string()).min(1), foundedOn: day, ...place })
                  .strict()
                  .optional(),
              })
              .strict(),
          )
          .min(1),
      })
      .strict(),
  )
  .min(1);

/** The words that names are made of, from people/names.yaml. */
export type NameWords = z.output<typeof Names>;
/** The known households of people/demo.yaml. */
export type KnownHousehold = z.output<typeof Known>[number];

const namesFile = governmentFile("people/names.yaml", Names);
const knownFile = governmentFile("people/demo.yaml", Known);
/** Of use to the example alone. */
export const exampleFiles = [namesFile, knownFile].map((file) => ({ ...file, optional: true }));

export const nameWords = (government: Government): NameWords => namesFile.of(government);
export const knownHouseholds = (government: Government): readonly KnownHousehold[] => knownFile.of(government);
