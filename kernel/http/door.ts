import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { type Actor, stranger } from "../actor.ts";
import { Refusal } from "../refusal.ts";
import { isLocale, type Locale } from "../words.ts";
import type { World } from "../world.ts";
import { bySight, type Known, meet } from "./acquaintance.ts";

export const sessionCookie = "__Host-session";
const languageCookie = "__Host-language";
const tokenShape = /^[A-Za-z0-9_-]{20,128}$/;

/** Who stands at the door: by bearer token, else by session cookie, else a stranger. */
export async function recognise(world: World, request: FastifyRequest): Promise<Actor> {
  const shown = shownBy(world, request);
  if (!shown) return stranger;
  const actor = shown.hash && (await meet(world, shown.hash, shown.kind));
  if (actor) return actor;
  // A bad token is told; an old cookie is simply a stranger who may sign in again.
  if (shown.kind === "token") throw new Refusal("sign-in-needed", "kernel.refusal.bad-token");
  return stranger;
}

/** Who sits at this browser, by the session cookie alone: where a bearer token belongs to another protocol. */
export async function sitter(world: World, request: FastifyRequest): Promise<Actor> {
  const token = request.cookies[sessionCookie];
  if (!token || !tokenShape.test(token) || !world.modules.some((room) => room.doorman)) return stranger;
  return (await meet(world, createHash("sha256").update(token).digest(), "session")) ?? stranger;
}

/** Who it was when this token was last shown here: only for reading, which can begin anew when the proof fails. */
export function knownBySight(world: World, request: FastifyRequest): Known | null {
  const shown = request.method === "GET" ? shownBy(world, request) : null;
  return shown?.hash ? bySight(world, shown.hash, shown.kind) : null;
}

/** The token that the request shows, as its hash; null for a hash when it has not even the shape of one. */
function shownBy({ modules }: World, request: FastifyRequest) {
  // A machine's proof is its route's own to judge.
  if (request.routeOptions.config?.machine || !modules.some((room) => room.doorman)) return null;
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const token = bearer ?? request.cookies[sessionCookie];
  if (!token) return null;
  return {
    kind: bearer ? ("token" as const) : ("session" as const),
    hash: tokenShape.test(token) ? createHash("sha256").update(token).digest() : null,
  };
}

/** The language: chosen (cookie), else the house's default. A browser's own preference comes second to a choice. */
export function languageOf(request: FastifyRequest): Locale {
  const asked = (request.query as Record<string, unknown>)?.lang;
  if (isLocale(asked)) return asked;
  // An address that cannot be read is answered before cookies are.
  const chosen = request.cookies?.[languageCookie];
  if (isLocale(chosen)) return chosen;
  if (request.url.startsWith("/api/")) {
    const first = (request.headers["accept-language"] ?? "").slice(0, 2);
    if (isLocale(first)) return first;
  }
  return "id";
}

/**
 * An unsafe request from a browser must come from our own pages. Browsers say so in
 * Sec-Fetch-Site or Origin; a request that carries no cookie has nothing to steal.
 */
export function checkOrigin(request: FastifyRequest, publicOrigin: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin ?? (request.headers.referer ? originOf(request.headers.referer) : undefined);
  if (origin !== undefined ? origin === publicOrigin : site === "same-origin") return;
  const bearer = request.headers.authorization?.startsWith("Bearer ");
  if (bearer && origin === undefined && (site === undefined || site === "none")) return;
  throw new Refusal("not-allowed", "kernel.refusal.origin");
}

function originOf(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return "null";
  }
}
