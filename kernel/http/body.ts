import type { Readable } from "node:stream";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../refusal.ts";
import type { Form, Upload } from "./page.ts";

/** Limits of what a form may carry. */
export const bodyLimits = {
  json: 1_048_576,
  form: 524_288,
  fields: 1_000,
  file: 12_582_912,
  files: 10,
  depth: 32,
} as const;

/** Teaches Fastify our body kinds: forms, uploads, JSON with a depth limit, and bytes for protocols. */
export async function readBodies(app: FastifyInstance): Promise<void> {
  await app.register(formbody, { bodyLimit: bodyLimits.form, parser: parseForm });
  await app.register(multipart, {
    limits: {
      fileSize: bodyLimits.file,
      files: bodyLimits.files,
      fields: bodyLimits.fields,
      fieldSize: 65_536,
      fieldNameSize: 200,
      parts: 1_100,
    },
  });
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser(
    ["application/json", "application/problem+json"],
    { parseAs: "buffer", bodyLimit: bodyLimits.json },
    (request, body, done) => {
      try {
        // A signature is over the bytes as they came: such a route reads them itself.
        done(null, request.routeOptions.config.raw ? body : parseJson(body.toString()));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: bodyLimits.json }, (_request, body, done) =>
    done(null, body),
  );
}

/** JSON that cannot poison a prototype and is not nested past the limit. */
export function parseJson(text: string): unknown {
  if (text.length === 0) return {};
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inText) {
      if (c === 92) i++;
      else if (c === 34) inText = false;
    } else if (c === 34) inText = true;
    else if (c === 123 || c === 91) {
      if (++depth > bodyLimits.depth) throw new Refusal("invalid", "kernel.refusal.too-deep");
    } else if (c === 125 || c === 93) depth--;
  }
  try {
    return JSON.parse(text, (key, value) => {
      if (!isText(key) || (typeof value === "string" && !isText(value))) throw new SyntaxError("not text");
      return key === "__proto__" ? undefined : value;
    });
  } catch {
    throw new Refusal("invalid", "kernel.refusal.not-json");
  }
}

/** Text that the database can keep: no NUL, no half of a character pair (RFC 7493 2.1). */
const isText = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

/** `a=1&b=2` as an object without a prototype; names that repeat become lists. */
export function parseForm(text: string): Form {
  const form: Record<string, string | string[]> = Object.create(null);
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > bodyLimits.fields) throw new Refusal("too-large", "kernel.refusal.too-many-fields");
    addTo(form, name, value);
  }
  return form;
}

function addTo(form: Record<string, string | string[]>, name: string, value: string): void {
  const clean = value.replaceAll("\r\n", "\n").replaceAll("\u0000", "");
  const before = form[name];
  if (before === undefined) form[name] = clean;
  else if (Array.isArray(before)) before.push(clean);
  else form[name] = [before, clean];
}

/** Reads an upload form wholly; a file past the limit is refused with the form's other answers kept. */
export async function readMultipart(request: FastifyRequest): Promise<{ form: Form; uploads: Upload[] }> {
  const form: Record<string, string | string[]> = Object.create(null);
  const uploads: Upload[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === "file") {
        const body = await whole(part.file);
        if (part.file.truncated)
          throw new Refusal("too-large", "kernel.refusal.file-too-large", {
            values: { megabytes: bodyLimits.file / 1_048_576 },
          });
        if (body.length > 0 || part.filename)
          uploads.push({ field: part.fieldname, name: part.filename.slice(0, 200), body });
      } else addTo(form, part.fieldname, String(part.value));
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (/LIMIT/.test((error as { code?: string }).code ?? ""))
      throw new Refusal("too-large", "kernel.refusal.upload-too-large");
    throw new Refusal("invalid", "kernel.refusal.bad-upload");
  }
  return { form, uploads };
}

async function whole(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
