import type { Field, Register } from "../definition/schema.ts";

type Schema = Record<string, unknown>;
const text = { type: "string", maxLength: 500 };
const object = (properties: Record<string, Schema>, required: readonly string[], closed = true): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
  ...(closed && { additionalProperties: false }),
});

/** What a field may hold, as JSON Schema (2020-12); `out` as it is read, else as it may be written. */
export function schemaOf(field: Field, out: boolean): Schema {
  const described = field.meaning ?? field.label;
  const description = typeof described === "string" ? described : described.en;
  return { ...bare(field, out), description, ...(field.unit && { "x-unit": field.unit }) };
}

function bare({ type, min, max, options, list, link }: Field, out: boolean): Schema {
  switch (type) {
    case "text":
      return text;
    case "number":
    case "money":
      return { type: "number", ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
    case "date":
      return { type: "string", format: "date" };
    case "yes-no":
      return { type: "boolean" };
    case "choice":
      return { type: "string", enum: options!.map(({ value }) => value) };
    case "code":
      return { anyOf: [text, object({ code: text, text }, ["code", "text"], false)], "x-code-list": list };
    case "list":
      return { type: "array", maxItems: 100 };
    case "address":
      return { type: "object" };
    case "link": {
      const leads = object({ to: text, text }, ["to", "text"]);
      return { ...(out ? leads : { anyOf: [text, leads] }), "x-link": link!.to };
    }
  }
}

const fieldsOf = ({ fields }: Register, out: boolean): Record<string, Schema> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field, out)]));
const must = ({ fields }: Register) => Object.keys(fields).filter((name) => fields[name]!.required);

const day = { type: "string", format: "date" };
const moment = { type: "string", format: "date-time" };
const id = { type: "string", format: "uuid" };
const number = { type: "string", minLength: 1, maxLength: 80 };
const reason = { type: "string", minLength: 3, maxLength: 300, description: "Why; it stands in the record's history" };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });

/** Every shape of one register's own API, by its name. */
export function shapesOf(register: Register): Record<string, Schema> {
  const about: Record<string, Schema> =
    register.holder === "none" ? {} : { about: { type: "string", maxLength: 40, description: "NIK or NIB" } };
  const written = (needed: readonly string[]) => object(fieldsOf(register, false), needed);
  const own =
    register.number === "holder" ? { number: { ...number, description: "The id of its holder" } } : { number };
  const searchable = [
    ...register.search,
    ...(typeof register.number === "object" && "field" in register.number ? [register.number.field] : []),
  ];
  return {
    Record: object(
      {
        id,
        number,
        version: { type: "integer", minimum: 1 },
        validFrom: day,
        endedOn: nullable(day),
        recordedAt: moment,
        person: nullable(id),
        business: nullable(id),
        // An agency that owns a single field sees that one and what is open, so nothing is required here.
        fields: object(fieldsOf(register, true), []),
      },
      ["id", "number", "version", "validFrom", "endedOn", "recordedAt", "person", "business", "fields"],
    ),
    Which: { ...object({ id, number }, []), minProperties: 1, maxProperties: 1 },
    Exists: object({ exists: { type: "boolean" } }, ["exists"]),
    Search: object(
      {
        words: { type: "string", maxLength: 100 },
        fields: object(
          Object.fromEntries([...new Set(searchable)].map((name) => [name, schemaOf(register.fields[name]!, false)])),
          [],
        ),
        reason: {
          type: "string",
          enum: ["counter-visit", "application", "letter", "telephone", "correction", "report"],
        },
        after: id,
        before: id,
        limit: { type: "integer", minimum: 1, maximum: 100 },
      },
      ["reason"],
    ),
    Found: object(
      {
        rows: { type: "array", items: { $ref: "#/components/schemas/Record" } },
        older: nullable(id),
        newer: nullable(id),
      },
      ["rows"],
    ),
    Create: object({ ...about, fields: written(must(register)), since: day, reason }, ["fields", "reason"]),
    Update: object(
      {
        ...own,
        version: { type: "integer", minimum: 1, description: "The version that was looked at" },
        fields: written([]),
        clears: { type: "array", items: { type: "string", enum: Object.keys(register.fields) }, maxItems: 60 },
        correction: { type: "boolean", description: "It was never so; needs `authority`" },
        authority: { type: "string", minLength: 3, maxLength: 200 },
        since: day,
        reason,
      },
      ["number", "reason"],
    ),
    UpdateOrCreate: object({ ...about, fields: written([]), since: day, reason }, ["fields", "reason"]),
    Written: object({ id, number, version: { type: "integer" }, ended: { type: "integer" } }, [
      "id",
      "number",
      "version",
    ]),
    HistoryOf: object({ id, number, day, known: moment }, []),
    History: object(
      {
        versions: {
          type: "array",
          items: object(
            {
              version: { type: "integer" },
              definition: { type: "integer" },
              validFrom: day,
              validUntil: nullable(day),
              endedOn: nullable(day),
              recordedAt: moment,
              recordedUntil: nullable(moment),
              reason: { type: "string" },
              authority: nullable({ type: "string" }),
              fields: { type: "object" },
            },
            [
              "version",
              "definition",
              "validFrom",
              "validUntil",
              "endedOn",
              "recordedAt",
              "recordedUntil",
              "reason",
              "authority",
              "fields",
            ],
          ),
        },
      },
      ["versions"],
    ),
  };
}
