import { z } from "zod";
import { type Government, governmentFile, type Text, textSchema } from "../../kernel/index.ts";

const grounds = ["public-task", "legal-duty", "consent", "own-right"] as const;

const Purposes = z
  .array(
    z
      .object({
        code: z.string().regex(/^[a-z0-9-]{1,60}$/),
        name: textSchema,
        explained: textSchema,
        basis: textSchema,
        kept: textSchema,
        ground: z.enum(grounds).default("public-task"),
        consent: z
          .object({ holds: z.enum(["once-given", "until-withdrawn"]), text: textSchema })
          .strict()
          .optional(),
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
  /** On what kind of ground it rests: what a law orders goes on even while a person's data is locked. */
  ground: (typeof grounds)[number];
  /** What the person is asked, when they decide: it holds once they said yes, or until they say no. */
  consent?: { holds: "once-given" | "until-withdrawn"; text: Text } | undefined;
  /** How long what is gathered for it is kept. */
  kept: Text;
}

export const purposesFile = governmentFile(
  "purposes.yaml",
  Purposes,
  (list: Purpose[]): ReadonlyMap<string, Purpose> => new Map(list.map((purpose) => [purpose.code, purpose])),
);

/** The government's record of processing by code, read once. Throws FileFault with file and line. */
export const purposesOf = (government: Government): ReadonlyMap<string, Purpose> => purposesFile.of(government);
