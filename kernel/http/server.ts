import cookie from "@fastify/cookie";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { uuidv7 } from "../ids.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { openApi, sendProblem } from "./api.ts";
import { bodyLimits, readBodies } from "./body.ts";
import { checkOrigin } from "./door.ts";
import { securityHeaders } from "./headers.ts";
import { openHealth } from "./health.ts";
import { type Faces, openPages, showFault } from "./pages.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    machine?: boolean;
    raw?: boolean;
  }
}

/** The web side of the house; `inject` asks it without a network. */
export type Server = FastifyInstance;

/** A file that is served as it is, under a name that holds its hash. */
export interface Asset {
  body: Buffer;
  type: string;
  brotli?: Buffer;
  gzip?: Buffer;
}

/** Builds the server: doors, limits and headers first, then pages, routes and the API. Does not listen yet. */
export async function openServer(
  world: World,
  faces: Faces,
  assets: ReadonlyMap<string, Asset>,
): Promise<FastifyInstance> {
  const { config } = world;
  const headers = securityHeaders(config.PUBLIC_URL);
  const app = fastify({
    loggerInstance: undefined,
    logger: false,
    genReqId: () => uuidv7(Date.now()),
    bodyLimit: bodyLimits.file + 1_048_576,
    requestTimeout: 60_000,
    connectionTimeout: 90_000,
    keepAliveTimeout: 65_000,
    maxRequestsPerSocket: 0,
    trustProxy: config.TRUST_PROXY ? config.TRUST_PROXY.split(",").map((part) => part.trim()) : false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: "idle",
    return503OnClosing: true,
    // An address that cannot be read passes no hook; it is answered like every other.
    frameworkErrors: (error, request, reply) => {
      reply.headers(headers).header("x-request-id", request.id);
      void fault(request, reply, error);
    },
  });
  const origin = new URL(config.PUBLIC_URL).origin;
  const wantsJson = (request: FastifyRequest) => request.url.startsWith("/api/");
  const fault = async (request: FastifyRequest, reply: Parameters<typeof sendProblem>[2], error: unknown) => {
    const told = asRefusal(error);
    return wantsJson(request)
      ? sendProblem(world, request, reply, told)
      : showFault(world, faces, request, reply, told);
  };

  await app.register(cookie);
  await readBodies(app);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(headers).header("x-request-id", request.id);
    // One machine speaks for many people; what each may ask is counted by its agreement.
    const { machine } = request.routeOptions.config;
    const times = machine ? config.MACHINE_REQUESTS_PER_MINUTE : config.REQUESTS_PER_MINUTE;
    await world.floods.knock(machine ? "machines" : "requests", request.ip, { times, seconds: 60 });
    // No word that a person means holds a NUL, and the database keeps none.
    if (/%00/.test(request.url)) throw new Refusal("invalid", "kernel.refusal.malformed");
    if (!machine) checkOrigin(request, origin);
  });
  // An answer that was under way when the server closes is the connection's last: kept alive it would hold up the stop.
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
  app.addHook("onResponse", async (request, reply) => {
    // The route's pattern, never the address itself: addresses may carry what a person typed.
    const route = request.routeOptions.url ?? "none";
    world.log.info(
      {
        request: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "answered",
    );
  });
  app.setErrorHandler(async (error, request, reply) => fault(request, reply, error));
  app.setNotFoundHandler(async (request, reply) =>
    fault(request, reply, new Refusal("not-found", "kernel.refusal.no-such-page")),
  );

  for (const [path, asset] of assets) openAsset(app, path, asset);
  openHealth(app, world);
  openApi(app, world);
  openPages(app, world, faces);
  return app;
}

function openAsset(app: FastifyInstance, path: string, asset: Asset): void {
  app.get(path, (request, reply) => {
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const [encoding, body] =
      asset.brotli && /\bbr\b/.test(accepted)
        ? ["br", asset.brotli]
        : asset.gzip && /\bgzip\b/.test(accepted)
          ? ["gzip", asset.gzip]
          : [null, asset.body];
    if (encoding) reply.header("content-encoding", encoding);
    return reply
      .header("content-type", asset.type)
      .header("cache-control", "public, max-age=31536000, immutable")
      .header("vary", "accept-encoding")
      .send(body);
  });
}

/** Fastify's own refusals (too large, unknown type, bad JSON) in our words. */
function asRefusal(error: unknown): unknown {
  const { statusCode } = (error ?? {}) as { statusCode?: number };
  if (error instanceof Refusal || statusCode === undefined || statusCode >= 500) return error;
  if (statusCode === 413) return new Refusal("too-large", "kernel.refusal.too-large");
  if (statusCode === 404) return new Refusal("not-found", "kernel.refusal.no-such-page");
  return new Refusal("invalid", "kernel.refusal.malformed");
}
