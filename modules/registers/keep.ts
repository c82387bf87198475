import { type CommandContext, type Fact, type Fault, numbered, on, refuseFields, succeed } from "../../kernel/index.ts";
import { checked, type Data, likenessOf, searchWords } from "./definition/check.ts";
import { broughtThrough } from "./definition/mapping.ts";
import type { Register } from "./definition/schema.ts";
import { keepLinks, linked } from "./links/links.ts";
import { keptData, versionsAfter, wholeData } from "./register.ts";
import type { RecordRow, RegistersTables } from "./tables.ts";
import { findTwins } from "./twins.ts";

/** What is to be written into a record, and on whose account. */
export interface Entry {
  change: "create" | "update" | "put" | "end" | "correct";
  person: string | null;
  business: string | null;
  sets: Data;
  /** Fields to be emptied. */
  clears: readonly string[];
  reason: string;
  source?: string | undefined;
  authority?: string | undefined;
}

/** A record as it now stands, and the fields in which it differs from what stood there. */
export interface Kept {
  row: RecordRow;
  fields: string[];
}

const refuseSets = (faults: readonly Fault[]): void => {
  if (faults.length > 0) refuseFields(faults.map((fault) => ({ ...fault, path: `sets.${fault.path}` })));
};

/** Makes a record. Refuses what its register does not take, all faults at once. */
export async function makeRecord(
  context: CommandContext,
  register: Register,
  entry: Entry,
  since: string,
): Promise<Kept> {
  const { tx, now, newId } = context;
  const { data: fitting, faults } = checked(register, entry.sets, true);
  const { person, business } = entry;
  const needs = { person, business, either: person ?? business, none: "" };
  if (needs[register.holder] === null) faults.push({ path: "holder", messageKey: "registers.fault.holder" });
  const { data, faults: nowhere } = await linked(context, register, fitting, {});
  refuseSets([...faults, ...nowhere]);
  const id = newId();
  const number = await numberOf(context, register, data, business ?? person);
  const row: RecordRow = {
    id,
    register: register.code,
    number,
    person,
    business,
    ...(await heldAs(context, register, { id, number }, data)),
    version: 1,
    valid_from: since,
    ended_on: null,
    ...saidBy(context, entry),
  };
  await on<RegistersTables>(tx)
    .insertInto("registers.record")
    .values({ ...row, recorded_at: now, data: JSON.stringify(row.data) as never })
    .execute();
  await keepLinks(tx, register, id, data);
  await findTwins(context, register, row);
  return { row, fields: Object.keys(data) };
}

/**
 * Changes a record, corrects it or ends it, and keeps what stood there. One that was written by an older version of its
 * register is brought to the newest on the way.
 */
export async function changeRecord(
  context: CommandContext,
  register: Register,
  held: RecordRow,
  entry: Entry,
  since: string,
): Promise<Kept> {
  const { tx, now } = context;
  const between = held.definition < register.version ? await versionsAfter(tx, register.code, held.definition) : [];
  const stood = broughtThrough(between, await wholeData(context, held));
  const { data: fitting, faults } = checked(register, entry.sets, false);
  const { data: set, faults: nowhere } = await linked(context, register, fitting, stood);
  const cleared = Object.fromEntries(entry.clears.map((name) => [name, undefined]));
  const whole: Data = Object.fromEntries(
    Object.entries({ ...stood, ...cleared, ...set }).filter(([, value]) => value !== undefined),
  );
  for (const name of entry.clears)
    if (register.fields[name]?.required && !(name in set))
      faults.push({ path: name, messageKey: "kernel.fault.empty" });
  // Under the version it was written by it was sound; under another one it may not be.
  if (between.length > 0 && entry.change !== "end")
    faults.push(
      ...checked(register, whole, true).faults.filter(({ path }) => !faults.some((one) => one.path === path)),
    );
  refuseSets([...faults, ...nowhere]);
  const { id: record, register: _r, number: _n, person: _p, business: _b, words: _w, likeness: _l, ...old } = held;
  const { from, kept } = succeed(
    { ...old, record, data: JSON.stringify(old.data) as never },
    entry.change === "correct" ? held.valid_from : since,
    now,
  );
  await on<RegistersTables>(tx).insertInto("registers.record_version").values(kept).execute();
  const row: RecordRow = {
    ...held,
    // A record may change hands: who holds it now is named.
    person: entry.person ?? (entry.business ? null : held.person),
    business: entry.business ?? (entry.person ? null : held.business),
    ...(await heldAs(context, register, held, whole)),
    version: held.version + 1,
    valid_from: from,
    ended_on: entry.change === "end" ? from : null,
    ...saidBy(context, entry),
  };
  const { id, ...values } = row;
  await on<RegistersTables>(tx)
    .updateTable("registers.record")
    .set({ ...values, data: JSON.stringify(row.data) as never })
    .where("id", "=", id)
    .execute();
  if (entry.change !== "end") {
    await keepLinks(tx, register, id, whole);
    if (row.likeness !== held.likeness) await findTwins(context, register, row);
  }
  return { row, fields: differing(stood, whole) };
}

const differing = (before: Data, after: Data): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );

const saidBy = ({ now }: CommandContext, { reason, source, authority }: Entry) => ({
  recorded_at: now,
  reason,
  source: source ?? null,
  authority: authority ?? null,
});

const heldAs = async (
  context: CommandContext,
  register: Register,
  { id, number }: Pick<RecordRow, "id" | "number">,
  data: Data,
) => ({
  definition: register.version,
  ...(await keptData(context, register, id, data)),
  words: searchWords(register, number, data),
  likeness: likenessOf(register, data),
});

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

/** What others are told of a change: that it happened, and each fact that the register announces for the fields that differ. */
export function factsOf(register: Register, { row, fields }: Kept, made: boolean): Fact[] {
  const body = { register: register.code, version: row.version };
  const announced = (register.events ?? []).filter((event) => event.fields.some((name) => fields.includes(name)));
  return [
    {
      name: row.ended_on ? "registers.record-ended" : made ? "registers.record-made" : "registers.record-changed",
      subject: row.id,
      body: { ...body, fields },
    },
    ...announced.map(({ name }) => ({ name: "registers.event", subject: row.id, body: { ...body, event: name } })),
  ];
}
