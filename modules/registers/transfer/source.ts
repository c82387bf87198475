import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";

/** A file that is read from its beginning, or in part: Parquet keeps its directory at the end. */
export interface Source {
  name: string;
  bytes: number;
  stream(): AsyncIterable<Uint8Array>;
  slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Bytes that are in memory already: an upload. */
export const bytesSource = (name: string, body: Buffer): Source => ({
  name,
  bytes: body.length,
  async *stream() {
    for (let at = 0; at < body.length; at += 262_144) yield body.subarray(at, at + 262_144);
  },
  slice: async (from, to) => new Uint8Array(body.subarray(from, to)),
});

/** A file on the disk, however large: never in memory as a whole. */
export async function pathSource(path: string): Promise<Source> {
  const { size } = await stat(path);
  return {
    name: path,
    bytes: size,
    stream: () => createReadStream(path, { highWaterMark: 262_144 }),
    async slice(from, to) {
      const file = await open(path);
      try {
        const part = new Uint8Array(to - from);
        await file.read(part, 0, part.length, from);
        return part;
      } finally {
        await file.close();
      }
    },
  };
}

/** What a file says, as 64 hexadecimal digits: the same file is known again by it. */
export async function hashOf(source: Source): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of source.stream()) hash.update(part);
  return hash.digest("hex");
}
