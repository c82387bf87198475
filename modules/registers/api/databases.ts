import { stringify } from "yaml";
import { textIn } from "../../../kernel/index.ts";
import type { Register } from "../definition/schema.ts";
import { schemaOf } from "./shapes.ts";

type Content = Record<string, unknown>;

/** A register as the GovStack database API tells of it. */
export const databaseOf = (register: Register) => ({
  // The file wants a whole number; a register is named by its code, which stands beside it.
  id: register.version,
  code: register.code,
  version: `${register.version}.0`,
  name: textIn(register.title, "en"),
  description: textIn(register.about, "en"),
  institution: register.keeper,
  numberFormat: typeof register.number === "object" && "pattern" in register.number ? register.number.pattern : "",
  schema: {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(register.fields).map(([name, field], i) => {
        const own = typeof register.number === "object" && "field" in register.number && register.number.field === name;
        return [name, { ...schemaOf(field, true), id: i + 1, primaryKey: own, readOnly: false }];
      }),
    ),
  },
  isDraft: false,
  isDisabled: false,
  isArchived: false,
});

const kindOf = ({ type, format, enum: options }: Content): string => {
  if (Array.isArray(options)) return "choice";
  if (format === "date") return "date";
  const kinds: Record<string, string> = {
    integer: "number",
    number: "number",
    boolean: "yes-no",
    array: "list",
    object: "address",
  };
  return kinds[String(type)] ?? "text";
};
/** "First name" and "first_name" are `firstName`: a name as registers have it. */
const nameOf = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "")
    .replace(/^[^A-Za-z]+/, "")
    .replace(/^[A-Z]+/, (capitals) => capitals.toLowerCase())
    .slice(0, 40);

/** The file of a draft that a schema asks for: on top of what is published, or a new register whose law is still to be said. */
export function fileOf(schema: Content, published: Register | null, keeper: string): string {
  const properties = (schema.properties ?? {}) as Record<string, Content>;
  const fields = Object.fromEntries(
    Object.entries(properties).flatMap(([name, one]) => {
      const key = nameOf(name);
      if (key === "" || typeof one !== "object" || one === null) return [];
      const options = Array.isArray(one.enum)
        ? one.enum.map((value) => ({ value: String(value), text: String(value) }))
        : null;
      const field = {
        label: String(one.description ?? name) || name,
        type: kindOf(one),
        ...(one.primaryKey === true && { required: true }),
        ...(options && { options }),
      };
      return [[key, { ...published?.fields[key], ...field }]];
    }),
  );
  const [primary] = Object.entries(properties).find(([, one]) => one?.primaryKey === true) ?? [];
  const title = String(schema.description ?? "") || "—";
  const { code: _code, hash: _hash, mapping: _mapping, ...before } = published ?? {};
  return stringify(
    {
      title,
      about: title,
      law: "",
      holder: "none",
      number: primary ? { field: nameOf(primary) } : { pattern: "{seq:6}" },
      ...before,
      keeper: published?.keeper ?? keeper,
      version: (published?.version ?? 0) + 1,
      fields,
    },
    { lineWidth: 120, flowCollectionPadding: true },
  );
}
