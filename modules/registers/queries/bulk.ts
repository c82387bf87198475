import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import type { Register } from "../definition/schema.ts";
import { keeper, registerNamed, wholeData } from "../register.ts";
import type { RecordRow } from "../tables.ts";
import { cellOf } from "../transfer/cell.ts";
import { columnsOf } from "../transfer/columns.ts";

/** Records that one bulk update may pick. */
export const mostPicked = 20_000;

const roles = ["steward", "administrator"] as const;
const named = async (tx: Parameters<typeof registerNamed>[0], code: string) => {
  const found = await registerNamed(tx, code);
  return found && { register: found };
};

/** The records that words find, or that are listed by number: those that a bulk update would change. */
export const pickedRecords = query({
  name: "registers.picked-records",
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      words: z.string().trim().max(100).default(""),
      numbers: z.array(z.string().min(1).max(80)).max(mostPicked).default([]),
    })
    .strict(),
  load: ({ tx }, { register }) => named(tx, register),
  allow: [{ hat: "officer", roles, relation: keeper, assurance: 3, purpose: "register-upkeep" }],
  async answer({ tx }, { register, words, numbers }) {
    type Row = Pick<RecordRow, "number" | "person"> & Record<string, unknown>;
    if (numbers.length > 0)
      return tx.query<Row>(
        `select number, person from registers.record where register = $1 and number = any($2) and ended_on is null`,
        [register, numbers],
      );
    if (words === "") return [];
    return tx.query<Row>(
      "select number, person from registers.search_records($1, $2, null, null, $3) where ended_on is null",
      [register, words.replace(/\s+/g, " "), mostPicked + 1],
    );
  },
  personal: {
    about: (rows) => rows.map(({ person }) => person),
    fields: ["number"],
    note: ({ register }) => ({ register, reason: "bulk" }),
  },
});

/** Rows of one register as they leave it in a file, some thousand at a time, each person with a receipt. */
export const exportedRows = query({
  name: "registers.exported-rows",
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      reason: z.enum(lookups.searchReasons, "registry.fault.reason"),
      after: z.uuid().nullable(),
      limit: z.number().int().min(1).max(2_500),
    })
    .strict(),
  load: ({ tx }, { register }) => named(tx, register),
  allow: [
    {
      hat: "officer",
      roles: ["administrator"],
      relation: keeper,
      assurance: 3,
      purpose: "register-upkeep",
    },
    {
      hat: "officer",
      roles: ["steward"],
      relation: keeper,
      assurance: 3,
      purpose: "register-upkeep",
      see: { sealed: "deny" },
    },
  ],
  async answer({ tx, world, see, askAsRoom }, { register: code, after, limit }, { register }) {
    const rows = await tx.query<RecordRow & Record<string, unknown>>(
      `select * from registers.record where register = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
      [code, after, limit],
    );
    const { people, businesses } = await askAsRoom(lookups.numbersOfHolders, {
      people: [...new Set(rows.flatMap(({ person }) => (person ? [person] : [])))],
      businesses: [...new Set(rows.flatMap(({ business }) => (business ? [business] : [])))],
    });
    const numbers = { nik: new Map(people), nib: new Map(businesses) };
    const columns = exportedColumns(register);
    const opens = see("sealed", "?") !== null;
    const cells: unknown[][] = [];
    for (const row of rows) {
      const data = opens && row.sealed ? await wholeData({ world, tx }, row) : row.data;
      cells.push(
        columns.map(({ about, field, kind, part }) => {
          if (about === "nik") return (row.person && numbers.nik.get(row.person)) ?? null;
          if (about === "nib") return (row.business && numbers.nib.get(row.business)) ?? null;
          if (about === "number") return row.number;
          if (about === "since") return row.valid_from;
          if (about === "ended") return row.ended_on;
          if (kind!.protection === "sealed" && !opens) return null;
          const value = data[field!];
          return part ? ((value as Record<string, unknown> | undefined)?.[part] ?? null) : cellOf(kind!, value);
        }),
      );
    }
    return {
      cells,
      people: rows.map(({ person }) => person),
      last: rows.at(-1)?.id ?? null,
      more: rows.length === limit,
    };
  },
  personal: {
    about: ({ people }) => people,
    fields: ["number", "record", "nik", "sealed"],
    note: ({ register, reason }) => ({ register, reason }),
  },
});

/** What leaves a register in a file. A record that is numbered by its holder is known by the holder's own number. */
export const exportedColumns = (register: Register) =>
  columnsOf(register).filter(({ about }) => about !== "number" || register.number !== "holder");
