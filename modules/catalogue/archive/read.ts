import { crc32, inflateRawSync } from "node:zlib";
import { FileFault } from "../../../kernel/index.ts";
import type { FileSet } from "../definition/load.ts";

/** What an archive may hold at most: more than any service needs, less than does harm. */
export const bounds = { archive: 2_000_000, files: 40, file: 300_000, whole: 1_000_000 } as const;

const fault = (says: string): never => {
  throw new FileFault([`archive: ${says}`]);
};

/**
 * Takes the files out of a zip file, made here or by any other program; a folder around them falls away. Whatever is
 * wrong with it is a FileFault: it is cut short, lies about its sizes, hides more than it says, or names places outside.
 */
export function readArchive(bytes: Buffer): FileSet {
  if (bytes.length > bounds.archive) fault(`it is larger than ${bounds.archive / 1_000_000} MB`);
  try {
    return take(bytes);
  } catch (error) {
    if (error instanceof RangeError) return fault("it is cut short, or is no zip file");
    throw error;
  }
}

function take(bytes: Buffer): FileSet {
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0) fault("it is no zip file. Make one of the service's folder, or take one out of a published service");
  const count = bytes.readUInt16LE(end + 10);
  if (count > bounds.files) fault(`it holds ${count} files; ${bounds.files} at most`);
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  let whole = 0;
  for (let i = 0; i < count; i += 1) {
    if (bytes.toString("latin1", at, at + 4) !== "PK\x01\x02") fault("its list of files is broken");
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    const [crc, packed, size] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const [nameLength, extra, remark] = [28, 30, 32].map((part) => bytes.readUInt16LE(at + part)) as [
      number,
      number,
      number,
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    at += 46 + nameLength + extra + remark;
    if (name.endsWith("/")) continue;
    const short = plainName(name);
    if (files.has(short)) fault(`${short} is in it twice`);
    if (flags & 1) fault(`${short} is locked with a password`);
    whole += size;
    if (size > bounds.file || whole > bounds.whole)
      fault(`${short} is too large: ${bounds.file / 1000} kB a file, ${bounds.whole / 1000} kB together`);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (from + packed > bytes.length) fault(`${short} is cut short`);
    files.set(short, content(short, bytes.subarray(from, from + packed), method, size, crc));
  }
  if (files.size === 0) fault("it is empty");
  return Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** "izin/form.yaml" and "form.yaml" are the same file; everything that points elsewhere is refused. */
function plainName(name: string): string {
  const found = /^(?:[\w-]{1,60}\/)?([a-z]{1,30}\.[a-z]{2,6})$/.exec(name);
  return found
    ? found[1]!
    : fault(`"${name.slice(0, 80).replace(/[^\x20-\x7e]/g, "?")}" is no name of a service's file`);
}

function content(name: string, packed: Buffer, method: number, size: number, crc: number): string {
  let body: Buffer = packed;
  if (method === 8) {
    try {
      // It stops at the size that was told: what unpacks into more never takes the memory.
      body = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    } catch {
      fault(`${name} does not unpack to the size it says`);
    }
  } else if (method !== 0) fault(`${name} is packed in a way that is not read here. Use the usual "deflate"`);
  if (body.length !== size || crc32(body) !== crc) fault(`${name} is damaged`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return fault(`${name} is no text in UTF-8`);
  }
}
