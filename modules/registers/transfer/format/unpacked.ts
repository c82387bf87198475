import { createInflateRaw } from "node:zlib";

const signatures = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 } as const;

/**
 * How many bytes a ZIP holds once it is unpacked, counted by unpacking it and keeping nothing: what its directory says may be a
 * lie. Infinity when it is more than `most`; null when it is no ZIP that can be read.
 */
export async function unpackedBytes(zip: Uint8Array, most: number): Promise<number | null> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  // The directory's end stands last, before a comment of 65535 bytes at most.
  let end = zip.length - 22;
  const first = Math.max(0, end - 65_535);
  while (end >= first && view.getUint32(end, true) !== signatures.end) end -= 1;
  if (end < first) return null;
  let total = 0;
  try {
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (view.getUint32(at, true) !== signatures.entry) return null;
      const packed = view.getUint32(at + 20, true);
      const local = view.getUint32(at + 42, true);
      if (view.getUint32(local, true) !== signatures.local) return null;
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const deflated = view.getUint16(at + 10, true) !== 0;
      total += deflated ? await inflated(zip.subarray(from, from + packed), most - total) : packed;
      if (total > most) return Number.POSITIVE_INFINITY;
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch {
    return null;
  }
  return total;
}

/** The size of one part; more than `most` is not unpacked to its end. */
async function inflated(part: Uint8Array, most: number): Promise<number> {
  const stream = createInflateRaw();
  stream.end(part);
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) break;
  }
  return bytes;
}
