import { textIn, type World } from "../../kernel/index.ts";
import type { Listed } from "./queries/directory.ts";

type Service = Listed["services"][number];

/** What a service answers, as OpenAPI 3.1: of an agency's own API what the agency gave, else what the gateway knows. */
export function describedIn(world: World, system: Listed, service: Service): Record<string, unknown> {
  const base = ["/r1", system.instance, system.member_class, system.member, system.system, service.code].join("/");
  const servers = [{ url: new URL(base, world.config.PUBLIC_URL).href }];
  const info = { title: textIn(service.title, "en"), version: "1" };
  if (service.openapi) return { ...service.openapi, servers };
  return { openapi: "3.1.0", info, servers, paths: pathsOf(service), components };
}

const parameters = ["X-Road-Client", "X-Road-Id", "Signature-Input", "Signature"].map((name) => ({
  name,
  in: "header",
  required: true,
  schema: { type: "string" },
}));
const answer = (description: string, schema: object) => ({ description, content: { "application/json": { schema } } });
const fault = answer("What went wrong", { $ref: "#/components/schemas/Fault" });

function pathsOf(service: Service): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path } of service.endpoints) {
    const operation =
      service.kind === "register"
        ? registerOperation(path, service.fields)
        : { responses: { default: { description: "As the service answers" } } };
    paths[path] = { ...paths[path], [method.toLowerCase()]: { parameters, ...operation } };
  }
  return paths;
}

const keyBody = {
  required: true,
  content: { "application/json": { schema: { $ref: "#/components/schemas/Key" } } },
};

function registerOperation(path: string, fields: readonly string[]): object {
  const record = { type: "object", properties: Object.fromEntries(fields.map((field) => [field, {}])) };
  switch (path) {
    case "/find":
      return {
        summary: "One record, with the fields that the agreement opens",
        requestBody: keyBody,
        responses: {
          200: answer("The record", { type: "object", properties: { record } }),
          404: answer("There is none", { type: "object", properties: { error: { const: "no-record" } } }),
          default: fault,
        },
      };
    case "/exists":
      return {
        summary: "Whether there is a record",
        requestBody: keyBody,
        responses: {
          200: answer("Yes or no", { type: "object", properties: { exists: { type: "boolean" } } }),
          default: fault,
        },
      };
    default:
      return {
        summary: "The fields that the agreement opens",
        responses: { 200: answer("The fields", { type: "object" }), default: fault },
      };
  }
}

const components = {
  schemas: {
    Key: {
      type: "object",
      description: "One of them: whom, or which record, is meant. It stands in the body, never in an address.",
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
      properties: { nik: { type: "string" }, nib: { type: "string" }, number: { type: "string" } },
    },
    Fault: {
      type: "object",
      required: ["type", "message", "detail"],
      properties: { type: { type: "string" }, message: { type: "string" }, detail: { type: "string" } },
    },
  },
};
