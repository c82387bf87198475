import { z } from "zod";
import { type Actor, isId, keyset, pageOf, query, relation, type Tx } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { type Data, wordsOf } from "../definition/check.ts";
import { broughtThrough } from "../definition/mapping.ts";
import type { Register } from "../definition/schema.ts";
import {
  type HeldRecord,
  ownPart,
  recordById,
  recordKeeper,
  recordWriter,
  registerNamed,
  wholeData,
  writes,
} from "../register.ts";
import type { RecordRow } from "../tables.ts";

/** A record as programs read it: under the newest version of its register, whatever version it was written by. */
export interface ApiRecord {
  id: string;
  number: string;
  version: number;
  validFrom: string;
  endedOn: string | null;
  recordedAt: Date;
  person: string | null;
  business: string | null;
  fields: Data;
}

const shown = (row: RecordRow, fields: Data): ApiRecord => ({
  id: row.id,
  number: row.number,
  version: row.version,
  validFrom: row.valid_from,
  endedOn: row.ended_on,
  recordedAt: row.recorded_at,
  person: row.person,
  business: row.business,
  fields,
});

/** Which record: by its id, or by its own number. */
const which = {
  register: z.string().max(60),
  id: z.uuid().optional(),
  number: z.string().trim().min(1).max(80).optional(),
};
const oneWay = ({ id, number }: { id?: string | undefined; number?: string | undefined }) =>
  (id === undefined) !== (number === undefined);
const Which = z
  .object(which)
  .strict()
  .refine(oneWay, { path: ["number"], error: "registers.fault.which" });

async function found(tx: Tx, { register, id, number }: z.output<typeof Which>): Promise<HeldRecord | null> {
  const [row] = await tx.query<{ id: string }>(
    `select id from registers.record where register = $1 and ${id ? "id = $2" : "number = $2"}`,
    [register, id ?? number],
  );
  return row ? recordById(tx, row.id) : null;
}

const part = (actor: Actor, register: Register, data: Data): Data => {
  const agency = actor.officer?.agency;
  return agency && agency !== register.keeper ? ownPart(register, agency, data) : data;
};

const readers = [
  { hat: "officer", roles: ["administrator", "front-desk"], relation: recordKeeper, purpose: "register-upkeep" },
  { hat: "officer", roles: ["administrator"], relation: recordWriter, purpose: "register-upkeep" },
  { hat: "system", purpose: "service" },
] as const;

/** One record of a register. */
export const readRecord = query({
  name: "registers.read",
  input: Which,
  load: ({ tx }, asked) => found(tx, asked),
  allow: readers,
  async answer({ world, tx, actor }, _input, { row, register, after }): Promise<ApiRecord> {
    const data = broughtThrough(after, await wholeData({ world, tx }, row));
    return shown(row, part(actor, after.at(-1) ?? register, data));
  },
  personal: {
    about: (_record, { row }) => [row.person],
    fields: ["number", "record"],
    note: ({ register }) => ({ register }),
  },
});

const searcher = relation<{ register: Register }>(
  "keeper of the register, or owner of a field",
  (actor, { register }) => writes(actor, register),
);
const searchers = [
  { hat: "officer", roles: ["administrator", "front-desk"], relation: searcher, purpose: "register-upkeep" },
  { hat: "system", purpose: "service" },
] as const;

const loadRegister = async ({ tx }: { tx: Tx }, { register }: { register: string }) => {
  const newest = await registerNamed(tx, register);
  return newest && { register: newest };
};

/** Whether there is such a record: yes or no, and nothing of it. */
export const recordExists = query({
  name: "registers.exists",
  input: Which,
  load: loadRegister,
  allow: searchers,
  async answer({ tx }, asked) {
    const there = await found(tx, asked);
    return { exists: there !== null && there.row.ended_on === null, person: there?.row.person ?? null };
  },
  personal: { about: ({ person }) => [person], fields: ["number"], note: ({ register }) => ({ register }) },
});

/**
 * Records that fit some words and say exactly this in their search fields, a page at a time. What is sealed is left out of
 * lists: it is opened one record at a time.
 */
export const searchRecords = query({
  name: "registers.search",
  // Asked by routes and other rooms: what is looked for may be somebody's name and never stands in an address.
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      words: z.string().trim().max(100).default(""),
      fields: z.record(z.string().max(40), z.unknown()).default({}),
      reason: z.enum(lookups.searchReasons, "registry.fault.reason"),
      ...keyset,
    })
    .strict(),
  load: loadRegister,
  allow: searchers,
  async answer({ tx, actor }, { words, fields, after, before, limit }, { register }) {
    const own = typeof register.number === "object" && "field" in register.number ? [register.number.field] : [];
    const known = Object.entries(fields).filter(([name]) => [...register.search, ...own].includes(name));
    // A field that nothing finds by fits nothing: to leave it out would answer another question.
    if (known.length < Object.keys(fields).length) return pageOf<ApiRecord>([], { after, before, limit });
    const every = [words, ...known.map(([, value]) => wordsOf(value))].join(" ").replace(/\s+/g, " ").trim();
    const rows = await tx.query<RecordRow & Record<string, unknown>>(
      `select * from registers.search_records($1, $2, $3, $4, $6) where data @> $5 limit $7`,
      [
        register.code,
        every.slice(0, 300),
        isId(after ?? "") ? after : null,
        before ?? null,
        Object.fromEntries(known),
        1000,
        limit + 1,
      ],
    );
    return pageOf(
      rows.map((row) => shown(row, part(actor, register, row.data))),
      { after, before, limit },
    );
  },
  personal: {
    about: ({ rows }) => rows.map(({ person }) => person),
    fields: ["number", "record"],
    note: ({ register, reason }) => ({ register, reason }),
  },
});
