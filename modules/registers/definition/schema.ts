import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";

const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);

/** What a field can hold. A `code` is an entry of a code list; an `address` has its parts. */
export const kinds = [
  "text",
  "number",
  "money",
  "date",
  "yes-no",
  "choice",
  "code",
  "list",
  "address",
  "link",
] as const;

/** What a field of kind `link` names, and what becomes of this record when that ends. */
const Link = z
  .object({
    /** "person", "business", "region", or the code of a register. */
    to: word,
    /** `restrict`: it cannot end while this stands; `cascade`: this ends with it; `orphan`: this stays and says so. */
    onEnd: z.enum(["restrict", "cascade", "orphan"]).default("restrict"),
  })
  .strict();

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
    /** The agency that owns this fact, where it is not the keeper: only it writes it. */
    owner: word.optional(),
    /** The law by which this field is kept, where it is another than the register's. */
    law: z.string().min(1).max(200).optional(),
    link: Link.optional(),
  })
  .strict();

/** Two records are likely one when these fields, read together, are so much alike: 1 is the same letter by letter. */
const Duplicates = z
  .object({ fields: z.array(name).min(1).max(6), likeness: z.number().min(0.3).max(1).default(0.7) })
  .strict();

/** A fact that others may subscribe to: announced when one of these fields has changed. */
const Event = z.object({ name: word, fields: z.array(name).min(1).max(60) }).strict();

/** What becomes of what the last version kept, where this one keeps it no more or otherwise. */
const Mapping = z
  .object({
    /** Old name: new name. */
    renamed: z.record(name, name).optional(),
    /** What a record without this field gets. */
    defaults: z.record(name, z.union([z.string().max(500), z.number(), z.boolean()])).optional(),
    /** Field that is kept no more: why. */
    dropped: z.record(name, z.string().min(3).max(300)).optional(),
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
      /** The same, as an editor writes it that only knows parts with names. */
      z
        .object({ holder: z.literal(true) })
        .strict()
        .transform(() => "holder" as const),
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
    duplicates: Duplicates.optional(),
    events: z.array(Event).max(20).optional(),
    mapping: Mapping.optional(),
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
    const named = (field: string, path: (string | number)[]) => {
      if (!known.includes(field)) fault(path, `there is no field "${field}"`);
    };
    register.duplicates?.fields.forEach((field, i) => {
      named(field, ["duplicates", "fields", i]);
      if (register.fields[field]?.protection === "sealed") fault(["duplicates", "fields", i], `"${field}" is sealed`);
    });
    register.events?.forEach(({ fields }, e) => {
      fields.forEach((field, i) => {
        named(field, ["events", e, "fields", i]);
      });
    });
    for (const [old, now] of Object.entries(register.mapping?.renamed ?? {})) {
      named(now, ["mapping", "renamed", old]);
      if (known.includes(old)) fault(["mapping", "renamed", old], `"${old}" is still there`);
    }
    for (const field of Object.keys(register.mapping?.defaults ?? {})) named(field, ["mapping", "defaults", field]);
    for (const field of Object.keys(register.mapping?.dropped ?? {}))
      if (known.includes(field)) fault(["mapping", "dropped", field], `"${field}" is still there`);
    for (const [field, { type, list, options, link }] of Object.entries(register.fields)) {
      if ((type === "code") !== (list !== undefined))
        fault(["fields", field], "a code has a list, and nothing else has");
      if ((type === "choice") !== (options !== undefined))
        fault(["fields", field], "a choice has options, and nothing else has");
      if ((type === "link") !== (link !== undefined))
        fault(["fields", field], "a link says what it leads to, and nothing else does");
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
