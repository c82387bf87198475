import { createHash } from "node:crypto";
import { connect } from "node:net";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { type RequestContext, refuseFields, type Upload, type World } from "../../kernel/index.ts";

export interface TakenFile {
  id: string;
  store: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}

const photos = new Set(["image/jpeg", "image/png", "image/webp", "image/heic", "image/avif"]);
/** Photos are kept large enough to read a signboard, and no larger. */
const longestSide = 1600;
const mostPixels = 50_000_000;

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
  if (!kind || !photos.has(kind.mime)) wrong("cases.fault.not-photo");
  if (!(await isClean(world, upload.body))) wrong("cases.fault.not-clean");
  let body: Buffer;
  try {
    body = await sharp(upload.body, { limitInputPixels: mostPixels, failOn: "error", pages: 1 })
      .rotate()
      .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: 80, mozjpeg: false })
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

/** Asks ClamAV over its socket (INSTREAM). Without one configured, re-encoding is the protection; a scanner that is away lets nothing pass. */
async function isClean(world: World, body: Buffer): Promise<boolean> {
  const at = world.config.CLAMAV_SOCKET;
  if (!at) return true;
  const [host, port] = at.split(":");
  return new Promise((done) => {
    const socket = at.startsWith("/") ? connect({ path: at }) : connect({ host: host!, port: Number(port) });
    let said = "";
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length);
    socket.setTimeout(30_000, () => socket.destroy());
    socket.on("connect", () => socket.end(Buffer.concat([Buffer.from("zINSTREAM\0"), size, body, Buffer.alloc(4)])));
    socket.on("data", (part) => {
      said += part.toString();
    });
    socket.on("error", () => done(false));
    socket.on("close", () => done(/^stream: OK/.test(said)));
  });
}
