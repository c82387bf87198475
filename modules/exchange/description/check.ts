import type { ValidateFunction } from "ajv";
import { surePattern } from "./pattern.ts";
import { modern, namesIn, type Operation, operationFor, operationsOf } from "./read.ts";

/** Where something does not fit, and by which word of the schema. Holds nothing that came with the data. */
export interface Misfit {
  at: string;
  why: string;
}

/** A body as it came. */
interface Body {
  type: string | undefined;
  body: Buffer;
}

/** What a service says of itself, as something to check with. */
export interface Description {
  operations: readonly Operation[];
  /** How many patterns are left unchecked, because they could be made to run for hours. */
  unsure: number;
  asked(method: string, path: string, body: Body): Misfit | null;
  answered(method: string, path: string, status: number, body: Body): Misfit | null;
}

/** A document that cannot be used, and where. */
export class DescriptionFault extends Error {}

const mostOperations = 300;
const root = "service";
const day = /^\d{4}-\d\d-\d\d$/;
const formats = {
  date: day,
  "date-time": /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/,
  uuid: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  email: (text: string) => text.length <= 254 && /^[^@\s]+@[^@\s]+$/.test(text),
};

/**
 * Reads an OpenAPI document (3.0 or 3.1) and every schema that it gives for bodies. Throws a DescriptionFault that names the place
 * of what cannot be read: a reference to elsewhere, a schema that is none.
 */
export async function describe(given: Record<string, unknown>): Promise<Description> {
  if (!/^3\.[01]\./.test(String(given.openapi))) throw new DescriptionFault("openapi: 3.0 or 3.1 is needed");
  const document = (String(given.openapi).startsWith("3.0") ? modern(given) : given) as Record<string, unknown>;
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  let unsure = 0;
  const engine = Object.assign(
    (pattern: string) => {
      const sure = surePattern(pattern);
      if (!sure) unsure += 1;
      return sure ?? { test: () => true };
    },
    { code: "surePattern" },
  );
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    logger: false,
    formats,
    code: { regExp: engine as never },
  });
  ajv.addSchema(document, root);
  const operations = operationsOf(document);
  if (operations.length === 0) throw new DescriptionFault("paths: none");
  if (operations.length > mostOperations) throw new DescriptionFault(`paths: more than ${mostOperations} operations`);
  const checks = new Map<string, ValidateFunction>();
  for (const pointer of operations.flatMap(pointersOf)) checks.set(pointer, compiled(pointer));
  const names = namesIn(document);

  function compiled(pointer: string): ValidateFunction {
    try {
      return ajv.compile({ $ref: `${root}#${pointer}` });
    } catch (error) {
      throw new DescriptionFault(`${decodeURIComponent(pointer)}: ${(error as Error).message.slice(0, 200)}`);
    }
  }
  function misfit(media: ReadonlyMap<string, string | null>, { type, body }: Body): Misfit | null {
    const kind = (type ?? "").split(";", 1)[0]!.trim().toLowerCase();
    const named = [kind, kind.replace(/\/.*/, "/*"), "*/*"].find((one) => media.has(one));
    if (media.size === 0) return null;
    if (named === undefined) return { at: "content-type", why: "not described" };
    const pointer = media.get(named);
    if (!pointer || !/^application\/([\w.+-]+\+)?json$/.test(kind)) return null;
    const check = checks.get(pointer)!;
    let value: unknown;
    try {
      value = JSON.parse(body.toString("utf8"));
    } catch {
      return { at: "/", why: "no JSON" };
    }
    if (check(value)) return null;
    const [first] = check.errors!;
    const parts = first!.instancePath.split("/").slice(1);
    const told = parts.map((part) => (/^\d{1,6}$/.test(part) || names.has(part) ? part : "*"));
    const { missingProperty } = first!.params as { missingProperty?: string };
    return { at: `/${told.join("/")}`, why: [first!.keyword, missingProperty].filter(Boolean).join(" ") };
  }
  return {
    operations,
    unsure,
    asked(method, path, sent) {
      const operation = operationFor(operations, method, path);
      if (!operation?.body) return null;
      if (sent.body.length === 0) return operation.body.required ? { at: "/", why: "required" } : null;
      return misfit(operation.body.media, sent);
    },
    answered(method, path, status, sent) {
      const operation = operationFor(operations, method, path);
      const answers = operation?.answers;
      if (!answers || answers.size === 0) return null;
      const media =
        answers.get(String(status)) ?? answers.get(`${Math.floor(status / 100)}XX`) ?? answers.get("DEFAULT");
      // A refusal of the provider's own is the provider's to word.
      if (!media) return status >= 400 ? null : { at: "status", why: `${status} is not described` };
      return sent.body.length === 0 && media.size === 0 ? null : misfit(media, sent);
    },
  };
}

const pointersOf = ({ body, answers }: Operation): string[] =>
  [...(body ? [body.media] : []), ...answers.values()].flatMap((media) =>
    [...media.values()].filter((one) => one !== null),
  );
