import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { type RequestContext, refuseFields, type Upload } from "../../kernel/index.ts";
import { scan } from "./scan.ts";

export interface TakenFile {
  id: string;
  store: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}

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
  const id = world.newId();
  const store = `cases/${id.slice(0, 8)}/${id}.jpg`;
  await world.files.put(store, body, "image/jpeg");
  const name = `${
    upload.name
      .replace(/\.[^.]*$/, "")
      .replace(/[^\p{L}\p{N} ._-]/gu, "")
      .slice(0, 60) || "foto"
  }.jpg`;
  return {
    id,
    store,
    name,
    type: "image/jpeg",
    bytes: body.length,
    sha256: createHash("sha256").update(body).digest("hex"),
  };
}
