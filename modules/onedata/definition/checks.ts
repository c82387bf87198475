import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, textSchema } from "../../../kernel/index.ts";

/** What the house can look at. Which of these count is the government's to say. */
export const checkKinds = [
  "encoding",
  "machine-readable",
  "dates",
  "codes",
  "personal",
  "personal-addresses",
  "openapi",
  "problem",
  "licence",
  "metadata",
  "https",
] as const;
export type CheckKind = (typeof checkKinds)[number];

const Check = z
  .object({
    code: z.string().regex(/^[a-z0-9-]{1,60}$/),
    kind: z.enum(checkKinds),
    of: z
      .array(z.enum(["file", "api"]))
      .min(1)
      .max(2),
    /** Without it the badge cannot be the best one. */
    must: z.boolean(),
    law: z.string().min(1).max(200),
    title: textSchema,
    /** For codes: the list, and what columns that hold it are called; for addresses: names that tell who somebody is. */
    list: z.string().max(80).optional(),
    columns: z.array(z.string().min(1).max(60)).max(40).optional(),
  })
  .strict()
  .refine(({ kind, list, columns }) => kind !== "codes" || (list && columns), "codes need a list and columns");
export type Check = z.output<typeof Check>;

/** onedata/checks.yaml: the technical standards that agencies hold their files and APIs to. */
export const checksFile = governmentFile("onedata/checks.yaml", z.array(Check).min(1), (list, path) => {
  const faults = list.flatMap(({ code }, i) =>
    list.findIndex((one) => one.code === code) < i
      ? [`${placeInYaml(path, [i, "code"])}: "${code}" stands there twice`]
      : [],
  );
  if (faults.length > 0) throw new FileFault(faults);
  return list;
});
export const checksOf = (government: Government): readonly Check[] => checksFile.of(government);
