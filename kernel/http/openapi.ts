import { z } from "zod";
import type { Command, Query } from "../command.ts";
import { textIn } from "../words.ts";
import type { World } from "../world.ts";

/** Where a command or query is called: "room.verb-noun" at /api/v1/room/verb-noun. */
export const apiPath = (name: string): string => `/api/v1/${name.replace(".", "/")}`;

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: bigintAsText,
  }) as Record<string, unknown>;
  return json;
};

/** Exact whole numbers travel as decimal text, because JSON numbers lose digits. */
function bigintAsText({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  if (zodSchema._zod.def.type === "bigint") Object.assign(jsonSchema, { type: "string", pattern: "^-?[0-9]+$" });
  if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
}

const problems = {
  "400": "#/components/responses/Problem",
  "401": "#/components/responses/Problem",
  "403": "#/components/responses/Problem",
  "404": "#/components/responses/Problem",
  "409": "#/components/responses/Problem",
  "422": "#/components/responses/Problem",
  "429": "#/components/responses/Problem",
  "503": "#/components/responses/Problem",
};

const whoMay = (allow: Command["allow"]): string =>
  allow
    .map((g) =>
      [
        g.hat,
        g.roles?.join(" or "),
        g.relation && `who is the ${g.relation.name}`,
        g.assurance && `assurance ${g.assurance}`,
        g.purpose && `for ${g.purpose}`,
      ]
        .filter(Boolean)
        .join(", "),
    )
    .join("; ");

/** The OpenAPI 3.1 document of all commands and queries, made from their declarations. */
export function openapi(world: World): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  const tags = new Set<string>();
  const responses = (output: z.ZodType | undefined) => ({
    "200": {
      description: "Done",
      content: { "application/json": { schema: output ? schemaOf(output, "output") : {} } },
    },
    ...Object.fromEntries(Object.entries(problems).map(([status, $ref]) => [status, { $ref }])),
  });
  const base = (declared: Command | Query) => {
    const tag = declared.name.split(".")[0]!;
    tags.add(tag);
    const open = declared.allow.some((grant) => grant.hat === "anyone");
    return {
      operationId: declared.name.replace(/[.-](\w)/g, (_, c: string) => c.toUpperCase()),
      tags: [tag],
      summary: declared.name,
      description: `${declared.kind === "command" ? "Changes" : "Reads"}. Open to: ${whoMay(declared.allow)}.`,
      ...(open && { security: [{}, { bearer: [] }] }),
      responses: responses(declared.output),
    };
  };
  const body = (input: z.ZodType) => ({
    required: true,
    content: { "application/json": { schema: schemaOf(input, "input") } },
  });
  for (const room of world.modules) {
    for (const command of (room.commands ?? []) as unknown as Command[]) {
      if (command.internal) continue;
      const key = {
        name: "Idempotency-Key",
        in: "header",
        required: false,
        schema: { type: "string", maxLength: 200 },
        description: "The same key gets the first answer again",
      };
      paths[apiPath(command.name)] = {
        post: { ...base(command), parameters: [key], requestBody: body(command.input) },
      };
    }
    for (const query of (room.queries ?? []) as unknown as Query[]) {
      if (query.internal) continue;
      paths[apiPath(query.name)] = { post: { ...base(query), requestBody: body(query.input) } };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: `Pendopo ${textIn(world.government.name, "en")}`,
      version: "1",
      description: "Every command and query of the house. Refusals are RFC 9457 problem documents.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: world.config.PUBLIC_URL }],
    security: [{ bearer: [] }],
    tags: [...tags].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      responses: {
        Problem: {
          description: "Turned down",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "detail", "instance", "code"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            detail: { type: "string" },
            instance: { type: "string" },
            code: { type: "string" },
            errors: {
              type: "array",
              items: {
                type: "object",
                properties: { pointer: { type: "string" }, detail: { type: "string" }, code: { type: "string" } },
              },
            },
          },
        },
      },
    },
  };
}
