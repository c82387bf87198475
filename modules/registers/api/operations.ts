import { type RequestContext, refuse } from "../../../kernel/index.ts";
import { writeRecord } from "../commands/write-record.ts";
import { type Believed, recordWhole } from "../queries/record.ts";
import { readRecord, recordExists, searchRecords } from "./ask.ts";

type Door = Pick<RequestContext, "ask" | "act">;
type Body = Record<string, unknown>;

/** One thing that programs may do with a register. `takes` and `gives` are shapes of `shapes.ts`. */
export interface Operation {
  name: string;
  summary: string;
  takes: string;
  gives: string;
  changes?: true;
  do(door: Door, register: string, body: Body, key: string | undefined): Promise<unknown>;
}

const write = (change: string) =>
  (({ act }: Door, register: string, { fields, correction, ...more }: Body, key: string | undefined) =>
    act(
      writeRecord,
      { ...more, register, change: correction === true ? "correct" : change, sets: fields } as never,
      key === undefined ? {} : { key: `registers:${key}` },
    )) satisfies Operation["do"];

/** What can be done with every register, over the same commands and questions as its pages. */
export const operations: readonly Operation[] = [
  {
    name: "read",
    summary: "One record, by its id or number",
    takes: "Which",
    gives: "Record",
    do: ({ ask }, register, body) => ask(readRecord, { ...body, register } as never),
  },
  {
    name: "exists",
    summary: "Whether there is such a record that has not ended",
    takes: "Which",
    gives: "Exists",
    do: async ({ ask }, register, body) => ({
      exists: (await ask(recordExists, { ...body, register } as never)).exists,
    }),
  },
  {
    name: "search",
    summary: "Records that fit some words or fields, a page at a time; what is sealed is left out",
    takes: "Search",
    gives: "Found",
    do: ({ ask }, register, body) => ask(searchRecords, { ...body, register } as never),
  },
  { name: "create", summary: "Makes a record", takes: "Create", gives: "Written", changes: true, do: write("create") },
  {
    name: "update",
    summary: "Changes or corrects a record",
    takes: "Update",
    gives: "Written",
    changes: true,
    do: write("update"),
  },
  {
    name: "update-or-create",
    summary: "Changes the record that is there, or makes it",
    takes: "UpdateOrCreate",
    gives: "Written",
    changes: true,
    do: write("put"),
  },
  {
    name: "history",
    summary: "All versions of a record, or the one that was held true of a day as it was known then",
    takes: "HistoryOf",
    gives: "History",
    async do({ ask }, register, { id, number, ...when }) {
      const one = await ask(readRecord, {
        register,
        ...(id !== undefined && { id }),
        ...(number !== undefined && { number }),
      } as never);
      const { record, versions, believed } = await ask(recordWhole, { id: one.id, ...when } as never);
      const current = { ...record, valid_until: null, recorded_until: null };
      if (believed === null) refuse("not-found", "kernel.refusal.not-found");
      return { versions: (believed ? [believed] : [current, ...versions]).map(versionShown) };
    },
  },
];

const versionShown = (one: Believed) => ({
  version: one.version,
  definition: one.definition,
  validFrom: one.valid_from,
  validUntil: one.valid_until,
  endedOn: one.ended_on,
  recordedAt: one.recorded_at,
  recordedUntil: one.recorded_until,
  reason: one.reason,
  authority: one.authority,
  fields: one.data,
});
