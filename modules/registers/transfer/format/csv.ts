import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { refuse } from "../../../../kernel/index.ts";
import type { Source } from "../source.ts";
import { chunk, longestRow, placesOf, type Row } from "./row.ts";

/** The rows of a CSV file (RFC 4180), parted by commas, semicolons or tabs, as spreadsheets differ in that. */
export async function* readCsv(source: Source, names: readonly string[]): AsyncGenerator<Row[]> {
  const delimiter = await separatorOf(source);
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    // The library's types know records of one shape only.
    on_record: (cells: string[], { lines }) => ({ line: lines, cells }) as never,
  });
  const from = Readable.from(source.stream());
  // A file that cannot be read on ends the parser too, which tells it to the loop below.
  from.on("error", (error) => parser.destroy(error));
  from.pipe(parser);
  let places: number[] | undefined;
  let width = 0;
  let rows: Row[] = [];
  try {
    for await (const { line, cells } of parser as AsyncIterable<{ line: number; cells: string[] }>) {
      if (!places) {
        places = placesOf(cells, names);
        width = cells.length;
        continue;
      }
      if (cells.length !== width) rows.push({ line, cells: [], fault: "registers.row.width" });
      else if (cells.some((cell) => cell.includes("\uFFFD")))
        rows.push({ line, cells: [], fault: "registers.row.encoding" });
      else rows.push({ line, cells: places.map((place) => (place < 0 ? undefined : cells[place])) });
      if (rows.length >= chunk) {
        yield rows;
        rows = [];
      }
    }
  } catch (error) {
    if (error instanceof CsvError) refuse("invalid", "registers.load.broken-csv", { line: Number(error.lines ?? 0) });
    throw error;
  } finally {
    from.destroy();
  }
  if (rows.length > 0) yield rows;
}

async function separatorOf(source: Source): Promise<string> {
  const start = Buffer.from(await source.slice(0, Math.min(source.bytes, 8192))).toString();
  const line = start.split("\n", 1)[0]!;
  return [",", ";", "\t"].find((sign) => line.includes(sign)) ?? ",";
}

const quoted = /[",\r\n]|^\s|\s$/;
const cellOf = (value: unknown): string => {
  const text = value === null || value === undefined ? "" : String(value);
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as CSV in UTF-8, parted by commas, with a line of names. */
export async function* writeCsv(
  names: readonly string[],
  rows: AsyncIterable<unknown[][]>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${names.map(cellOf).join(",")}\r\n`);
  for await (const some of rows) yield Buffer.from(some.map((row) => `${row.map(cellOf).join(",")}\r\n`).join(""));
}
