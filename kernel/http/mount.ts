import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../actor.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { sitter } from "./door.ts";

/** Who stands at a mounted door: the person of the browser's session, never of a bearer token, which is the protocol's own. */
export interface MountVisit {
  actor: Actor;
  network: string;
  requestId: string;
}

/**
 * A door for a protocol that another library speaks from the first byte to the last: everything below its path is
 * handed over as it came, body unread. The house keeps what is its own: who sits there, floods, sizes, headers.
 */
export interface Mount {
  /** "/oidc": all below it, of any method. */
  path: string;
  /** Largest body in bytes. A longer one is refused by what it says of itself; the library stops at its own limit. */
  bodyLimit: number;
  handle(world: World, request: IncomingMessage, response: ServerResponse, visit: MountVisit): Promise<void>;
}

export const mount = (declared: Mount): Mount => declared;

/** Opens a mounted door in a plugin of its own, where no body is read. */
export function openMount(app: FastifyInstance, world: World, { path, bodyLimit, handle }: Mount): void {
  void app.register(async (inside) => {
    inside.removeAllContentTypeParsers();
    inside.addContentTypeParser("*", (_request, _payload, done) => done(null));
    const give = async (request: FastifyRequest, reply: FastifyReply) => {
      if (Number(request.headers["content-length"] ?? 0) > bodyLimit)
        throw new Refusal("too-large", "kernel.refusal.too-large");
      const actor = await sitter(world, request);
      const raw = reply.raw;
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value);
      reply.hijack();
      const asked = request.raw as IncomingMessage & { originalUrl?: string };
      asked.originalUrl = asked.url;
      asked.url = asked.url?.slice(path.length) || "/";
      await handle(world, asked, raw, { actor, network: request.ip, requestId: request.id }).catch((error) => {
        world.log.error({ err: error, request: request.id }, "bug");
        if (!raw.headersSent) raw.writeHead(500);
        raw.end();
      });
    };
    for (const url of [path, `${path}/*`])
      inside.route({
        method: ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"],
        url,
        bodyLimit,
        config: { machine: true },
        handler: (request, reply) => give(request, reply),
      });
  });
}
