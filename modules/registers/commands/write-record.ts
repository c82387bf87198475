import { z } from "zod";
import {
  type CommandContext,
  command,
  numbered,
  on,
  refuse,
  refuseFields,
  succeed,
  type Tx,
} from "../../../kernel/index.ts";
import { checked, type Data, searchWords } from "../definition/check.ts";
import type { Register } from "../definition/schema.ts";
import { keeper, keptData, registerNamed, wholeData } from "../register.ts";
import type { RecordRow, RegistersTables } from "../tables.ts";

const id = z.uuid();
const input = z
  .object({
    register: z.string().max(60),
    /** `put`: make it, or change it when it is there. */
    change: z.enum(["create", "update", "put", "end"]),
    /** Whom it is about. */
    person: id.nullish(),
    business: id.nullish(),
    /** The record's own number, to change one that is there. */
    number: z.string().trim().min(1).max(80).nullish(),
    /** Since when it is so in the world; today when nothing is said. */
    since: z.iso.date("kernel.fault.format").nullish(),
    sets: z.record(z.string(), z.unknown()).default({}),
    /** The version that was looked at: somebody else may have changed it meanwhile. */
    version: z.number().int().min(1).optional(),
    reason: z.string().trim().min(3).max(300),
    source: z.string().min(1).max(120).optional(),
  })
  .strict();
type Asked = z.output<typeof input>;

/**
 * Makes a record, changes it, or ends it, and keeps what stood there before. The agency that keeps the register does it at
 * its desk; the house does it for what a service's files say an application brings about.
 */
export const writeRecord = command({
  name: "registers.write-record",
  input,
  load: async ({ tx }, { register }) => {
    const found = await registerNamed(tx, register);
    return found && { register: found };
  },
  allow: [
    { hat: "officer", roles: ["administrator"], relation: keeper, assurance: 3, purpose: "register-upkeep" },
    { hat: "system" },
  ],
  async carryOut(context, given, { register }) {
    const asked = { ...given, ...holderOf(register, given) };
    const held = await heldRecord(context.tx, register, asked);
    if (asked.change === "create" && held) refuse("conflict", "registers.refusal.there-already");
    if ((asked.change === "update" || asked.change === "end") && !held)
      refuse("conflict", "registers.refusal.no-record");
    if (held?.ended_on) refuse("conflict", "registers.refusal.ended");
    if (held && asked.version !== undefined && asked.version !== held.version)
      refuse("conflict", "registers.refusal.changed-meanwhile");
    const since = asked.since ?? context.world.calendar.today(context.now);
    const row = held
      ? await changed(context, register, held, asked, since)
      : await made(context, register, asked, since);
    return {
      result: { id: row.id, number: row.number, version: row.version },
      facts: [
        {
          name: row.ended_on ? "registers.record-ended" : held ? "registers.record-changed" : "registers.record-made",
          subject: row.id,
          body: { register: register.code, version: row.version, fields: Object.keys(asked.sets) },
        },
      ],
      ...(row.person && { about: [row.person] }),
    };
  },
});

/** Whom the record is about, as the register keeps it: of somebody who acts for a business, the business. */
function holderOf(
  { holder }: Register,
  { person, business }: Asked,
): { person: string | null; business: string | null } {
  const firm = holder === "business" || holder === "either" ? (business ?? null) : null;
  const own = holder === "person" || (holder === "either" && !firm) ? (person ?? null) : null;
  return { person: own, business: firm };
}

/** The record that is meant: by its number, else by whom it is about; nobody else changes it until the act is over. */
async function heldRecord(
  tx: Tx,
  register: Register,
  { number, person, business, sets }: Asked,
): Promise<RecordRow | null> {
  const own = typeof register.number === "object" && "field" in register.number ? sets[register.number.field] : null;
  const wanted = register.number === "holder" ? (business ?? person) : (number ?? own);
  if (typeof wanted !== "string") return null;
  // Two who make the same record wait for each other, so that the second finds it.
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`registers ${register.code} ${wanted}`]);
  const [row] = await tx.query<RecordRow>(
    "select * from registers.record where register = $1 and number = $2 for update",
    [register.code, wanted],
  );
  return row ?? null;
}

async function made(context: CommandContext, register: Register, asked: Asked, since: string): Promise<RecordRow> {
  const { tx, now, newId } = context;
  const { data, faults } = checked(register, asked.sets, true);
  const holds = { person: asked.person ?? null, business: asked.business ?? null };
  const needs = { person: holds.person, business: holds.business, either: holds.person ?? holds.business, none: "" };
  if (needs[register.holder] === null) faults.push({ path: "holder", messageKey: "registers.fault.holder" });
  if (faults.length > 0) refuseFields(faults.map((fault) => ({ ...fault, path: `sets.${fault.path}` })));
  const id = newId();
  const number = await numberOf(context, register, data, holds.business ?? holds.person);
  const row: RecordRow = {
    id,
    register: register.code,
    number,
    ...holds,
    definition: register.version,
    ...(await keptData(context, register, id, data)),
    words: searchWords(register, number, data),
    version: 1,
    valid_from: since,
    ended_on: null,
    recorded_at: now,
    reason: asked.reason,
    source: asked.source ?? null,
  };
  await on<RegistersTables>(tx)
    .insertInto("registers.record")
    .values({ ...row, data: JSON.stringify(row.data) as never })
    .execute();
  return row;
}

async function numberOf(
  { tx, world, now }: CommandContext,
  register: Register,
  data: Data,
  holder: string | null,
): Promise<string> {
  if (register.number === "holder") return holder!;
  if ("field" in register.number) return String(data[register.number.field]);
  const year = Number(world.calendar.today(now).slice(0, 4));
  const [next] = await tx.query<{ last: bigint }>(
    `insert into registers.serial as s (register, year, last) values ($1, $2, 1)
     on conflict (register, year) do update set last = s.last + 1 returning last`,
    [register.code, year],
  );
  return numbered(register.number.pattern, year, next!.last);
}

async function changed(
  context: CommandContext,
  register: Register,
  held: RecordRow,
  asked: Asked,
  since: string,
): Promise<RecordRow> {
  const { tx, now } = context;
  const { data, faults } = checked(register, asked.sets, false);
  const whole = { ...(await wholeData(context, held)), ...data };
  if (faults.length > 0) refuseFields(faults.map((fault) => ({ ...fault, path: `sets.${fault.path}` })));
  const { id: record, register: _r, number: _n, person: _p, business: _b, words: _w, ...old } = held;
  const { from, kept } = succeed({ ...old, record, data: JSON.stringify(old.data) as never }, since, now);
  await on<RegistersTables>(tx).insertInto("registers.record_version").values(kept).execute();
  const row: RecordRow = {
    ...held,
    // A record may change hands: who holds it now is named.
    person: asked.person ?? (asked.business ? null : held.person),
    business: asked.business ?? (asked.person ? null : held.business),
    definition: register.version,
    ...(await keptData(context, register, held.id, whole)),
    words: searchWords(register, held.number, whole),
    version: held.version + 1,
    valid_from: from,
    ended_on: asked.change === "end" ? from : null,
    recorded_at: now,
    reason: asked.reason,
    source: asked.source ?? null,
  };
  const { id, ...values } = row;
  await on<RegistersTables>(tx)
    .updateTable("registers.record")
    .set({ ...values, data: JSON.stringify(row.data) as never })
    .where("id", "=", id)
    .execute();
  return row;
}
