import { createHash } from "node:crypto";
import type { RequestContext } from "../../../kernel/index.ts";
import { type Format, mediaTypes } from "./format/index.ts";

/** Keeps the bytes of a load under a name that the house makes; the person's own name for it is only shown. */
export async function taken({ world }: Pick<RequestContext, "world">, name: string, body: Buffer, format: Format) {
  const id = world.newId();
  const store = `registers/${id.slice(0, 8)}/${id}.${format}`;
  await world.files.put(store, body, mediaTypes[format]);
  const plain = name.replace(/[^\p{L}\p{N} ._-]/gu, "").slice(-100);
  const hash = createHash("sha256").update(body).digest("hex");
  return { name: plain || `data.${format}`, store, format, hash, bytes: body.length };
}
