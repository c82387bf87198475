import { createReadStream } from "node:fs";
import { FileFault } from "../../../kernel/index.ts";

/** Longest row in bytes: more is no row of a register, and is not kept in memory. */
export const longestRow = 65_536;

/** A line of a file, from 1. `text` is null where the bytes are not UTF-8. */
export interface Line {
  line: number;
  text: string | null;
}

/** A file line by line, however large it is. Throws FileFault at a line that is too long. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield told(path, ++line, bytes.subarray(from, end));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestRow) tooLong(path, line + 1);
  }
  if (rest.length > 0) yield told(path, line + 1, rest);
}

function told(path: string, line: number, bytes: Buffer): Line {
  if (bytes.length > longestRow) tooLong(path, line);
  try {
    // A decoder drops the mark that some programs put at a file's very beginning.
    return { line, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r$/, "") };
  } catch {
    return { line, text: null };
  }
}

export function tooLong(path: string, line: number, says = `is longer than ${longestRow} bytes`): never {
  throw new FileFault([`${path}:${line}: the row ${says}`]);
}
