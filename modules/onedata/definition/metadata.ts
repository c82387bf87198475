import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, textSchema } from "../../../kernel/index.ts";

export const formKinds = ["activity", "variable", "indicator"] as const;
export type FormKind = (typeof formKinds)[number];

const MetaField = z
  .object({
    code: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
    label: textSchema,
    hint: textSchema.optional(),
    type: z.enum(["text", "long", "number", "day", "choice"]),
    options: z
      .array(z.object({ value: z.string().regex(/^[a-z0-9-]{1,60}$/), text: textSchema }).strict())
      .min(2)
      .max(40)
      .optional(),
    required: z.boolean().default(false),
  })
  .strict()
  .refine(
    ({ type, options }) => (type === "choice") === (options !== undefined),
    "a choice has options, others have none",
  );

/** A metadata form as its ministry gives it: parts with their fields. */
const MetadataForm = z
  .object({
    code: z.string().max(20),
    edition: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    source: z.string().max(200),
    title: textSchema,
    about: textSchema,
    parts: z
      .array(z.object({ title: textSchema, fields: z.array(MetaField).min(1).max(30) }).strict())
      .min(1)
      .max(15),
  })
  .strict();
export type MetadataForm = z.output<typeof MetadataForm>;

const fileOf = (kind: FormKind) =>
  governmentFile(`onedata/${kind}.yaml`, MetadataForm, (form, path) => {
    const codes = form.parts.flatMap(({ fields }) => fields.map(({ code }) => code));
    const twice = codes.filter((code, i) => codes.indexOf(code) < i);
    if (twice.length > 0)
      throw new FileFault(twice.map((code) => `${placeInYaml(path, ["parts"])}: the field ${code} stands there twice`));
    return form;
  });
const files = { activity: fileOf("activity"), variable: fileOf("variable"), indicator: fileOf("indicator") };
export const metadataFiles = Object.values(files);

/** The three forms: of the activity (MS-Keg), the variables (MS-Var) and the indicator (MS-Ind). */
export const metadataForms = (government: Government): Record<FormKind, MetadataForm> => ({
  activity: files.activity.of(government),
  variable: files.variable.of(government),
  indicator: files.indicator.of(government),
});
