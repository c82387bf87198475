import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Government, governmentFile } from "../../kernel/index.ts";
import type { Finding } from "./definition.ts";
import { Form, FormField, FormPage, RowField } from "./field.ts";

const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "a question's name is one word in camelCase, such as phone");
const loose = { required: z.boolean().optional(), minItems: z.number().int().min(0).optional() };
const whole = (one: { use?: string | undefined; id?: unknown; type?: unknown; label?: unknown }) =>
  one.use !== undefined || (one.id !== undefined && one.type !== undefined && one.label !== undefined);
const what = "a field has an id, a type and a label, or it says which question of the bank it uses";

/** A question of an item as it is written: whole, or one of the bank with what is different here. */
const WrittenRow = RowField.omit({ required: true, minItems: true })
  .partial()
  .extend({ ...loose, use: name.optional() })
  .refine(whole, what);
const WrittenField = FormField.omit({ required: true, minItems: true, maxItems: true, fields: true })
  .partial()
  .extend({
    ...loose,
    maxItems: z.number().int().min(1).max(50).optional(),
    use: name.optional(),
    fields: z.array(WrittenRow).min(1).max(30).optional(),
  });
type WrittenField = z.output<typeof WrittenField>;

/** form.yaml as a designer writes it: any field may be `use: phone` with what is different here. */
export const FormFile = Form.extend({
  pages: z
    .array(FormPage.extend({ fields: z.array(WrittenField.refine(whole, what)).min(1).max(60) }))
    .min(1)
    .max(40),
});
export type FormFile = z.output<typeof FormFile>;

/** questions.yaml: what is asked in many forms, said once. */
const Bank = z.record(
  name,
  WrittenField.omit({ id: true, show: true, use: true, bank: true }).refine(
    ({ type, label }) => type !== undefined && label !== undefined,
    "a question of the bank has a type and a label",
  ),
);
export type Bank = z.output<typeof Bank>;

const read = governmentFile("questions.yaml", Bank);
/** A government may do without a bank; then no form can use a question of it. */
export const bankFile = { ...read, optional: true };
export const bankOf = (government: Government): Bank =>
  existsSync(join(government.folder, "questions.yaml")) ? read.of(government) : {};

/**
 * The form with every question of the bank written out, so that what is published is whole and never changes with the
 * bank. Pure: what cannot be resolved is found, with its place.
 */
export function resolveForm(written: FormFile, bank: Bank): { form?: Form; findings: Finding[] } {
  const findings: Finding[] = [];
  const resolve = (field: Partial<WrittenField>, path: Finding["path"]): object => {
    const { use, ...own } = field;
    const question = use === undefined ? {} : bank[use];
    if (!question) findings.push({ path: [...path, "use"], says: `the bank has no question "${use}"` });
    const all = { ...question, ...defined(own), ...(use && { id: own.id ?? use, bank: use }) } as Partial<WrittenField>;
    return {
      ...all,
      ...(all.fields && { fields: all.fields.map((part, i) => resolve(part as never, [...path, "fields", i])) }),
    };
  };
  const pages = written.pages.map((page, p) => ({
    ...page,
    fields: page.fields.map((field, f) => resolve(field, ["pages", p, "fields", f])),
  }));
  if (findings.length > 0) return { findings };
  const parsed = Form.safeParse({ ...written, pages });
  if (parsed.success) return { form: parsed.data, findings };
  return {
    findings: parsed.error.issues.map(({ path, message }) => ({ path: path as Finding["path"], says: message })),
  };
}

const defined = (own: object) => Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
