import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { act } from "../act.ts";
import { Sitting } from "../ask.ts";
import type { Command, Query } from "../command.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { languageOf, recognise } from "./door.ts";
import { apiPath, openapi } from "./openapi.ts";
import { problemOf } from "./problem.ts";
import { askToComeBack, sendBytes } from "./send.ts";

const keyShape = /^[\x21-\x7e]{1,200}$/;

/** JSON with whole-number money as exact text and dates in ISO form. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value ?? null, (_key, v) => (typeof v === "bigint" ? v.toString() : v));

/** Every command and query as JSON over HTTP, from the same declarations that pages use. */
export function openApi(app: FastifyInstance, world: World): void {
  let document: string | undefined;
  app.get("/api/v1/openapi.json", (request, reply) => {
    document ??= toJson(openapi(world));
    return sendBytes(request, reply, { body: document, type: "application/json", keepSeconds: 300 });
  });
  for (const room of world.modules) {
    for (const command of room.commands ?? [])
      if (!command.internal) openCommand(app, world, command as unknown as Command);
    for (const query of room.queries ?? []) if (!query.internal) openQuery(app, world, query as unknown as Query);
  }
}

function openCommand(app: FastifyInstance, world: World, command: Command): void {
  app.post(apiPath(command.name), (request, reply) =>
    answer(world, request, reply, async () => {
      const actor = await recognise(world, request);
      await patience(world, actor.account ?? request.ip);
      const key = request.headers["idempotency-key"];
      if (key !== undefined && !keyShape.test(String(key))) throw new Refusal("invalid", "kernel.refusal.bad-key");
      return act(world, actor, command, bodyOf(request), {
        via: "api",
        request: request.id,
        ...(key && { key: `api:${String(key)}` }),
      });
    }),
  );
}

function openQuery(app: FastifyInstance, world: World, query: Query): void {
  const handle = (raw: (request: FastifyRequest) => unknown) => (request: FastifyRequest, reply: FastifyReply) =>
    answer(world, request, reply, async () => {
      const actor = await recognise(world, request);
      await patience(world, actor.account ?? request.ip);
      const sitting = new Sitting(world, actor, { via: "api", request: request.id });
      try {
        return await sitting.ask(query, raw(request) as never);
      } finally {
        await sitting.end();
      }
    });
  app.get(
    apiPath(query.name),
    handle((request) => request.query ?? {}),
  );
  // The same question as a body: what is personal never stands in an address.
  app.post(apiPath(query.name), handle(bodyOf));
}

function bodyOf(request: FastifyRequest): unknown {
  const type = String(request.headers["content-type"] ?? "");
  if (request.body === undefined || request.body === null) return {};
  if (!type.startsWith("application/json")) throw new Refusal("invalid", "kernel.refusal.not-json");
  return request.body;
}

const patience = (world: World, who: string) =>
  world.floods.knock("api", who, { times: world.config.API_PER_MINUTE, seconds: 60 });

async function answer(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<unknown>,
): Promise<FastifyReply> {
  try {
    return await sendBytes(request, reply, { body: toJson(await work()), type: "application/json" });
  } catch (error) {
    return sendProblem(world, request, reply, error);
  }
}

export async function sendProblem(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  if (!(error instanceof Refusal)) world.log.error({ err: error, request: request.id }, "bug");
  const problem = problemOf(error, world.words.say(languageOf(request)), request.id);
  if (problem.status === 401) reply.header("www-authenticate", 'Bearer realm="pendopo"');
  askToComeBack(reply, error);
  return sendBytes(request, reply, { body: toJson(problem), type: "application/problem+json", status: problem.status });
}
