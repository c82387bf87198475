import { crc32, deflateRawSync } from "node:zlib";

/** 1 January 1980 at midnight, the oldest day that a ZIP can say: the same content makes the same file. */
const [time, day] = [0, 0x21];

/** A ZIP file (PKWARE APPNOTE 4.3) of small texts: local headers with the deflated content, then the directory. */
export function zip(files: readonly { name: string; body: string }[]): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, body } of files) {
    const plain = Buffer.from(body);
    const packed = deflateRawSync(plain);
    const title = Buffer.from(name);
    // Version 2.0, UTF-8 names (bit 11), deflated (8); then sum, sizes and the name's length.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(time, 6);
    common.writeUInt16LE(day, 8);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, tail, title);
    parts.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, index, end]);
}
