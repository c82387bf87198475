import { z } from "zod";
import { type CommandContext, type Fact, on, refuse, type Tx } from "../../../kernel/index.ts";
import { codesOf } from "../codes.ts";
import { addressSchema } from "../commands/register-business.ts";
import { composeNik } from "../nik.ts";
import { familyPlace, nikIndex, nikPlace } from "../person.ts";
import type { FamilyRole, PersonFacts, PersonRow, RegistryTables } from "../tables.ts";
import { newVersion } from "../versions.ts";

/** An address as forms give it; the village by its code or as an entry of the list. */
const { village } = addressSchema.shape;
export const address = z.object({
  ...addressSchema.shape,
  village: z.union([village, z.object({ code: village }).transform(({ code }) => code)]),
});
export type AddressFacts = z.output<typeof address>;

/** What an event did: to whom, what others are told, and what no record has a field for. */
export interface Happened {
  on: string;
  people: readonly string[];
  facts: readonly Fact[];
  more?: Record<string, unknown>;
}
export type Happening = Pick<CommandContext, "world" | "tx" | "now" | "newId"> & {
  /** Why the records change, as their versions say it. */
  reason: string;
};

/** An event as data: what it needs to know, and what it changes. */
export interface LifeEvent<I extends z.ZodType = z.ZodType> {
  input: I;
  happen(context: Happening, input: z.output<I>): Promise<Happened>;
}
export const lifeEvent = <I extends z.ZodType>(event: LifeEvent<I>): LifeEvent<I> => event;

/**
 * The living people with these numbers, in their order, held until the act is over. Locked in the order of their ids, so
 * that two events that meet wait for each other and never for ever.
 */
export async function living({ world, tx }: Happening, niks: readonly string[]): Promise<PersonRow[]> {
  const indexes = niks.map((number) => nikIndex(world, number));
  const named = await tx.query<{ asked: Buffer; id: string }>(
    "select nik_index as asked, registry.standing(id) as id from registry.person where nik_index = any($1::bytea[])",
    [indexes],
  );
  const rows = await tx.query<PersonRow>(
    "select * from registry.person where id = any($1::uuid[]) order by id for update",
    [named.map(({ id }) => id)],
  );
  return indexes.map((index) => {
    const id = named.find(({ asked }) => asked.equals(index))?.id;
    const row = rows.find((one) => one.id === id) ?? refuse("conflict", "registry.refusal.unknown-person");
    if (row.died_on !== null) refuse("conflict", "registry.refusal.not-living");
    return row;
  });
}

/** All living members of a family, held until the act is over. */
export const familyOf = (tx: Tx, family: string): Promise<PersonRow[]> =>
  tx.query<PersonRow>(
    "select * from registry.person where family = $1 and died_on is null and merged_into is null order by id for update",
    [family],
  );

/** Changes a record from that day on. */
export const change = (
  context: Happening,
  row: PersonRow,
  changed: Partial<PersonFacts>,
  since: string,
): Promise<number> => newVersion(context, row, changed, { since, reason: context.reason });

/** Refuses a day that has not come: what is planned is entered on its day. */
export function past({ world, now }: Happening, on: string): void {
  if (on > world.calendar.today(now)) refuse("conflict", "registry.refusal.not-yet");
}

/** Refuses a village that the government's list lacks. */
export function placed({ world }: Happening, { village }: AddressFacts): void {
  if (!codesOf(world.government).places.has(village)) refuse("conflict", "registry.fault.village");
}

const district = (village: string): string => village.split(".").slice(0, 3).join(".");
/** Serials looked at in one go; a district seldom has as many births on one day. */
const atOnce = 50;

/** The first number of its series that nobody has: two who ask at once wait for each other. */
async function freeNumber(
  { world, tx }: Happening,
  place: string,
  column: "person.nik_index" | "family.number_index",
  make: (serial: number) => string,
): Promise<string> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`registry.number ${make(1)}`]);
  const [table, index] = column.split(".");
  for (let first = 1; ; first += atOnce) {
    const numbers = Array.from({ length: atOnce }, (_, i) => make(first + i));
    const indexes = numbers.map((number) => world.secrets.blindIndex(place, number));
    const taken = await tx.query<{ at: Buffer }>(
      `select ${index} as at from registry.${table} where ${index} = any($1::bytea[])`,
      [indexes],
    );
    const free = numbers.find((_, i) => !taken.some(({ at }) => at.equals(indexes[i]!)));
    if (free) return free;
  }
}

/** A NIK for somebody born on that day who is first recorded in that village. */
export const freeNik = (context: Happening, { village, birth_date, sex }: PersonFacts): Promise<string> =>
  freeNumber(context, nikPlace, "person.nik_index", (serial) => composeNik(district(village), birth_date, sex, serial));

/** Opens a family with a card of its own; its number looks like a man's NIK with the day of issue for the birthday. */
export async function newFamily(context: Happening, head: string, village: string): Promise<string> {
  const { world, tx, now, newId } = context;
  const id = newId();
  const issued = world.calendar.today(now);
  const number = await freeNumber(context, familyPlace, "family.number_index", (serial) =>
    composeNik(district(village), issued, "male", serial),
  );
  await on<RegistryTables>(tx)
    .insertInto("registry.family")
    .values({
      id,
      number_sealed: await world.secrets.seal(tx, id, familyPlace, number),
      number_index: world.secrets.blindIndex(familyPlace, number),
      head,
      village,
      recorded_at: now,
    })
    .execute();
  return id;
}

/**
 * A family goes on without somebody: when that was its head, the spouse becomes it, else the eldest. `gone` are those
 * who are no longer in it. Gives whose record changed.
 */
export async function newHead(
  context: Happening,
  family: string,
  gone: readonly string[],
  since: string,
): Promise<string[]> {
  const { tx } = context;
  const members = (await familyOf(tx, family)).filter(({ id }) => !gone.includes(id));
  if (members.length === 0 || members.some((one) => one.family_role === "head")) return [];
  const next =
    members.find((one) => one.family_role === "spouse") ??
    members.toSorted((a, b) => a.birth_date.localeCompare(b.birth_date))[0]!;
  await change(context, next, { family_role: "head" }, since);
  await tx.query("update registry.family set head = $2 where id = $1", [family, next.id]);
  return [next.id];
}

/** What a member of a new or another family is to its head. */
export const roleNamed = (relation: string): FamilyRole =>
  relation === "spouse" || relation === "child" || relation === "parent" ? relation : "other";
