import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../refusal.ts";
import { Spool, spooled, spoolFolder } from "../spool.ts";
import type { Locale } from "../words.ts";
import type { World } from "../world.ts";
import { type Known, Mistaken } from "./acquaintance.ts";
import { sendProblem } from "./api.ts";
import { bareContext, contextOf } from "./context.ts";
import { knownBySight, languageOf, sessionCookie } from "./door.ts";
import { openMount } from "./mount.ts";
import type { Answer, Page, RequestContext, View } from "./page.ts";
import type { Route } from "./route.ts";
import { askToComeBack, compress, type Dress, encodingOf, html, send } from "./send.ts";

export interface Faces extends Dress {
  /** The page that tells a refusal (or a bug: null) when the asked page cannot. */
  refusal(context: RequestContext, refusal: Refusal | null): View;
  /** Where a stranger signs in, and where a second factor is given again; both come back to `to`. */
  signIn(to: string): string;
  stepUp(to: string): string;
}

/** Opens every page and route of the rooms on the server. */
export function openPages(app: FastifyInstance, world: World, faces: Faces): void {
  for (const room of world.modules) {
    for (const page of room.pages ?? []) openPage(app, world, faces, page);
    for (const route of room.routes ?? []) openRoute(app, world, faces, route);
    for (const mount of room.mounts ?? []) openMount(app, world, mount);
  }
}

function openPage(app: FastifyInstance, world: World, faces: Faces, page: Page): void {
  const shelf = page.shared ? new Shelf(page.shared * 1000) : null;
  app.get(page.path, async (request, reply) => {
    const language =
      shelf && !request.cookies[sessionCookie] && !request.headers.authorization ? languageOf(request) : null;
    const kept = shelf && language && shelf.find(language, request.url);
    if (kept) return sendKept(request, reply, kept);
    return withContext(world, faces, request, reply, async (context) => {
      const answer = await page.show(context);
      if (shelf && language && "main" in answer && (answer.status ?? 200) === 200) {
        return sendKept(request, reply, shelf.keep(language, request.url, Buffer.from(html(faces, context, answer))));
      }
      return answer;
    });
  });
  const { submit } = page;
  if (!submit) return;
  app.post(page.path, (request, reply) =>
    withContext(world, faces, request, reply, async (context) => {
      if (page.limit) await world.patience.knock(page.path, context.network, page.limit);
      try {
        return await submit(context);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === "sign-in-needed" || error.code === "step-up-needed")
          throw error;
        if (error.code === "unavailable") throw error;
        const answer = await page.show(context, error);
        return "main" in answer ? { ...answer, status: error.status, refused: true } : answer;
      }
    }),
  );
}

function openRoute(app: FastifyInstance, world: World, faces: Faces, route: Route): void {
  const bodyLimit = route.bodyLimit ?? 1_048_576;
  const open = (to: FastifyInstance) =>
    to.route({
      method: [route.method].flat(),
      url: route.path,
      bodyLimit,
      config: { machine: route.machine === true, raw: route.raw === true },
      handler: async (request, reply) => {
        const spool = request.body instanceof Spool ? request.body : null;
        try {
          return await withContext(world, faces, request, reply, async (context) => {
            if (route.limit) await world.patience.knock(route.path, context.network, route.limit);
            const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
            const headers = request.headers as Record<string, string | undefined>;
            return route.handle({ ...context, body, spool, headers, method: request.method });
          });
        } finally {
          await spool?.close();
        }
      },
    });
  if (!route.spools) return void open(app);
  // A plugin of its own, where bodies are read in another way.
  void app.register(async (inside) => {
    inside.removeAllContentTypeParsers();
    const folder = spoolFolder(world.config);
    inside.addContentTypeParser("*", (_request: FastifyRequest, payload: IncomingMessage) =>
      spooled(payload, { folder, most: bodyLimit, hashes: ["sha256", "sha512"] }),
    );
    open(inside);
  });
}

/** Makes the context, runs the work, makes receipts durable, then answers; refusals become pages or redirects. */
async function withContext(
  world: World,
  faces: Faces,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (context: RequestContext) => Promise<Answer | FastifyReply>,
): Promise<FastifyReply> {
  const known = knownBySight(world, request);
  try {
    return await inContext(world, faces, request, reply, work, known);
  } catch (error) {
    if (!(error instanceof Mistaken)) throw error;
    return inContext(world, faces, request, reply, work, null);
  }
}

async function inContext(
  world: World,
  faces: Faces,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (context: RequestContext) => Promise<Answer | FastifyReply>,
  known: Known | null,
): Promise<FastifyReply> {
  let open: Awaited<ReturnType<typeof contextOf>> | undefined;
  try {
    open = await contextOf(world, request, reply, "web", known ?? undefined);
    const answer = await work(open.context);
    await open.end();
    if (reply.sent) return reply;
    return await send(request, reply, faces, open.context, answer as Answer);
  } catch (error) {
    const mistaken = [error, await open?.end().catch((unproved) => unproved)].find((one) => one instanceof Mistaken);
    if (mistaken) throw mistaken;
    return showFault(world, faces, request, reply, error, open?.context);
  }
}

/** A fault as a page: to sign-in and back, to the second factor and back, or words about what went wrong. */
export async function showFault(
  world: World,
  faces: Faces,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  known?: RequestContext,
) {
  // Programs are told by a problem document, whichever room's route they called.
  if (request.url.startsWith("/api/")) return sendProblem(world, request, reply, error);
  const context = known ?? (await bareContext(world, request, reply)).context;
  const refusal = error instanceof Refusal ? error : null;
  if (refusal?.code === "sign-in-needed")
    return send(request, reply, faces, context, { goTo: faces.signIn(request.url) });
  if (refusal?.code === "step-up-needed")
    return send(request, reply, faces, context, { goTo: faces.stepUp(request.url) });
  if (!refusal) world.log.error({ err: error, request: request.id }, "bug");
  askToComeBack(reply, refusal);
  return send(request, reply, faces, context, { ...faces.refusal(context, refusal), status: refusal?.status ?? 500 });
}

interface Kept {
  plain: Buffer;
  br?: Buffer;
  gzip?: Buffer;
  until: number;
}

/** Renderings that all strangers share, for seconds; at most 500 of them. */
class Shelf {
  readonly #kept = new Map<string, Kept>();
  readonly #forMs: number;
  constructor(forMs: number) {
    this.#forMs = forMs;
  }
  find(locale: Locale, url: string): Kept | undefined {
    const kept = this.#kept.get(`${locale} ${url}`);
    return kept && kept.until > performance.now() ? kept : undefined;
  }
  keep(locale: Locale, url: string, plain: Buffer): Kept {
    if (this.#kept.size >= 500) this.#kept.delete(this.#kept.keys().next().value!);
    const kept = { plain, until: performance.now() + this.#forMs };
    this.#kept.set(`${locale} ${url}`, kept);
    return kept;
  }
}

async function sendKept(request: FastifyRequest, reply: FastifyReply, kept: Kept): Promise<FastifyReply> {
  const encoding = encodingOf(request);
  if (encoding) {
    kept[encoding] ??= await compress(kept.plain, encoding);
    reply.header("content-encoding", encoding);
  }
  // A browser may keep it but asks again: the same address shows another page once one signs in.
  return reply
    .header("content-type", "text/html; charset=utf-8")
    .header("cache-control", "private, no-cache")
    .header("vary", "accept-encoding, cookie")
    .send(encoding ? kept[encoding] : kept.plain);
}
