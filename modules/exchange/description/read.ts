type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where in the document the schema of each media type stands; null where a type has none. */
type Media = ReadonlyMap<string, string | null>;

/** One operation of an OpenAPI document: what its bodies must look like. */
export interface Operation {
  method: string;
  /** "/orang/{nik}". */
  path: string;
  body: { required: boolean; media: Media } | null;
  /** By status, "2XX" or "default". */
  answers: ReadonlyMap<string, Media>;
}

const methods = ["get", "post", "put", "patch", "delete"];
const escaped = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
const below = (pointer: string, ...parts: string[]) => [pointer, ...parts.map(escaped)].join("/");

/** Follows references within the document, a few steps at most: where a thing really stands, and the thing. */
function found(document: Json, pointer: string, value: unknown, steps = 8): [pointer: string, value: Json] | null {
  if (!isObject(value)) return null;
  const { $ref } = value;
  if (typeof $ref !== "string") return [pointer, value];
  if (steps === 0 || !$ref.startsWith("#/")) return null;
  let at: unknown = document;
  for (const part of $ref.slice(2).split("/"))
    at = isObject(at) ? at[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  return found(document, $ref.slice(1), at, steps - 1);
}

function mediaOf(pointer: string, { content }: Json): Media {
  const entries = isObject(content) ? Object.entries(content) : [];
  return new Map(
    entries.map(([type, media]) => [
      type.toLowerCase(),
      isObject(media) && isObject(media.schema) ? below(pointer, "content", type, "schema") : null,
    ]),
  );
}

/** The operations that a document describes, those with fewer open parts first. */
export function operationsOf(document: Json): Operation[] {
  const paths = isObject(document.paths) ? document.paths : {};
  const all = Object.entries(paths).flatMap(([path, given]) => {
    const item = found(document, below("", "paths", path), given);
    if (!item) return [];
    const [at, operations] = item;
    return methods.flatMap((method) => {
      const operation = operations[method];
      return isObject(operation) ? [operationOf(document, below(at, method), method, path, operation)] : [];
    });
  });
  const open = ({ path }: Operation) => path.split("{").length;
  return all.sort((one, other) => open(one) - open(other));
}

function operationOf(document: Json, at: string, method: string, path: string, operation: Json): Operation {
  const body = found(document, below(at, "requestBody"), operation.requestBody);
  const responses = isObject(operation.responses) ? Object.entries(operation.responses) : [];
  return {
    method: method.toUpperCase(),
    path,
    body: body && { required: body[1].required === true, media: mediaOf(...body) },
    answers: new Map(
      responses.map(([status, given]) => {
        const answer = found(document, below(at, "responses", status), given);
        return [status.toUpperCase(), answer ? mediaOf(...answer) : new Map<string, string | null>()];
      }),
    ),
  };
}

/** The operation that a call is of. */
export function operationFor(operations: readonly Operation[], method: string, path: string): Operation | null {
  const parts = path.split("/");
  const fits = (template: string) => {
    const own = template.split("/");
    return (
      own.length === parts.length && own.every((part, i) => (part.includes("{") ? parts[i] !== "" : part === parts[i]))
    );
  };
  return operations.find((one) => one.method === method && fits(one.path)) ?? null;
}

/** Names of fields that the document itself uses: what else stands in a place comes from data, and is not told. */
export function namesIn(document: unknown, into = new Set<string>()): Set<string> {
  if (Array.isArray(document)) for (const one of document) namesIn(one, into);
  else if (isObject(document))
    for (const [key, value] of Object.entries(document)) {
      if (key === "properties" && isObject(value)) for (const name of Object.keys(value)) into.add(name);
      namesIn(value, into);
    }
  return into;
}

/** OpenAPI 3.0 writes two things otherwise than JSON Schema does: what is nullable, and a bound that is left out. */
export function modern(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(modern);
  if (!isObject(value)) return value;
  const one = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, modern(part)]));
  for (const [flag, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (one[flag] === true) {
      one[flag] = one[bound];
      delete one[bound];
    } else if (one[flag] === false) delete one[flag];
  }
  if (one.nullable === true && typeof one.type === "string") one.type = [one.type, "null"];
  if (Array.isArray(one.enum) && one.nullable === true && !one.enum.includes(null)) one.enum = [...one.enum, null];
  if (typeof one.nullable === "boolean") delete one.nullable;
  return one;
}
