import { z } from "zod";

const largest = 20_000;
const kept = new Map<string, z.ZodType>();

/** A JSON schema as something to check with; null when it is none. Those in use are kept. */
function read(schema: Record<string, unknown>): z.ZodType | null {
  const text = JSON.stringify(schema);
  const known = kept.get(text);
  if (known) return known;
  if (text.length > largest) return null;
  try {
    const made = z.fromJSONSchema(schema as never);
    if (kept.size >= 500) kept.clear();
    kept.set(text, made);
    return made;
  } catch {
    return null;
  }
}

/** Of an object, without references to elsewhere and without patterns of its own: those could be made to run for hours. */
export const isSchema = (schema: Record<string, unknown>): boolean =>
  schema.type === "object" &&
  !/"(\$ref|\$dynamicRef|pattern|patternProperties)":/.test(JSON.stringify(schema)) &&
  read(schema) !== null;

/** Its fields on the first level: what an agreement can open one by one. */
export const fieldsOf = (schema: Record<string, unknown>): string[] =>
  Object.keys((schema.properties as Record<string, unknown> | undefined) ?? {})
    .filter((name) => /^[A-Za-z][A-Za-z0-9_]{0,59}$/.test(name))
    .slice(0, 200);

/** Where an event does not fit; null when it does. */
export function fitsSchema(schema: Record<string, unknown>, event: unknown): string | null {
  const read_ = read(schema);
  const found = read_?.safeParse(event);
  if (!found || found.success) return found ? null : "schema";
  return found.error.issues[0]?.path.join(".") || "event";
}
