import { crc32 } from "node:zlib";
import type { FileSet } from "../definition/load.ts";

// A zip file as APPNOTE 6.3.10 describes it: for each file a header and its bytes, then the list of them all.
const versionNeeded = 20;
/** Names are UTF-8 (bit 11). */
const flags = 0x0800;
/** Midnight of 1 January 1980, the first day that the format knows: the same files give the same bytes. */
const [time, date] = [0, 0x21];

/** A service's files as one zip file. The bytes depend on the files alone: sorted, not compressed, without a time. */
export function writeArchive(files: FileSet): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const name of Object.keys(files).sort()) {
    const body = Buffer.from(files[name]!);
    const called = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(versionNeeded, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(0, 4);
    head.writeUInt16LE(time, 6);
    head.writeUInt16LE(date, 8);
    head.writeUInt32LE(crc32(body), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(called.length, 22);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), head, called, body);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    list.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, place, called);
    at += 30 + called.length + body.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}
