import { createCipheriv, createDecipheriv, createHash, type Hash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline, type Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

/** A body was longer than it may be. */
export class TooLong extends Error {
  /** As Fastify's own refusal of a body that is too large. */
  readonly statusCode = 413;
}

type Hashing = "sha256" | "sha512";
const cipher = "aes-256-ctr";

/**
 * A body that is too large to be held, in a file of its own: nameless from the first moment, so that nothing is left of it when the
 * process dies, and under a key that is nowhere but here. Its hashes were made while it came.
 */
export class Spool {
  readonly length: number;
  readonly #handle: FileHandle;
  readonly #key: Buffer;
  readonly #hashes: ReadonlyMap<Hashing, Buffer>;
  constructor(handle: FileHandle, key: Buffer, length: number, hashes: ReadonlyMap<Hashing, Buffer>) {
    this.#handle = handle;
    this.#key = key;
    this.length = length;
    this.#hashes = hashes;
  }
  hash(algorithm: Hashing): Buffer {
    return this.#hashes.get(algorithm)!;
  }
  /** From the beginning. The last reader takes the file with it. */
  read({ last = false } = {}): Readable {
    const file = this.#handle.createReadStream({ start: 0, autoClose: false });
    const clear = createDecipheriv(cipher, this.#key, Buffer.alloc(16));
    return pipeline(file, clear, () => last && void this.close());
  }
  whole(): Promise<Buffer> {
    return buffer(this.read());
  }
  close(): Promise<void> {
    return this.#handle.close().catch(() => {});
  }
}

/** A body, held while it is small and spooled when it is not. */
export type Payload = Buffer | Spool;

/** From this many bytes on a body goes to a file. */
const held = 262_144;

interface Terms {
  folder: string;
  most: number;
  hashes: readonly Hashing[];
}

/** Takes a body in, bounded; throws TooLong past `most`. */
export async function spooled(source: AsyncIterable<Buffer>, terms: Terms): Promise<Payload> {
  const parts: Buffer[] = [];
  let length = 0;
  let file: Filling | undefined;
  try {
    for await (const part of source) {
      length += part.length;
      if (length > terms.most) throw new TooLong(`longer than ${terms.most} bytes`);
      if (file) await file.put(part);
      else parts.push(part);
      if (file || length <= held) continue;
      file = await Filling.begin(terms);
      for (const one of parts.splice(0)) await file.put(one);
    }
  } catch (error) {
    await file?.drop();
    throw error;
  }
  if (file) return file.done(length);
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

/** A file while it fills. */
class Filling {
  readonly #handle: FileHandle;
  readonly #key = randomBytes(32);
  readonly #hidden = createCipheriv(cipher, this.#key, Buffer.alloc(16));
  readonly #hashes: ReadonlyMap<Hashing, Hash>;
  constructor(handle: FileHandle, hashes: readonly Hashing[]) {
    this.#handle = handle;
    this.#hashes = new Map(hashes.map((name) => [name, createHash(name)]));
  }
  static async begin({ folder, hashes }: Terms): Promise<Filling> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomBytes(16).toString("hex"));
    const handle = await open(path, "wx+", 0o600);
    await unlink(path);
    return new Filling(handle, hashes);
  }
  async put(part: Buffer): Promise<void> {
    for (const hash of this.#hashes.values()) hash.update(part);
    await this.#handle.appendFile(this.#hidden.update(part));
  }
  drop(): Promise<void> {
    return this.#handle.close();
  }
  done(length: number): Spool {
    const hashes = new Map([...this.#hashes].map(([name, hash]) => [name, hash.digest()]));
    return new Spool(this.#handle, this.#key, length, hashes);
  }
}

/** Where such files lie: on the house's own disk, not in a temporary folder that may be memory. */
export const spoolFolder = ({ DATA_DIR }: { DATA_DIR: string }): string => join(DATA_DIR, "spool");
