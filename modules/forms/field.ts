import { z } from "zod";
import { textSchema } from "../../kernel/index.ts";

export const fieldTypes = [
  "text",
  "long-text",
  "number",
  "money",
  "date",
  "nik",
  "phone",
  "email",
  "choice",
  "choices",
  "yes-no",
  "photo",
  "address",
  "declaration",
  "fact",
  "group",
] as const;
export type FieldType = (typeof fieldTypes)[number];

const id = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "a field's id is one word in camelCase, such as floorArea")
  .refine((word) => !(word in {}), "every object has a part of that name; choose another");
const Option = z.object({ value: z.string().max(60), text: textSchema, hint: textSchema.optional() }).strict();

const base = {
  id,
  type: z.enum(fieldTypes),
  label: textSchema,
  hint: textSchema.optional(),
  required: z.boolean().default(true),
  /** Shown only when this condition holds. */
  show: z.string().optional(),
  /** A condition that a filled value must meet, and what is said when it does not. */
  check: z.object({ holds: z.string(), message: textSchema }).strict().optional(),
  options: z.array(Option).min(1).max(200).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  unit: textSchema.optional(),
  /** A fact that a register owns: shown with its origin, never typed. `applicant.name`, `business.nib`. */
  from: z
    .object({ register: z.enum(["population", "business"]), path: z.string() })
    .strict()
    .optional(),
  /** Why this personal answer is asked: a code of the record of processing. */
  purpose: z.string().optional(),
  autocomplete: z.string().optional(),
};

const { show: _, from: __, ...inRow } = base;
/** A field of a group's item: a plain question, always asked. */
const Plain = z
  .object({
    ...inRow,
    type: z.enum(fieldTypes).exclude(["photo", "fact", "group"], "a group's item holds plain questions only"),
  })
  .strict();
export const FormField = z
  .object({
    ...base,
    /** For a group: the fields of each item, and how many items. */
    fields: z.array(Plain).min(1).max(20).optional(),
    item: textSchema.optional(),
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
    fields: z.array(FormField).min(1).max(30),
  })
  .strict();

export const Form = z.object({ pages: z.array(FormPage).min(1).max(40), declaration: textSchema }).strict();
export type Form = z.output<typeof Form>;
export type FormPage = z.output<typeof FormPage>;
export type FormField = z.output<typeof FormField>;
export type PlainField = z.output<typeof Plain>;

/** Answers as they are kept: by field id; a group is a list; a photo or file is a reference. */
export type Answers = Readonly<Record<string, Answer>>;
export type Answer =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | FileAnswer
  | readonly Readonly<Record<string, Answer>>[];
/** A file that was taken in: by its id in the case's files, with what a person sees of it. */
export interface FileAnswer {
  file: string;
  name: string;
  bytes: number;
  type: string;
}
export const isFileAnswer = (value: unknown): value is FileAnswer =>
  typeof value === "object" && value !== null && "file" in value;
