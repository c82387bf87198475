import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { type Actor, stranger } from "../actor.ts";
import { Refusal } from "../refusal.ts";
import { isLocale, type Locale } from "../words.ts";
import type { World } from "../world.ts";

export const sessionCookie = "__Host-session";
const languageCookie = "__Host-language";
const tokenShape = /^[A-Za-z0-9_-]{20,128}$/;

/** Who stands at the door: by bearer token, else by session cookie, else a stranger. */
export async function recognise(world: World, request: FastifyRequest): Promise<Actor> {
  const doorman = world.modules.find((room) => room.doorman)?.doorman;
  if (!doorman) return stranger;
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const token = bearer ?? request.cookies[sessionCookie];
  if (!token) return stranger;
  const actor = tokenShape.test(token)
    ? await doorman.recognise(world, createHash("sha256").update(token).digest(), bearer ? "token" : "session")
    : null;
  if (actor) return actor;
  // A bad token is told; an old cookie is simply a stranger who may sign in again.
  if (bearer) throw new Refusal("sign-in-needed", "kernel.refusal.bad-token");
  return stranger;
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
