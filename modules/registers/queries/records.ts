import { z } from "zod";
import { keyset, type Locale, on, pageOf, query, textIn } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import type { Data } from "../definition/check.ts";
import type { Register } from "../definition/schema.ts";
import { keeper, recordById, registerNamed, wholeData } from "../register.ts";
import type { RecordRow, RegistersTables } from "../tables.ts";

const people = (rows: readonly Pick<RecordRow, "person">[]) => rows.map(({ person }) => person);

/** All registers in their newest version: what the government keeps, who owns it and by which law. Anybody may know. */
export const allRegisters = query({
  name: "registers.registers",
  input: z.object({}).strict(),
  allow: [{ hat: "anyone" }, { hat: "citizen" }, { hat: "business" }, { hat: "officer" }, { hat: "system" }],
  async answer({ tx }): Promise<Register[]> {
    const rows = await tx.query<{ definition: Register }>(
      "select distinct on (code) definition from registers.definition order by code, version desc",
    );
    return rows.map(({ definition }) => definition);
  },
});

export const registerByCode = query({
  name: "registers.register",
  input: z.object({ code: z.string().max(60) }).strict(),
  load: ({ tx }, { code }) => registerNamed(tx, code),
  allow: [{ hat: "anyone" }, { hat: "citizen" }, { hat: "business" }, { hat: "officer" }, { hat: "system" }],
  answer: async (_context, _input, register: Register) => register,
});

/** Records of one register by words or number, the newest first. Needs a reason; everyone found sees that they were. */
export const findRecords = query({
  name: "registers.records",
  // Asked from pages only: what is looked for may be somebody's name and never stands in an address.
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      words: z.string().trim().max(100).default(""),
      reason: z.enum(lookups.searchReasons, "registry.fault.reason"),
      ...keyset,
    })
    .strict(),
  load: async ({ tx }, { register }) => {
    const found = await registerNamed(tx, register);
    return found && { register: found };
  },
  allow: [{ hat: "officer", roles: ["administrator", "front-desk"], relation: keeper, purpose: "register-upkeep" }],
  async answer({ tx }, { register: code, words, after, before, limit }, { register }) {
    // Of what a record holds only what it is found by.
    const rows = await tx.query<Pick<RecordRow, "id" | "number" | "data" | "person" | "ended_on" | "valid_from">>(
      `select id, number, person, ended_on, valid_from,
         (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data) where key = any($6)) as data
       from registers.search_records($1, $2, $3, $4, $5)`,
      [code, words.replace(/\s+/g, " "), after ?? null, before ?? null, limit + 1, register.search],
    );
    return { ...pageOf(rows, { after, before, limit }), register };
  },
  personal: {
    about: ({ rows }) => people(rows),
    fields: ["number"],
    note: ({ register, reason }) => ({ register, reason }),
  },
});

/** One field as people read it. */
export interface Shown {
  name: string;
  label: string;
  value: unknown;
}
const shown = (register: Register, data: Data, locale: Locale): Shown[] =>
  Object.entries(register.fields).flatMap(([name, { label }]) =>
    data[name] === undefined ? [] : [{ name, label: textIn(label, locale), value: data[name] }],
  );

/** What the registers hold of the one who asks, or of the business they act for. */
export const myRecords = query({
  name: "registers.my-records",
  input: z.object({ locale: z.enum(["id", "en"]).default("id") }).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ world, tx, actor }, { locale }) {
    let rows = on<RegistersTables>(tx).selectFrom("registers.record").selectAll().orderBy("id", "desc").limit(100);
    rows =
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id)
        : rows.where("person", "=", actor.person);
    const found = [];
    for (const row of await rows.execute()) {
      const { register } = (await recordById(tx, row.id))!;
      const { id, number, person, valid_from, ended_on } = row;
      const values = shown(register, await wholeData({ world, tx }, row), locale);
      found.push({ id, number, person, register, validFrom: valid_from, endedOn: ended_on, values });
    }
    return found;
  },
  personal: { about: (rows) => people(rows), fields: ["number", "record"] },
});
