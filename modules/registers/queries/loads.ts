import { z } from "zod";
import { keyset, pageOf, query } from "../../../kernel/index.ts";
import { registerNamed } from "../register.ts";
import { bulkFile } from "../transfer/bulk-file.ts";
import type { Entry } from "../transfer/judge.ts";
import { type LoadRow, loadById, loadReader } from "../transfer/load.ts";
import { planned } from "../transfer/plan.ts";

type Row<T> = T & Record<string, unknown>;

/** What sound rows would do to a register as it stands; nothing is changed. For the house's own look at a file. */
export const plannedRows = query({
  name: "registers.planned-rows",
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      only: z.boolean(),
      entries: z.array(z.custom<Entry>((one) => typeof one === "object" && one !== null)).max(2_500),
    })
    .strict(),
  load: ({ tx }, { register }) => registerNamed(tx, register),
  allow: [{ hat: "system" }],
  answer: (context, { only, entries }, register) => planned(context, register, entries, { only, lock: false }),
});

/** What of a source was written so far. */
export const batchesWritten = query({
  name: "registers.batches-written",
  internal: true,
  input: z.object({ source: z.string().max(80) }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }, { source }) {
    const [sum] = await tx.query<Record<"last" | "made" | "changed" | "ended" | "same", number>>(
      `select coalesce(max(last), 0)::int as last, coalesce(sum(made), 0)::int as made, coalesce(sum(changed), 0)::int as changed,
         coalesce(sum(ended), 0)::int as ended, coalesce(sum(same), 0)::int as same
       from registers.batch where source = $1`,
      [source],
    );
    return sum!;
  },
});

/** Where a load's file is and how it stands, for the job that works on it. */
export const loadAsHouse = query({
  name: "registers.load-as-house",
  internal: true,
  input: z.object({ id: z.uuid() }).strict(),
  load: (context, { id }) => loadById(context, id),
  allow: [{ hat: "system" }],
  answer: async (_context, _input, held) => held,
});

const readers = ["steward", "administrator"] as const;

/** The loads of my agency, newest first, and those of others that wait for me as a second person. */
export const loadsOfMine = query({
  name: "registers.loads",
  internal: true,
  input: z.object(keyset).strict(),
  allow: [{ hat: "officer", roles: readers }],
  async answer({ tx, actor, world }, { after, before, limit }) {
    const { agency, roles } = actor.officer!;
    const all = bulkFile.of(world.government).secondPerson.steward === agency && roles.includes("steward");
    const side = before
      ? "and id > $2::uuid order by id asc"
      : "and ($2::uuid is null or id < $2::uuid) order by id desc";
    const rows = await tx.query<Row<LoadRow>>(
      `select * from registers.load where (agency = $1 or ($3 and state = 'waiting')) ${side} limit $4`,
      [agency, before ?? after ?? null, all, limit + 1],
    );
    return pageOf<LoadRow>(rows, { after, before, limit });
  },
});

export interface FaultRow {
  line: number;
  field: string;
  key: string;
  values: Record<string, string | number> | null;
}
export interface ChangeRow {
  kind: "made" | "changed" | "ended";
  number: string;
  person: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** A load with its faults, some of what it would change, and how far it has come. */
export const loadWhole = query({
  name: "registers.load",
  internal: true,
  input: z.object({ id: z.uuid(), faults: z.number().int().min(0).max(100_000).default(50) }).strict(),
  load: (context, { id }) => loadById(context, id),
  allow: [{ hat: "officer", roles: readers, relation: loadReader, purpose: "register-upkeep" }],
  async answer({ tx }, { id, faults: most }, { load, register }) {
    const faults = await tx.query<Row<FaultRow>>(
      "select line, field, key, values from registers.load_fault where load = $1 order by nth limit $2",
      [id, most],
    );
    const changes = await tx.query<Row<ChangeRow>>(
      "select kind, number, person, before, after from registers.load_change where load = $1 order by nth",
      [id],
    );
    const [written] = await tx.query<Record<"last" | "made" | "changed" | "ended" | "same", number>>(
      `select coalesce(max(last), 0)::int as last, coalesce(sum(made), 0)::int as made,
         coalesce(sum(changed), 0)::int as changed, coalesce(sum(ended), 0)::int as ended, coalesce(sum(same), 0)::int as same
       from registers.batch where source = $1::text`,
      [id],
    );
    return { load, register, faults, changes, written: written! };
  },
  personal: {
    about: ({ changes }) => changes.map(({ person }) => person),
    fields: ["number", "record"],
    subject: ({ id }) => id,
    note: (_input, { load }) => ({ register: load.register }),
  },
});
