import { refuse } from "../../../../kernel/index.ts";
import type { Column } from "../columns.ts";
import type { Source } from "../source.ts";
import { readCsv, writeCsv } from "./csv.ts";
import { readJsonLines, writeJsonLines } from "./json-lines.ts";
import { readParquet, writeParquet } from "./parquet.ts";
import type { Row } from "./row.ts";
import { readWorkbook, writeWorkbook } from "./workbook.ts";

/** The kinds of files that a register comes and goes in. */
export const formats = ["csv", "xlsx", "jsonl", "parquet"] as const;
export type Format = (typeof formats)[number];

export const mediaTypes: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  jsonl: "application/jsonl; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/** What a file is, by how its name ends. Refuses what is none of the four. */
export function formatOf(name: string): Format {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase().replace("ndjson", "jsonl");
  return formats.find((one) => one === ending) ?? refuse("invalid", "registers.load.ending");
}

const readers = { csv: readCsv, xlsx: readWorkbook, jsonl: readJsonLines, parquet: readParquet };

/** The rows of a file, some at a time, in its order. Refuses a file that cannot be read on. */
export const rowsOf = (format: Format, source: Source, columns: readonly Column[]): AsyncGenerator<Row[]> =>
  readers[format](
    source,
    columns.map(({ name }) => name),
  );

/** Rows, cells in the order of the columns, as the bytes of a file. */
export function bytesOf(
  format: Format,
  columns: readonly Column[],
  rows: AsyncIterable<unknown[][]>,
): AsyncGenerator<Uint8Array> {
  const names = columns.map(({ name }) => name);
  if (format === "parquet") return writeParquet(columns, rows);
  return { csv: writeCsv, xlsx: writeWorkbook, jsonl: writeJsonLines }[format](names, rows);
}
