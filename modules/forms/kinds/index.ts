import { textIn } from "../../../kernel/index.ts";
import { itemsIn } from "../answer.ts";
import { type AnyField, type FieldType, partsOf } from "../field.ts";
import { type JsonSchema, type Kind, plain } from "../kind.ts";
import { choices } from "./choices.ts";
import { days } from "./days.ts";
import { files } from "./files.ts";
import { numbers } from "./numbers.ts";
import { people } from "./people.ts";
import { places } from "./places.ts";
import { shown } from "./shown.ts";
import { texts } from "./texts.ts";

/** A list of the same few questions. Its items are read and judged question by question, see form.ts. */
const list: Kind = {
  read: () => [],
  judge: () => undefined,
  words(field, value, tongue) {
    if (!Array.isArray(value)) return plain(value);
    const parts = partsOf(field);
    const row = (i: number) => ("rows" in field && field.rows?.[i] ? [textIn(field.rows[i].text, tongue.locale)] : []);
    return itemsIn(value)
      .map((item, i) => [...row(i), ...parts.map((part) => wordsOf(part, item[part.id], tongue))].join(", "))
      .join("; ");
  },
  schema(field) {
    const { minItems = 1, maxItems = 10, rows } = "fields" in field ? field : {};
    return {
      type: "array",
      items: objectSchema(partsOf(field)),
      minItems: rows?.length ?? (field.required ? Math.max(minItems, 1) : 0),
      maxItems: rows?.length ?? maxItems,
    };
  },
  missing: "forms.fault.group",
};

export const kinds: Readonly<Record<FieldType, Kind>> = {
  ...texts,
  ...numbers,
  ...days,
  ...choices,
  ...files,
  ...places,
  ...people,
  ...shown,
  group: list,
  table: list,
};

const wordsOf = (field: AnyField, value: unknown, tongue: Parameters<Kind["words"]>[2]): string =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
    ? tongue.say("forms.not-answered")
    : kinds[field.type].words(field, value as never, tongue);

export { wordsOf };

/** The schema of answers to these questions together: what must always be there is required, the rest may be null. */
export function objectSchema(fields: readonly AnyField[]): JsonSchema {
  const asked = fields.filter(({ type }) => !kinds[type].shownOnly || type === "computed");
  const always = (field: AnyField) =>
    field.required && !field.requiredIf && !("show" in field && field.show) && !kinds[field.type].shownOnly;
  return {
    type: "object",
    properties: Object.fromEntries(
      asked.map((field) => {
        const own = kinds[field.type].schema(field);
        return [field.id, always(field) ? filled(own) : { anyOf: [own, { type: "null" }] }];
      }),
    ),
    required: asked.filter(always).map(({ id }) => id),
    additionalProperties: false,
  };
}

/** An empty text and an empty list are no answer. */
const filled = (schema: JsonSchema): JsonSchema =>
  schema.type === "string"
    ? { minLength: 1, ...schema }
    : schema.type === "array"
      ? { ...schema, minItems: Math.max(1, Number(schema.minItems ?? 0)) }
      : schema;

/** Nobody answers it: it is shown only. */
export const isShownOnly = ({ type }: AnyField): boolean => kinds[type].shownOnly === true;
