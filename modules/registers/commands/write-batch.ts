import { createHash } from "node:crypto";
import { z } from "zod";
import { type CommandContext, command, numbered, refuse, succeed } from "../../../kernel/index.ts";
import { parted, searchWords } from "../definition/check.ts";
import type { Register } from "../definition/schema.ts";
import { place, registerNamed } from "../register.ts";
import type { Entry } from "../transfer/judge.ts";
import { type Planned, planned } from "../transfer/plan.ts";
import { writeRecord } from "./write-record.ts";

/** Most records in one act. */
export const largestBatch = 2_500;

const entry = z.custom<Entry>((one) => typeof one === "object" && one !== null && "sets" in one && "line" in one);

/**
 * Writes many records of one register in one act: each is made, changed, ended, or stays as it is. What stood there is
 * kept, as for a single one. A batch that is in already does nothing. The house does this, for a load that its people
 * asked for and approved, and for an operator who brings a register in.
 */
export const writeBatch = command({
  name: "registers.write-batch",
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      /** What the rows came out of: a load's id, or a name of one's own for what has no load. */
      source: z.string().min(1).max(80),
      load: z.uuid().nullable(),
      /** Places of the rows in it, from 1. */
      first: z.number().int().min(1),
      last: z.number().int().min(1),
      /** Only records that are there are changed. */
      only: z.boolean().default(false),
      reason: z.string().min(3).max(300),
      entries: z.array(entry).max(largestBatch),
    })
    .strict(),
  load: async ({ tx }, { register }) => registerNamed(tx, register),
  allow: [{ hat: "system" }],
  async carryOut(context, { source, load, first, last, only, reason, entries }, register: Register) {
    const { tx } = context;
    if (load) {
      const [one] = await tx.query<{ state: string }>("select state from registers.load where id = $1 for share", [
        load,
      ]);
      if (one?.state !== "running") refuse("conflict", "registers.load.not-running");
    }
    const there = await tx.query("select 1 from registers.batch where source = $1 and first = $2", [source, first]);
    if (there.length > 0)
      return { result: { written: false, made: 0, changed: 0, ended: 0, same: 0 }, subject: source };
    const { plan, faults } = await planned(context, register, entries, { only, lock: true });
    // Somebody changed the register since the rows were looked at: what does not fit any more is left out and counted.
    const of = (kind: Planned["kind"]) => plan.filter((one) => one.kind === kind);
    const [made, changed, ended, same] = [of("made"), of("changed"), of("ended"), of("same").length];
    const origin = load ? `load:${load}` : source;
    const alone = (one: Planned) => needsCare(register, one);
    await insertMade(
      context,
      register,
      made.filter((one) => !alone(one)),
      { reason, origin },
    );
    await insertChanged(
      context,
      register,
      changed.filter((one) => !alone(one)),
      { reason, origin },
    );
    for (const one of [...made, ...changed, ...ended].filter(alone))
      await context.tell(writeRecord, { ...single(register, one), reason, source: origin });
    const counts = { made: made.length, changed: changed.length, ended: ended.length, same };
    await tx.query(
      `insert into registers.batch (source, first, last, made, changed, ended, same) values ($1, $2, $3, $4, $5, $6, $7)`,
      [source, first, last, counts.made, counts.changed, counts.ended, same],
    );
    const touched = [...made, ...changed, ...ended];
    const hash = createHash("sha256").update(JSON.stringify(entries)).digest("hex");
    return {
      result: { written: true, ...counts, left: faults.length },
      facts: [
        {
          name: "registers.batch-written",
          subject: load ?? source,
          body: { register: register.code, first, last, ...counts, left: faults.length, hash },
        },
      ],
      about: touched.flatMap(({ person, held }) => [person, held?.person].filter((one) => typeof one === "string")),
    };
  },
});

/**
 * Whether a record is written by itself: where others lead to it or are led to, where twins are looked for, where others are
 * told of a fact, where it comes from an older version of its register.
 */
const needsCare = (register: Register, { kind, held }: Planned): boolean =>
  kind === "ended" ||
  register.duplicates !== undefined ||
  register.events !== undefined ||
  Object.values(register.fields).some(({ link }) => link) ||
  (held !== null && held.definition < register.version);

const single = (register: Register, { kind, entry, person, business, held }: Planned) => ({
  register: register.code,
  change: kind === "made" ? ("create" as const) : kind === "ended" ? ("end" as const) : ("update" as const),
  person,
  business,
  number: held?.number ?? entry.number,
  since: entry.ended ?? entry.since,
  sets: entry.sets,
});

interface Origin {
  reason: string;
  origin: string;
}

