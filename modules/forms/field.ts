import { z } from "zod";
import { textSchema } from "../../kernel/index.ts";

/** Every kind of question, in the order in which the designer's guide explains them. */
export const fieldTypes = [
  "text",
  "long-text",
  "number",
  "money",
  "date",
  "month",
  "time",
  "nik",
  "business",
  "phone",
  "email",
  "choice",
  "choices",
  "yes-no",
  "photo",
  "files",
  "signature",
  "address",
  "point",
  "area",
  "person",
  "group",
  "table",
  "declaration",
  "fact",
  "computed",
  "payment",
  "appointment",
] as const;
export type FieldType = (typeof fieldTypes)[number];

const id = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "a field's id is one word in camelCase, such as floorArea")
  .refine((word) => !(word in {}), "every object has a part of that name; choose another");
const Option = z.object({ value: z.string().max(60), text: textSchema, hint: textSchema.optional() }).strict();
/** What must be true, what is said when it is false, and the field where it is said. */
const Rule = z.object({ holds: z.string(), message: textSchema, at: id }).strict();
const rules = z.array(Rule).min(1).max(20).optional();

/** A fact that a register owns: shown with its origin, never typed. `applicant.name`, `business.nib`. */
const FromRegister = z.object({ register: z.enum(["population", "business"]), path: z.string() }).strict();
/** Answers come from a code list of the government; `within` keeps to the codes that begin so. */
const FromList = z
  .object({ list: z.string().regex(/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/), within: z.string().max(40).optional() })
  .strict();
/** A file that may be brought after the hand-in: within how many working days, and what the law says of that. */
const Later = z
  .object({
    /** A number, or the parameter of the service that says it. */
    workingDays: z.union([z.number().int().min(1).max(250), z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)]),
    law: z.string().min(2).optional(),
    /** Where no law says so: why it may be. */
    why: textSchema.optional(),
    /** While it is awaited the legal clock stands still. */
    pause: z.literal(true).optional(),
    /** The step of the process to which the case goes when the last day is over; without it the office is told. */
    late: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .optional(),
  })
  .strict();
const decimals = z.number().min(-180).max(180);

const base = {
  id,
  type: z.enum(fieldTypes),
  label: textSchema,
  hint: textSchema.optional(),
  required: z.boolean().default(true),
  /** Required only when this condition holds. */
  requiredIf: z.string().optional(),
  /** Shown only when this condition holds. */
  show: z.string().optional(),
  /** A condition that a filled value must meet, and what is said when it does not. */
  check: z.object({ holds: z.string(), message: textSchema }).strict().optional(),
  options: z.array(Option).min(1).max(200).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  unit: textSchema.optional(),
  from: z.union([FromRegister, FromList]).optional(),
  /** For files: what may be handed in (PDF and pictures when nothing is said), how many, and how large each. */
  accept: z
    .array(z.enum(["pdf", "image"]))
    .min(1)
    .max(2)
    .optional(),
  maxFiles: z.number().int().min(1).max(10).optional(),
  maxMegabytes: z.number().min(0.1).max(12).optional(),
  /** For what is computed: the expression, and how its result is read. */
  value: z.string().optional(),
  as: z.enum(["number", "money", "text", "date", "yes-no"]).optional(),
  /** For a map: south, west, north and east of where the place must lie, in degrees. */
  bounds: z.tuple([decimals, decimals, decimals, decimals]).optional(),
  /** For a person: the register must know name and number together. */
  mustBeKnown: z.boolean().optional(),
  /** Why this personal answer is asked: a code of the record of processing. */
  purpose: z.string().optional(),
  /** For an appointment: what the visit is for, a code of the government's counters; offered at every place that serves it. */
  errand: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  autocomplete: z.string().optional(),
  /** The question of the bank that this one was taken from; written when it is resolved. */
  bank: z.string().optional(),
  /** For a telephone number or an e-mail address: a code that is sent there must come back before it is handed in. */
  verify: z.boolean().optional(),
};

const { show: _, ...inRow } = base;
const alone = ["photo", "files", "signature", "fact", "payment", "appointment"] as const;
/** A plain question of an item: always asked, and no list of its own. */
const Plain = z
  .object({
    ...inRow,
    type: z.enum(fieldTypes).exclude([...alone, "group", "table"], "the inmost item holds plain questions only"),
  })
  .strict();
const many = {
  fields: z.array(Plain).min(1).max(30).optional(),
  item: textSchema.optional(),
  /** For a table: lines that are given, in their order. Without them lines are added. */
  rows: z.array(Option).min(1).max(50).optional(),
};
/** A question of an item; it may be a list once more. */
export const RowField = z
  .object({
    ...inRow,
    type: z
      .enum(fieldTypes)
      .exclude(alone, "an item holds plain questions only: no files, facts, payments or appointments"),
    ...many,
    minItems: z.number().int().min(0).optional(),
    maxItems: z.number().int().min(1).max(20).optional(),
  })
  .strict();
export const FormField = z
  .object({
    ...base,
    ...many,
    /** For a photo or files: it may be brought after the hand-in. */
    later: Later.optional(),
    /** For a group or table: the fields of each item, and how many items. */
    fields: z.array(RowField).min(1).max(30).optional(),
    minItems: z.number().int().min(0).default(1),
    maxItems: z.number().int().min(1).max(50).default(10),
  })
  .strict();

export const FormPage = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    title: textSchema,
    intro: textSchema.optional(),
    show: z.string().optional(),
    fields: z.array(FormField).min(1).max(60),
    /** What must hold between this page's answers. */
    rules,
  })
  .strict();

/** Somebody else who must agree before it is handed in: found by a NIK that the form asks for. */
const Cosign = z
  .object({
    id,
    title: textSchema,
    /** The question that asks for their NIK; and the one for their name, which must then belong to it. */
    who: z.object({ question: id, name: id.optional() }).strict(),
    /** Only when this holds. */
    when: z.string().optional(),
    /** What they agree to, and the questions whose answers they are shown: those that concern them. */
    text: textSchema,
    shows: z.array(id).min(1).max(30),
    withinDays: z.number().int().min(1).max(90),
    law: z.string().min(2),
  })
  .strict();

export const Form = z
  .object({
    pages: z.array(FormPage).min(1).max(40),
    declaration: textSchema,
    rules,
    cosign: z.array(Cosign).min(1).max(5).optional(),
  })
  .strict();
export type Form = z.output<typeof Form>;
export type FormPage = z.output<typeof FormPage>;
export type FormField = z.output<typeof FormField>;
export type RowField = z.output<typeof RowField>;
export type PlainField = z.output<typeof Plain>;
export type AnyField = FormField | RowField | PlainField;
export type Later = z.output<typeof Later>;
export type Rule = z.output<typeof Rule>;

/** The questions of each item of a group or table; none for every other kind. */
export const partsOf = (field: AnyField): readonly AnyField[] => ("fields" in field ? (field.fields ?? []) : []);
/** The code list that a field's answers come from. An address or a place is found in the villages when nothing is said. */
export const listOf = ({ from, type }: AnyField): { list: string; within?: string | undefined } | undefined =>
  from && "list" in from ? from : /address|point/.test(type) ? { list: "regions/villages" } : undefined;
/** The register that a fact comes from. */
export const registerOf = ({ from }: AnyField): z.output<typeof FromRegister> | undefined =>
  from && "register" in from ? from : undefined;
/** Until when and how what a question asks for may be brought after the hand-in; undefined where it may not. */
export const laterOf = (field: AnyField): Later | undefined => ("later" in field ? field.later : undefined);
