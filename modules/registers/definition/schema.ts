import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";

const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);

/** What a field can hold. A `code` is an entry of a code list; an `address` has its parts. */
export const kinds = ["text", "number", "money", "date", "yes-no", "choice", "code", "list", "address"] as const;

const Field = z
  .object({
    label: textSchema,
    type: z.enum(kinds),
    /** What it means, for those who use the data. */
    meaning: textSchema.optional(),
    required: z.boolean().default(false),
    /** Whether others than the holder and the keeper see it whole, in part, or not at all. */
    protection: z.enum(["open", "masked", "sealed"]).default("masked"),
    /** Of a code: the list that it stands in. */
    list: z.string().optional(),
    options: z
      .array(z.object({ value: word, text: textSchema }).strict())
      .min(1)
      .max(100)
      .optional(),
    unit: textSchema.optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .strict();

/** registers/<code>/register.yaml: what a register keeps, of whom, by which law and for how long. */
export const RegisterFile = z
  .object({
    version: z.number().int().min(1).max(999),
    title: textSchema,
    about: textSchema,
    /** The agency that owns these facts: only it changes them. */
    keeper: word,
    law: z.string().min(1).max(200),
    /** Purpose of the record of processing; a register that is about nobody has none. */
    purpose: word.optional(),
    /** Whom a record is about. */
    holder: z.enum(["person", "business", "either", "none"]),
    number: z.union([
      /** One record for each holder, found by whom it is about. */
      z.literal("holder"),
      /** "BG-{year}-{seq:6}", given when the record is made. */
      z
        .object({
          pattern: z
            .string()
            .max(60)
            .regex(/\{seq:\d\}/),
        })
        .strict(),
      /** A field that has a number of its own, such as a plate or an object number. */
      z.object({ field: name }).strict(),
    ]),
    fields: z.record(name, Field).refine((fields) => Object.keys(fields).length <= 60),
    /** Fields by whose words a record is found. */
    search: z.array(name).max(6).default([]),
    /** Years for which a record is kept after it ended. */
    keptYears: z.number().int().min(1).max(100).optional(),
  })
  .strict()
  .superRefine((register, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const known = Object.keys(register.fields);
    const own = typeof register.number === "object" && "field" in register.number ? [register.number.field] : [];
    own.forEach((field) => {
      if (!register.fields[field]?.required) fault(["number", "field"], `"${field}" is not a required field`);
      if (register.fields[field]?.protection === "sealed") fault(["number", "field"], "a number cannot be sealed");
    });
    register.search.forEach((field, i) => {
      if (!known.includes(field)) fault(["search", i], `there is no field "${field}"`);
      else if (register.fields[field]!.protection === "sealed") fault(["search", i], `"${field}" is sealed`);
    });
    for (const [field, { type, list, options }] of Object.entries(register.fields)) {
      if ((type === "code") !== (list !== undefined))
        fault(["fields", field], "a code has a list, and nothing else has");
      if ((type === "choice") !== (options !== undefined))
        fault(["fields", field], "a choice has options, and nothing else has");
    }
    if (register.holder === "none" && register.number === "holder")
      fault(["number"], "a register that is about nobody cannot be numbered by its holder");
    if (register.holder !== "none" && !register.purpose) fault(["purpose"], "who keeps data of people says why");
  });

export type RegisterFile = z.output<typeof RegisterFile>;
export type Field = z.output<typeof Field>;
/** A register as it was read, with the hash of what it says. */
export interface Register extends RegisterFile {
  code: string;
  hash: string;
}