async function insertMade(
  context: CommandContext,
  register: Register,
  plan: readonly Planned[],
  { reason, origin }: Origin,
): Promise<void> {
  if (plan.length === 0) return;
  const { tx, world, now, newId } = context;
  const today = world.calendar.today(now);
  const numbers = await numbersOf(context, register, plan);
  const rows = plan.map(({ entry, person, business, data }, i) => {
    const { plain, secret } = parted(register, data);
    const words = searchWords(register, numbers[i]!, data);
    return {
      id: newId(),
      number: numbers[i],
      person,
      business,
      data: plain,
      secret,
      words,
      since: entry.since ?? today,
    };
  });
  const sealed = await sealedOf(context, rows);
  await tx.query(
    `insert into registers.record (id, register, number, person, business, definition, data, sealed, words, valid_from,
       recorded_at, reason, source)
     select id, $2, number, person, business, $3, data, decode(sealed, 'hex'), words, since, $4, $5, $6
     from json_to_recordset($1::json) as r(id uuid, number text, person uuid, business uuid, data jsonb, sealed text,
       words text, since date)`,
    [
      JSON.stringify(rows.map(({ secret: _secret, ...row }) => ({ ...row, sealed: sealed.get(row.id) ?? null }))),
      register.code,
      register.version,
      now,
      reason,
      origin,
    ],
  );
}

/** What is sealed of each record, in hexadecimal, under the record's own key. */
async function sealedOf(
  { world, tx }: CommandContext,
  rows: readonly { id: string; secret: Record<string, unknown> }[],
): Promise<Map<string, string>> {
  const secret = rows.filter((row) => Object.keys(row.secret).length > 0);
  if (secret.length === 0) return new Map();
  const sealed = await world.secrets.sealMany(
    tx,
    place,
    secret.map((row) => [row.id, JSON.stringify(row.secret)] as const),
  );
  return new Map(secret.map(({ id }, i) => [id, sealed[i]!.toString("hex")]));
}

/** Own numbers as they are; those that the register gives, without gaps, in the order of the rows. */
async function numbersOf(
  { tx, world, now }: CommandContext,
  register: Register,
  plan: readonly Planned[],
): Promise<string[]> {
  const { number } = register;
  if (number === "holder") return plan.map(({ person, business }) => (business ?? person)!);
  if ("field" in number) return plan.map(({ entry }) => entry.number!);
  const year = Number(world.calendar.today(now).slice(0, 4));
  const [next] = await tx.query<{ last: bigint }>(
    `insert into registers.serial as s (register, year, last) values ($1, $2, $3)
     on conflict (register, year) do update set last = s.last + $3 returning last`,
    [register.code, year, plan.length],
  );
  return plan.map((_one, i) => numbered(number.pattern, year, next!.last - BigInt(plan.length - 1 - i)));
}

async function insertChanged(
  context: CommandContext,
  register: Register,
  plan: readonly Planned[],
  { reason, origin }: Origin,
): Promise<void> {
  if (plan.length === 0) return;
  const { tx, world, now } = context;
  const today = world.calendar.today(now);
  const steps = plan.map((one) => {
    const held = one.held!;
    return { ...one, held, ...succeed(held, one.entry.since ?? today, now) };
  });
  const kept = steps.flatMap(({ kept: old, held }) =>
    old.map((row) => ({ ...row, record: held.id, sealed: held.sealed?.toString("hex") ?? null })),
  );
  await tx.query(
    `insert into registers.record_version (record, version, definition, data, sealed, valid_from, ended_on, valid_until,
       recorded_at, recorded_until, reason, source, authority)
     select record, version, definition, data, decode(sealed, 'hex'), valid_from, ended_on, valid_until, recorded_at,
       recorded_until, reason, source, authority
     from json_to_recordset($1::json) as r(record uuid, version integer, definition integer, data jsonb, sealed text,
       valid_from date, ended_on date, valid_until date, recorded_at timestamptz, recorded_until timestamptz, reason text,
       source text, authority text)`,
    [JSON.stringify(kept)],
  );
  const rows = steps.map(({ held, person, business, data, from }) => {
    const { plain, secret } = parted(register, data);
    const words = searchWords(register, held.number, data);
    return { id: held.id, person, business, data: plain, secret, words, since: from };
  });
  const sealed = await sealedOf(context, rows);
  await tx.query(
    `update registers.record as t set person = r.person, business = r.business, definition = $2, data = r.data,
       sealed = coalesce(decode(r.sealed, 'hex'), t.sealed), words = r.words, version = t.version + 1,
       valid_from = r.since, authority = null, recorded_at = $3, reason = $4, source = $5
     from json_to_recordset($1::json) as r(id uuid, person uuid, business uuid, data jsonb, sealed text, words text,
       since date)
     where t.id = r.id`,
    [
      JSON.stringify(rows.map(({ secret: _secret, ...row }) => ({ ...row, sealed: sealed.get(row.id) ?? null }))),
      register.version,
      now,
      reason,
      origin,
    ],
  );
}
