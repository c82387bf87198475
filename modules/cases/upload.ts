import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { z } from "zod";
import { Refusal, type RequestContext, refuseFields, type Upload, type World } from "../../kernel/index.ts";
import type { AnyField } from "../forms/index.ts";
import { scan } from "./scan.ts";

/** A file that was taken in: where it is kept, and what its bytes are. Commands take it in this shape. */
export const takenFile = z
  .object({
    id: z.string(),
    store: z.string().max(200),
    name: z.string().max(200),
    type: z.string().max(60),
    bytes: z.number().int(),
    sha256: z.string().length(64),
  })
  .strict();
export type TakenFile = z.infer<typeof takenFile>;

const photos = new Set(["image/jpeg", "image/png", "image/webp", "image/avif"]);
/** What an iPhone keeps; its format is patented, so we cannot draw it anew. Asked for JPEG, the phone gives that. */
const apple = new Set(["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"]);
/** Photos are kept large enough to read a signboard, and no larger. */
const longestSide = 1600;
const mostPixels = 50_000_000;
const mostSeconds = 20;

sharp.cache(false);
sharp.concurrency(1);

/**
 * Takes in what a question asks for: a photo, drawn anew; or a PDF as it is, of which the bytes, the scanner and a
 * reader say that it is one. Refuses with the field's own fault.
 */
export async function takeFile(context: RequestContext, field: AnyField, upload: Upload): Promise<TakenFile> {
  const megabytes = field.maxMegabytes ?? 10;
  if (field.type === "files" && upload.body.length > megabytes * 1_048_576)
    refuseFields([{ path: field.id, messageKey: "cases.fault.too-large", values: { megabytes } }]);
  const accept = field.type === "files" ? (field.accept ?? ["pdf", "image"]) : ["image"];
  const kind = await fileTypeFromBuffer(upload.body);
  if (kind?.mime === "application/pdf" && accept.includes("pdf")) return takePdf(context, field.id, upload);
  if (!accept.includes("image")) refuseFields([{ path: field.id, messageKey: "cases.fault.not-pdf" }]);
  if (accept.includes("pdf") && !photos.has(kind?.mime ?? "") && !apple.has(kind?.mime ?? ""))
    refuseFields([{ path: field.id, messageKey: "cases.fault.not-pdf-or-photo" }]);
  return takePhoto(context, field.id, upload);
}

async function takePdf({ world }: RequestContext, field: string, upload: Upload): Promise<TakenFile> {
  const wrong = (messageKey: string): never => refuseFields([{ path: field, messageKey }]);
  const verdict = await scan(world.config.CLAMAV_SOCKET, upload.body);
  if (verdict !== "clean") wrong(verdict === "found" ? "cases.fault.not-clean" : "cases.fault.not-scanned");
  const { PDF } = await import("@libpdf/core");
  try {
    const read = await PDF.load(upload.body);
    if (read.isEncrypted) wrong("cases.fault.locked-pdf");
    if (read.getPageCount() < 1) wrong("cases.fault.bad-pdf");
  } catch (error) {
    if (error instanceof Refusal) throw error;
    wrong("cases.fault.bad-pdf");
  }
  return put(world, upload, upload.body, "pdf");
}

const kinds = { pdf: "application/pdf", jpg: "image/jpeg" } as const;
/** Keeps the bytes under a name that the house makes; the person's own name for it is only shown. */
async function put(world: World, upload: Upload, body: Buffer, ending: keyof typeof kinds): Promise<TakenFile> {
  const id = world.newId();
  const store = `cases/${id.slice(0, 8)}/${id}.${ending}`;
  const type = kinds[ending];
  await world.files.put(store, body, type);
  const plain = upload.name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N} ._-]/gu, "");
  const name = `${plain.slice(0, 60) || (ending === "pdf" ? "berkas" : "foto")}.${ending}`;
  return { id, store, name, type, bytes: body.length, sha256: createHash("sha256").update(body).digest("hex") };
}

/**
 * Takes a photo in: what it is is looked up in its bytes, never in its name; it is drawn anew, so that place,
 * camera and anything hidden behind the picture are gone; a scanner, when there is one, has seen the original.
 * Refuses with the field's own fault.
 */
export async function takePhoto(context: RequestContext, field: string, upload: Upload): Promise<TakenFile> {
  const { world } = context;
  const wrong = (messageKey: string): never => refuseFields([{ path: field, messageKey }]);
  const kind = await fileTypeFromBuffer(upload.body);
  if (apple.has(kind?.mime ?? "")) wrong("cases.fault.heic");
  if (!photos.has(kind?.mime ?? "")) wrong("cases.fault.not-photo");
  const verdict = await scan(world.config.CLAMAV_SOCKET, upload.body);
  if (verdict !== "clean") wrong(verdict === "found" ? "cases.fault.not-clean" : "cases.fault.not-scanned");
  let body: Buffer;
  try {
    body = await sharp(upload.body, { limitInputPixels: mostPixels, failOn: "error", pages: 1 })
      .rotate()
      .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: 80, mozjpeg: false })
      .timeout({ seconds: mostSeconds })
      .toBuffer();
  } catch {
    return wrong("cases.fault.bad-photo");
  }
  return put(world, upload, body, "jpg");
}
