import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Source } from "../source.ts";
import { chunk, longestRow, type Row } from "./row.ts";

/** The rows of a file in JSON Lines: one object a line, in UTF-8. Parts of an address have a dot in their names here too. */
export async function* readJsonLines(source: Source, names: readonly string[]): AsyncGenerator<Row[]> {
  const places = new Map(names.map((name, i) => [name, i]));
  const lines = createInterface({ input: Readable.from(source.stream()), crlfDelay: Infinity });
  let rows: Row[] = [];
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === "") continue;
    rows.push(rowOf(text, line, places));
    if (rows.length >= chunk) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

function rowOf(text: string, line: number, places: ReadonlyMap<string, number>): Row {
  const wrong = (fault: string): Row => ({ line, cells: [], fault });
  if (text.length > longestRow) return wrong("registers.row.long");
  if (text.includes("\uFFFD")) return wrong("registers.row.encoding");
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return wrong("registers.row.json");
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) return wrong("registers.row.json");
  const cells: unknown[] = new Array(places.size);
  for (const [name, value] of Object.entries(read)) {
    const place = places.get(name);
    if (place === undefined) return wrong("registers.row.strange");
    cells[place] = value;
  }
  return { line, cells };
}

/** Rows as JSON Lines; what a record does not have is left out. */
export async function* writeJsonLines(
  names: readonly string[],
  rows: AsyncIterable<unknown[][]>,
): AsyncGenerator<Uint8Array> {
  for await (const some of rows) {
    const lines = some.map((row) => {
      const held = row.flatMap((value, i): [string, unknown][] => (value === null ? [] : [[names[i]!, value]]));
      return `${JSON.stringify(Object.fromEntries(held))}\n`;
    });
    yield Buffer.from(lines.join(""));
  }
}
