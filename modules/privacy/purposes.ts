import { z } from "zod";
import { type Government, governmentFile, type Text, textSchema } from "../../kernel/index.ts";

const Purposes = z
  .array(
    z
      .object({
        code: z.string().regex(/^[a-z0-9-]{1,60}$/),
        name: textSchema,
        explained: textSchema,
        basis: textSchema,
        kept: textSchema,
      })
      .strict(),
  )
  .min(1);

/** Why personal data is used: an entry of the record of processing. */
export interface Purpose {
  code: string;
  name: Text;
  explained: Text;
  /** The law that allows it. */
  basis: Text;
  /** How long what is gathered for it is kept. */
  kept: Text;
}

export const purposesFile = governmentFile(
  "purposes.yaml",
  Purposes,
  (list): ReadonlyMap<string, Purpose> => new Map(list.map((purpose) => [purpose.code, purpose])),
);

/** The government's record of processing by code, read once. Throws FileFault with file and line. */
export const purposesOf = (government: Government): ReadonlyMap<string, Purpose> => purposesFile.of(government);
