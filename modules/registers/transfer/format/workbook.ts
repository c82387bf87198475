import { Readable } from "node:stream";
import { streamXlsxRows, writeXlsxStream } from "hucre/xlsx";
import { refuse } from "../../../../kernel/index.ts";
import type { Source } from "../source.ts";
import { chunk, placesOf, type Row } from "./row.ts";
import { unpackedBytes } from "./unpacked.ts";

/** Largest workbook: it is unpacked in memory, and what is packed small may be large. */
const mostBytes = 64 * 1024 * 1024;
/** And once it is unpacked. */
const mostUnpacked = 512 * 1024 * 1024;
/** Rows that one sheet can hold. */
export const mostRows = 1_048_576;

/** The rows of the first sheet of a workbook (XLSX); its first row names the columns. */
export async function* readWorkbook(source: Source, names: readonly string[]): AsyncGenerator<Row[]> {
  if (source.bytes > mostBytes) refuse("too-large", "registers.load.large-workbook");
  const body = await source.slice(0, source.bytes);
  const bytes = await unpackedBytes(body, mostUnpacked);
  if (bytes === null) refuse("invalid", "registers.load.broken-workbook");
  if (bytes > mostUnpacked) refuse("too-large", "registers.load.packed");
  let places: number[] | undefined;
  let rows: Row[] = [];
  const sheet = streamXlsxRows(body, { maxRows: mostRows })[Symbol.asyncIterator]();
  for (;;) {
    const next = await sheet.next().catch(() => refuse("invalid", "registers.load.broken-workbook"));
    if (next.done) break;
    const { index, values } = next.value;
    if (!places) {
      places = placesOf(values, names);
      continue;
    }
    if (values.every((value) => value === null || value === "")) continue;
    rows.push({ line: index + 1, cells: places.map((place) => (place < 0 ? undefined : values[place])) });
    if (rows.length >= chunk) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

/** Rows as a workbook with one sheet. Days and numbers of things go as text, so that no program rewrites them. */
export async function* writeWorkbook(
  names: readonly string[],
  rows: AsyncIterable<unknown[][]>,
): AsyncGenerator<Uint8Array> {
  let count = 1;
  async function* flat() {
    for await (const some of rows)
      for (const row of some) {
        if (++count > mostRows) refuse("too-large", "registers.export.workbook-full");
        yield row.map((value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : value)) as (
          | string
          | number
          | boolean
          | null
        )[];
      }
  }
  const stream = writeXlsxStream(flat(), { name: "data", columns: names.map((header) => ({ header })) });
  yield* Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]);
}
