import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { refuse } from "../../../../kernel/index.ts";
import type { Column } from "../columns.ts";
import type { Source } from "../source.ts";
import { chunk, placesOf, type Row } from "./row.ts";

/** Rows that one group of a file may have: a group is read as a whole. */
const largestGroup = 1_000_000;

/** The rows of a Parquet file, group after group; its columns have the register's names. */
export async function* readParquet(source: Source, names: readonly string[]): AsyncGenerator<Row[]> {
  const file = {
    byteLength: source.bytes,
    slice: async (from: number, to = source.bytes) => (await source.slice(from, to)).buffer,
  };
  const broken = () => refuse("invalid", "registers.load.broken-parquet");
  const metadata = await parquetMetadataAsync(file).catch(broken);
  const header = metadata.schema.slice(1).map(({ name }) => name);
  placesOf(header, names);
  let line = 0;
  for (const { num_rows } of metadata.row_groups) {
    const size = Number(num_rows);
    if (size > largestGroup) broken();
    const found = await parquetReadObjects({ file, metadata, rowStart: line, rowEnd: line + size }).catch(broken);
    for (let at = 0; at < found.length; at += chunk) {
      yield found.slice(at, at + chunk).map((row) => {
        line += 1;
        return { line, cells: names.map((name) => row[name]) };
      });
    }
  }
}

const kinds = { number: "DOUBLE", money: "DOUBLE", "yes-no": "BOOLEAN" } as const;
type Plain = keyof typeof kinds;

/** Rows as Parquet: numbers and yes-no by their kind, all else as text. */
export async function* writeParquet(
  columns: readonly Column[],
  rows: AsyncIterable<unknown[][]>,
): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  // What was written leaves at once; the writer only counts it.
  const writer = Object.assign(new ByteWriter(), {
    flush() {
      parts.push(writer.getBytes().slice());
      writer.index = 0;
    },
  });
  const typed = (data: unknown[][]) =>
    columns.map(({ name, kind }, i) => ({
      name,
      nullable: true,
      type: kinds[kind?.type as Plain] ?? ("STRING" as const),
      data: data.map((row) => {
        const value = row[i] ?? null;
        return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
      }),
    }));
  const schema = schemaFromColumnData({ columnData: typed([]) });
  const file = new ParquetWriter({ writer, schema });
  let waiting: unknown[][] = [];
  for await (const some of rows) {
    waiting.push(...some);
    if (waiting.length < 50_000) continue;
    file.write({ columnData: typed(waiting), rowGroupSize: waiting.length });
    waiting = [];
    yield* parts.splice(0);
  }
  if (waiting.length > 0) file.write({ columnData: typed(waiting), rowGroupSize: waiting.length });
  file.finish();
  writer.flush();
  yield* parts.splice(0);
}
