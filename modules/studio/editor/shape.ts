import { z } from "zod";

/** What may stand at a place of a service's file, as an editor needs to know it: made from the schema that reads the file. */
export type Shape =
  | { is: "words" }
  /** `number`: a figure may stand there too, such as a cell's or a term's. */
  | { is: "text"; expression: boolean; pattern: string | null; most: number; number?: true }
  | { is: "number"; whole: boolean; least: number | null; most: number | null }
  | { is: "yes-no" }
  | { is: "choice"; options: readonly string[] }
  | { is: "list"; of: Shape; most: number }
  /** `rest`: what may stand beside the parts, under names of the designer's own. */
  | { is: "parts"; parts: readonly Part[]; rest: Shape | null }
  | { is: "named"; of: Shape; pattern: string | null }
  | { is: "one-of"; ways: readonly Way[] };
export interface Part {
  name: string;
  shape: Shape;
  required: boolean;
  standard?: unknown;
}
/** One of several forms that a place may take: known by the part that only it has. */
export interface Way {
  name: string;
  shape: Extract<Shape, { is: "parts" }>;
}

interface Schema {
  type?: string | readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  propertyNames?: { pattern?: string };
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  enum?: readonly string[];
  const?: unknown;
  pattern?: string;
  maxLength?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  expression?: boolean;
}

/** The shape that a zod schema lets in. */
export const shapeOf = (schema: z.ZodType): Shape =>
  read(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Schema);

function read(schema: Schema): Shape {
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways) return oneOf(ways);
  if (schema.enum) return { is: "choice", options: schema.enum.map(String) };
  if (schema.const !== undefined) return { is: "choice", options: [String(schema.const)] };
  switch (Array.isArray(schema.type) ? "string" : schema.type) {
    case "boolean":
      return { is: "yes-no" };
    case "integer":
    case "number":
      return {
        is: "number",
        whole: schema.type === "integer",
        least: schema.minimum ?? null,
        most: schema.maximum ?? null,
      };
    case "array":
      return { is: "list", of: read(schema.items ?? {}), most: schema.maxItems ?? 500 };
    case "object":
      return schema.properties
        ? {
            is: "parts",
            parts: Object.entries(schema.properties)
              .filter(([name]) => name !== "$schema")
              .map(([name, part]) => ({
                name,
                shape: read(part),
                required: schema.required?.includes(name) ?? false,
                ...(part.default !== undefined && { standard: part.default }),
              })),
            rest: typeof schema.additionalProperties === "object" ? read(schema.additionalProperties) : null,
          }
        : {
            is: "named",
            of: read(typeof schema.additionalProperties === "object" ? schema.additionalProperties : {}),
            pattern: schema.propertyNames?.pattern ?? null,
          };
    default:
      return {
        is: "text",
        expression: schema.expression === true,
        pattern: schema.pattern ?? null,
        most: schema.maxLength ?? 4000,
      };
  }
}

function oneOf(ways: readonly Schema[]): Shape {
  const objects = ways.filter((way) => way.properties);
  const [only] = objects;
  // A text for people is one text or one for each language; the Studio always writes both languages.
  if (objects.length === 1 && only?.properties?.id && only.properties.en && ways.length === 2) return { is: "words" };
  if (objects.length === 0) {
    const text = read({ type: "string", expression: ways.some(({ expression }) => expression) });
    return text.is === "text" && ways.some(({ type }) => type === "integer" || type === "number")
      ? { ...text, number: true }
      : text;
  }
  if (objects.length === 1) return read(only!);
  const shared = (name: string) => objects.every((way) => way.properties?.[name]);
  return {
    is: "one-of",
    ways: objects.map((way) => ({
      name: Object.keys(way.properties!).find((name) => !shared(name)) ?? Object.keys(way.properties!)[0]!,
      shape: read(way) as Way["shape"],
    })),
  };
}

export type Path = readonly (string | number)[];

/** Which way of a `one-of` a value has taken. */
export const wayOf = (ways: readonly Way[], value: unknown): Way =>
  ways.find((way) => typeof value === "object" && value !== null && way.name in value) ?? ways[0]!;

/** The shape at a path; null when the file cannot have such a place. A value tells which of several ways it takes. */
export function shapeAt(shape: Shape, path: Path, value: unknown): Shape | null {
  const [first, ...rest] = path;
  if (first === undefined) return shape;
  const inner = (value as Record<string | number, unknown> | null | undefined)?.[first];
  switch (shape.is) {
    case "list":
      return typeof first === "number" ? shapeAt(shape.of, rest, inner) : null;
    case "named":
      return typeof first === "string" ? shapeAt(shape.of, rest, inner) : null;
    case "parts": {
      const part = shape.parts.find(({ name }) => name === first);
      if (part) return shapeAt(part.shape, rest, inner);
      return shape.rest && typeof first === "string" ? shapeAt(shape.rest, rest, inner) : null;
    }
    case "one-of":
      return shapeAt(wayOf(shape.ways, value).shape, path, value);
    default:
      return null;
  }
}

/** "pages.0.fields.2" as steps into a file. Names of steps and keys have no dots. */
export const pathOf = (text: string): Path =>
  text === "" ? [] : text.split(".").map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : part));

/** The least that can stand at a new place: what is required, empty. */
export function blank(shape: Shape): unknown {
  switch (shape.is) {
    case "words":
      return { id: "", en: "" };
    case "parts":
      return Object.fromEntries(
        shape.parts.filter((part) => part.required).map((part) => [part.name, blank(part.shape)]),
      );
    case "one-of":
      return blank(shape.ways[0]!.shape);
    case "list":
      return [];
    case "named":
      return {};
    case "choice":
      return shape.options[0] === "true" ? true : (shape.options[0] ?? "");
    case "number":
      return shape.least ?? 0;
    case "yes-no":
      return false;
    case "text":
      return "";
  }
}

/** What fits into one field on a page; everything else is a page of its own. */
export const isLeaf = (shape: Shape): boolean =>
  shape.is === "list"
    ? shape.of.is === "text" || shape.of.is === "choice"
    : !["parts", "named", "one-of"].includes(shape.is);
/** Fields under names of the designer's own, such as outcomes: shown with what they belong to. */
export const isRow = (shape: Shape): shape is Extract<Shape, { is: "named" }> =>
  shape.is === "named" && isLeaf(shape.of);
/** A handful of fields that belong together, shown with what they belong to. */
export const isSmall = (shape: Shape): shape is Extract<Shape, { is: "parts" }> =>
  shape.is === "parts" && !shape.rest && shape.parts.length <= 6 && shape.parts.every((part) => isLeaf(part.shape));
