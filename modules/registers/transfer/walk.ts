import { Refusal, refuse, type World } from "../../../kernel/index.ts";
import { largestBatch } from "../commands/write-batch.ts";
import type { Register } from "../definition/schema.ts";
import { bulkFile } from "./bulk-file.ts";
import { columnsOf } from "./columns.ts";
import { type Format, rowsOf } from "./format/index.ts";
import { type Entry, judgeOf, type RowFault } from "./judge.ts";
import type { Source } from "./source.ts";

/** Sound rows that are written together, by their places in the file from 1, and the faults of those among them. */
export interface Batch {
  first: number;
  last: number;
  entries: Entry[];
  faults: RowFault[];
}

/** A file from its beginning to its end in batches that are always the same, each row judged by itself. */
export async function* batchesOf(
  world: World,
  register: Register,
  format: Format,
  source: Source,
): AsyncGenerator<Batch> {
  const judge = judgeOf(register, world.calendar.today(world.clock.now()));
  const { records } = bulkFile.of(world.government).most;
  let place = 0;
  let batch: Batch = { first: 1, last: 0, entries: [], faults: [] };
  for await (const rows of rowsOf(format, source, columnsOf(register))) {
    for (const row of rows) {
      place += 1;
      if (place > records) refuse("too-large", "registers.load.too-many", { most: records });
      const judged = judge(row);
      if (Array.isArray(judged)) batch.faults.push(...judged);
      else batch.entries.push(judged);
      if (place - batch.first + 1 < largestBatch) continue;
      yield { ...batch, last: place };
      batch = { first: place + 1, last: place, entries: [], faults: [] };
    }
  }
  if (place >= batch.first) yield { ...batch, last: place };
}

/** Why a file could not be read on, in words that can be kept; what is a bug is thrown on. */
export function whyNot(error: unknown): { key: string; values?: Record<string, string | number> } {
  if (!(error instanceof Refusal)) throw error;
  return {
    key: error.messageKey,
    ...(Object.keys(error.values).length > 0 && { values: error.values as Record<string, string | number> }),
  };
}
