import type { FastifyReply, FastifyRequest } from "fastify";
import { act } from "../act.ts";
import { stranger } from "../actor.ts";
import { Sitting } from "../ask.ts";
import type { ActOptions } from "../visit.ts";
import type { World } from "../world.ts";
import type { Known } from "./acquaintance.ts";
import { readMultipart } from "./body.ts";
import { languageOf, recognise, sessionCookie } from "./door.ts";
import type { Form, RequestContext, Upload } from "./page.ts";

const once = /^[A-Za-z0-9-]{8,64}$/;

/** Builds what pages and routes have at hand. `end` must be awaited before the answer leaves. */
export async function contextOf(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  via: string,
  known?: Pick<Known, "actor"> & Partial<Known>,
) {
  const actor = known?.actor ?? (await recognise(world, request));
  const locale = languageOf(request);
  let form = (request.body ?? {}) as Form;
  let uploads: readonly Upload[] = [];
  if (request.isMultipart()) ({ form, uploads } = await readMultipart(request));
  const options: ActOptions = { via, request: request.id };
  const sitting = new Sitting(world, actor, options, known?.proof);
  const posted = typeof form === "object" && !Buffer.isBuffer(form) ? form._once : undefined;
  const key = typeof posted === "string" && once.test(posted) ? posted : undefined;
  let acts = 0;
  const secure = { path: "/", httpOnly: true, secure: true, sameSite: "lax" } as const;
  const context: RequestContext = {
    world,
    actor,
    locale,
    say: world.words.say(locale),
    params: (request.params ?? {}) as Record<string, string>,
    query: flat(request.query),
    form,
    uploads,
    path: request.url.split("?", 1)[0]!,
    address: request.url,
    requestId: request.id,
    network: request.ip,
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
    once: world.newId(),
    ask: sitting.ask,
    act: async (command, raw, more) => {
      // What the page asked before the act is settled first: an act sees and shows the newest state.
      await sitting.end();
      // The form's word covers each act of this submit in turn.
      return act(world, actor, command, raw, { ...options, ...(key && { key: `form:${key}:${acts++}` }), ...more });
    },
    setSession: (token) =>
      token === null
        ? void reply.clearCookie(sessionCookie, secure)
        : void reply.setCookie(sessionCookie, token, { ...secure, maxAge: 60 * 60 * 24 * 30 }),
    setCookie: (name, value, seconds) =>
      value === null
        ? void reply.clearCookie(`__Host-${name}`, secure)
        : void reply.setCookie(`__Host-${name}`, value, { ...secure, ...(seconds && { maxAge: seconds }) }),
    getCookie: (name) => request.cookies[`__Host-${name}`],
  };
  return { context, end: () => sitting.end() };
}

/** The context of a request about which nothing could be read: to show a fault page. */
export function bareContext(world: World, request: FastifyRequest, reply: FastifyReply) {
  return contextOf(world, Object.assign(Object.create(request), { body: {}, isMultipart: () => false }), reply, "web", {
    actor: stranger,
  });
}

function flat(query: unknown): Record<string, string> {
  const entries = Object.entries((query ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value).slice(0, 2000)]),
  );
}
