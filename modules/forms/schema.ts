import type { Form } from "./field.ts";
import type { JsonSchema } from "./kind.ts";
import { dayFormats } from "./kinds/days.ts";
import { objectSchema } from "./kinds/index.ts";
import { formats as numberFormats } from "./kinds/texts.ts";

/** What the schemas' formats mean, for a validator that can be taught. Without them it checks the patterns only. */
export const schemaFormats: Readonly<Record<string, (text: string) => boolean>> = { ...dayFormats, ...numberFormats };

/**
 * The answers of a form as JSON Schema 2020-12. Conditions are the form's own language and not part of it: what is
 * asked only sometimes is optional here, and rules between answers are told when an application is handed in.
 */
export function formSchema(form: Form, id: string, title: string): JsonSchema {
  const pages = form.pages.map(({ show, fields }) =>
    // A page that is not always there asks nothing that is always there.
    show === undefined ? fields : fields.map((field) => ({ ...field, required: false })),
  );
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    title,
    ...objectSchema(pages.flat()),
  };
}
