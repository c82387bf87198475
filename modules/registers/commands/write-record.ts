import { z } from "zod";
import {
  type Actor,
  type CommandContext,
  command,
  type Fault,
  refuse,
  refuseFields,
  type Tx,
} from "../../../kernel/index.ts";
import { lookups, nikSchema, personByNik } from "../../registry/index.ts";
import type { Register } from "../definition/schema.ts";
import { changeRecord, factsOf, type Kept, makeRecord } from "../keep.ts";
import { endingWith } from "../links/links.ts";
import { registerNamed, writer } from "../register.ts";
import type { RecordRow } from "../tables.ts";

const id = z.uuid();
const input = z
  .object({
    register: z.string().max(60),
    /** `put`: make it, or change it when it is there. `correct`: it was never so. */
    change: z.enum(["create", "update", "put", "end", "correct"]),
    /** Whom it is about. */
    person: id.nullish(),
    business: id.nullish(),
    /** The same as somebody types it: a NIK or a NIB. */
    about: z.string().trim().max(40).optional(),
    /** The record's own number, to change one that is there. */
    number: z.string().trim().min(1).max(80).nullish(),
    /** Since when it is so in the world; today when nothing is said. */
    since: z.iso.date("kernel.fault.format").nullish(),
    sets: z.record(z.string(), z.unknown()).default({}),
    /** Fields to be emptied. */
    clears: z.array(z.string().max(40)).max(60).default([]),
    /** The version that was looked at: somebody else may have changed it meanwhile. */
    version: z.number().int().min(1).optional(),
    reason: z.string().trim().min(3).max(300),
    source: z.string().min(1).max(120).optional(),
    /** By which a correction is made: a decision, a letter. */
    authority: z.string().trim().min(3).max(200).optional(),
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
    { hat: "officer", roles: ["administrator"], relation: writer, assurance: 3, purpose: "register-upkeep" },
    { hat: "system" },
  ],
  async carryOut(context, given, { register }) {
    const asked = { ...given, ...holderOf(register, { ...given, ...(await named(context, given)) }) };
    ownOnly(context.actor, register, asked);
    const held = await heldRecord(context.tx, register, asked);
    if (asked.change === "create" && held) refuse("conflict", "registers.refusal.there-already");
    if (["update", "end", "correct"].includes(asked.change) && !held) refuse("conflict", "registers.refusal.no-record");
    if (held?.ended_on) refuse("conflict", "registers.refusal.ended");
    if (held && asked.version !== undefined && asked.version !== held.version)
      refuse("conflict", "registers.refusal.changed-meanwhile");
    if (asked.change === "correct" && context.actor.hat === "officer" && !asked.authority)
      refuseFields([{ path: "authority", messageKey: "kernel.fault.empty" }]);
    const since = asked.since ?? context.world.calendar.today(context.now);
    // What ends with it first: an end that is refused half-way has ended nothing.
    const along: Kept[] = [];
    if (held && asked.change === "end") await endAlong(context, held, asked.reason, since, along);
    const kept = held
      ? await changeRecord(context, register, held, asked, since)
      : await makeRecord(context, register, asked, since);
    const { row } = kept;
    const facts = factsOf(register, kept, !held);
    for (const one of along) facts.push(...factsOf((await registerNamed(context.tx, one.row.register))!, one, false));
    const about = [row, ...along.map((one) => one.row)].flatMap(({ person }) => (person ? [person] : []));
    return {
      result: { id: row.id, number: row.number, version: row.version, ended: along.length },
      facts,
      ...(about.length > 0 && { about }),
    };
  },
});

/** Only its owner writes a fact; the keeper alone makes a record and ends it. */
function ownOnly({ officer }: Actor, register: Register, { change, sets, clears }: Asked): void {
  if (!officer) return;
  if (officer.agency !== register.keeper && (change === "create" || change === "end" || change === "put"))
    refuse("not-found", "kernel.refusal.not-found");
  const faults = [...Object.keys(sets), ...clears].flatMap((name): Fault[] => {
    const field = register.fields[name];
    const owner = field?.owner ?? register.keeper;
    if (!field || owner === officer.agency) return [];
    return [{ path: `sets.${name}`, messageKey: "registers.fault.owner", values: { owner } }];
  });
  if (faults.length > 0) refuseFields(faults);
}

/** Ends what ends with a record, and what ends with that; `along` tells what has ended, the farthest first. */
async function endAlong(
  context: CommandContext,
  row: RecordRow,
  reason: string,
  since: string,
  along: Kept[],
  depth = 0,
): Promise<void> {
  // Definitions that lead to each other in a ring would go round for ever.
  if (depth > 5) refuse("conflict", "registers.refusal.too-many-end", { most: 100 });
  for (const one of await endingWith(context.tx, row)) {
    await endWhole(context, one, reason, since, along, depth + 1);
  }
}

/** Ends a record with all that ends with it. */
export async function endWhole(
  context: CommandContext,
  one: RecordRow,
  reason: string,
  since: string,
  along: Kept[],
  depth = 0,
): Promise<void> {
  await endAlong(context, one, reason, since, along, depth);
  const register = (await registerNamed(context.tx, one.register))!;
  const entry = { change: "end", person: null, business: null, sets: {}, clears: [], reason } as const;
  along.push(await changeRecord(context, register, one, entry, since));
}

/** Whom a typed number names. Refuses one that nobody has. */
async function named({ askAsRoom }: CommandContext, { about }: Asked): Promise<Partial<Asked>> {
  if (!about) return {};
  const nik = nikSchema.safeParse(about);
  const person = nik.success ? await askAsRoom(personByNik, { nik: nik.data }) : null;
  const business = lookups.isNib(about) ? await askAsRoom(lookups.businessNumbered, { nib: about }) : null;
  if (!person && !business) refuseFields([{ path: "sets.holder", messageKey: "registers.fault.nobody" }]);
  return { person: person?.id ?? null, business: business?.id ?? null };
}

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
  const wanted = register.number === "holder" ? (business ?? person ?? number) : (number ?? own);
  if (typeof wanted !== "string") return null;
  // Two who make the same record wait for each other, so that the second finds it.
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`registers ${register.code} ${wanted}`]);
  const [row] = await tx.query<RecordRow>(
    "select * from registers.record where register = $1 and number = $2 for update",
    [register.code, wanted],
  );
  return row ?? null;
}
