import { Readable } from "node:stream";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Refusal } from "../refusal.ts";
import { framedHeaders, leadingHeaders } from "./headers.ts";
import type { Answer, Bytes, RequestContext, View } from "./page.ts";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** The house's own dress, given by the app: the kernel knows no layout. */
export interface Dress {
  frame(context: RequestContext, view: View): VNode;
}

export function html(dress: Dress, context: RequestContext, view: View): string {
  return `<!doctype html>${renderToString(h(() => dress.frame(context, view), null))}`;
}

/** The encoding the client takes, best first. */
export function encodingOf(request: FastifyRequest): "br" | "gzip" | null {
  const accepted = String(request.headers["accept-encoding"] ?? "");
  return /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : null;
}

export async function compress(body: Buffer, encoding: "br" | "gzip"): Promise<Buffer> {
  return encoding === "br"
    ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
    : zip(body, { level: 5 });
}

/** Says in how many seconds it is worth trying again, when that is all there is to mend. */
export function askToComeBack(reply: FastifyReply, error: unknown): void {
  if (!(error instanceof Refusal)) return;
  if (error.code === "unavailable") reply.header("retry-after", "5");
  if (error.code === "too-many") reply.header("retry-after", String(error.values.seconds ?? 60));
}

const textual = /^(text\/|application\/(json|problem\+json|xml|javascript)|image\/svg)/;

/** A part of an address that somebody typed may hold what no header may. */
const inAscii = (address: string): string => address.replace(/[^\x21-\x7e]+/gu, encodeURIComponent);

/** Sends an answer: a page in its frame, a redirect, or bytes. */
export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  dress: Dress,
  context: RequestContext,
  answer: Answer,
): Promise<FastifyReply> {
  if ("goTo" in answer)
    return reply.code(303).header("location", inAscii(answer.goTo)).header("cache-control", "no-store").send();
  if ("main" in answer && answer.refreshSeconds) reply.header("refresh", String(answer.refreshSeconds));
  if ("main" in answer && answer.framed)
    reply.headers(framedHeaders(String(reply.getHeader("content-security-policy") ?? "")));
  if ("main" in answer && answer.leadsTo)
    reply.headers(leadingHeaders(String(reply.getHeader("content-security-policy") ?? ""), answer.leadsTo));
  const bytes: Bytes =
    "main" in answer
      ? { body: html(dress, context, answer), type: "text/html; charset=utf-8", status: answer.status }
      : answer;
  return sendBytes(request, reply, bytes);
}

export async function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: Bytes): Promise<FastifyReply> {
  const { type, status = 200, filename, keepSeconds = 0, headers = {}, exact = false } = bytes;
  reply.code(status).headers(headers).header("content-type", type);
  reply.header(
    "cache-control",
    keepSeconds > 0 ? `public, max-age=${keepSeconds}${keepSeconds > 86400 ? ", immutable" : ""}` : "no-store",
  );
  if (filename)
    reply.header("content-disposition", `attachment; filename="${filename.replace(/[^A-Za-z0-9._-]/g, "_")}"`);
  if (bytes.body instanceof Readable) return reply.send(bytes.body);
  let body = typeof bytes.body === "string" ? Buffer.from(bytes.body) : bytes.body;
  const encoding = textual.test(type) && body.length > 1024 && !exact ? encodingOf(request) : null;
  if (textual.test(type)) reply.header("vary", "accept-encoding, cookie");
  if (encoding) {
    body = await compress(body, encoding);
    reply.header("content-encoding", encoding);
  }
  return reply.send(body);
}
