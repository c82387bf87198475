import { textIn, type World } from "../../../kernel/index.ts";
import type { Register } from "../definition/schema.ts";
import { operations } from "./operations.ts";
import { shapesOf } from "./shapes.ts";

const shape = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ "application/json": { schema: shape(name) } });
const refusals = ["400", "401", "403", "404", "409", "413", "422", "429", "503"];

/** The OpenAPI 3.1 document of one register: its own typed paths, made from its definition. */
export function openapiOf(world: Pick<World, "config">, register: Register): Record<string, unknown> {
  const paths = Object.fromEntries(
    operations.map(({ name, summary, takes, gives, changes }) => [
      `/api/registers/${register.code}/${name}`,
      {
        post: {
          operationId: name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
          summary,
          requestBody: { required: true, content: json(takes) },
          ...(changes && {
            parameters: [
              {
                name: "Idempotency-Key",
                in: "header",
                required: false,
                schema: { type: "string", maxLength: 200 },
                description: "The same key gets the first answer again",
              },
            ],
          }),
          responses: {
            "200": { description: "Done", content: json(gives) },
            ...Object.fromEntries(refusals.map((status) => [status, { $ref: "#/components/responses/Problem" }])),
          },
        },
      },
    ]),
  );
  return {
    openapi: "3.1.0",
    info: {
      title: textIn(register.title, "en"),
      version: String(register.version),
      description: `${textIn(register.about, "en")} Keeper: ${register.keeper}. Law: ${register.law}. Refusals are RFC 9457 problem documents.`,
    },
    servers: [{ url: world.config.PUBLIC_URL }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      responses: {
        Problem: { description: "Turned down", content: { "application/problem+json": { schema: shape("Problem") } } },
      },
      schemas: { ...shapesOf(register), Problem: problem },
    },
  };
}

const words = { type: "string" };
const problem = {
  type: "object",
  required: ["type", "title", "status", "detail", "instance", "code"],
  properties: {
    type: words,
    title: words,
    status: { type: "integer" },
    detail: words,
    instance: words,
    code: words,
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "detail", "code"],
        properties: { pointer: words, detail: words, code: words },
      },
    },
  },
};
