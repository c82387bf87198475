import { z } from "zod";
import { type Government, isId, relation, type See, type Tx, type World, wrappedKeyOf } from "../../kernel/index.ts";
import { codesOf } from "./codes.ts";
import type { FamilyRole, MaritalStatus, PersonRow, Sex } from "./tables.ts";

/** An id at the door. */
export const idSchema = z.string().refine(isId, "kernel.fault.format");
/** A day as text "2026-11-24" that the calendar has. */
export const daySchema = z.iso.date("kernel.fault.format");

/** Where somebody lives or works, in words and by the code of the village. */
export interface Address {
  street: string;
  rt: string;
  rw: string;
  village: string;
  villageCode: string;
  district: string;
  regency: string;
  postal: string;
}

/**
 * A person as a question shows them. A field is null when the one who asks may not see
 * it; the NIK may be masked ("9901••••••••0003"). Days are text "1980-08-05".
 */
export interface Person {
  id: string;
  nik: string | null;
  name: string;
  birthDate: string | null;
  birthPlace: string | null;
  sex: Sex | null;
  maritalStatus: MaritalStatus | null;
  family: { id: string; role: FamilyRole } | null;
  address: Address | null;
  diedOn: string | null;
  /** The number that was asked for is an old one: that record was merged into this one, whose number is `nik`. */
  merged?: boolean;
  /** Which version of the record this is, and since when it is known. */
  version: number;
  recordedAt: Date;
}

/** Fields of a person as receipts and grants name them. */
export const personFields = [
  "nik",
  "name",
  "birthDate",
  "birthPlace",
  "sex",
  "maritalStatus",
  "family",
  "address",
  "diedOn",
] as const;

/** The address in words. A code that the list no longer has is shown as it is. */
export function addressOf(
  government: Government,
  row: { street: string; rt: string; rw: string; village: string },
): Address {
  const place = codesOf(government).places.get(row.village);
  return {
    street: row.street,
    rt: row.rt,
    rw: row.rw,
    villageCode: row.village,
    village: place?.village ?? row.village,
    district: place?.district ?? "",
    regency: place?.regency ?? "",
    postal: place?.postal ?? "",
  };
}

export const nikPlace = "registry.person.nik";
export const familyPlace = "registry.family.number";

/** Look-up value of a NIK. */
export const nikIndex = (world: World, nik: string): Buffer => world.secrets.blindIndex(nikPlace, nik);

/** A person's row with the agency that keeps the register, at which policy looks, and the key that opens what is sealed. */
export type HeldPerson = PersonRow & { keeper: string; wrapped?: Buffer | null };

/** The record that answers for this id: its own, or the one that it was merged into. */
export async function heldPerson(world: World, tx: Tx, id: string): Promise<HeldPerson | null> {
  const [row] = await tx.query<PersonRow & { wrapped: Buffer | null }>(
    `select p.*, ${wrappedKeyOf("p.id")} as wrapped from registry.person p where p.id = $1`,
    [id],
  );
  const stands = row?.merged_into ? await standing(tx, row) : row;
  return stands ? { ...stands, keeper: codesOf(world.government).registers.people.keeper } : null;
}

/** The record is one's own. */
export const self = relation<HeldPerson>("self", (actor, person) => actor.person === person.id);
/** The officer's agency keeps this register. */
export const keeper = relation<HeldPerson>(
  "keeper of the register",
  (actor, held) => actor.officer?.agency === held.keeper,
);

async function rowBy(tx: Tx, column: "id" | "nik_index", value: string | Buffer): Promise<PersonRow | null> {
  const [row] = await tx.query<PersonRow & Record<string, unknown>>(
    `select * from registry.person where ${column} = $1`,
    [value],
  );
  return row ?? null;
}

/** The record under this very id, whether or not it was merged into another. */
export const ownRow = (tx: Tx, id: string): Promise<PersonRow | null> => rowBy(tx, "id", id);

export const personRow = async (tx: Tx, id: string): Promise<PersonRow | null> => standing(tx, await ownRow(tx, id));

/** Whoever has this number: a number of a merged record leads on to the one that stands. */
export const personRowByNik = async (world: World, tx: Tx, nik: string): Promise<PersonRow | null> =>
  standing(tx, await rowBy(tx, "nik_index", nikIndex(world, nik)));

/** Follows a merged record to the one that stands for it. None is merged into itself, not even round about. */
async function standing(tx: Tx, row: PersonRow | null): Promise<PersonRow | null> {
  let at = row;
  while (at !== null && at.merged_into !== null) at = await ownRow(tx, at.merged_into);
  return at;
}

/** Whether this number is another than the person's own: that of a record that was merged into theirs. */
export const isOldNik = (world: World, row: PersonRow, nik: string): boolean =>
  !row.nik_index.equals(nikIndex(world, nik));

export const openNik = (world: World, tx: Tx, row: PersonRow & { wrapped?: Buffer | null }): Promise<string | null> =>
  world.secrets.open(tx, row.id, nikPlace, row.nik_sealed, row.wrapped);

/** The record as the grant lets it be seen: whole, with the NIK masked, or with fields left out. */
export async function personAs(see: See, world: World, tx: Tx, row: PersonRow): Promise<Person> {
  // What is denied is null; only the NIK is ever masked, so every other field keeps its type.
  const whole = <V>(field: string, value: V): V | null => (see(field, "") === null ? null : value);
  return {
    id: row.id,
    nik: see("nik", "") === null ? null : see("nik", await openNik(world, tx, row)),
    name: row.name,
    birthDate: whole("birthDate", row.birth_date),
    birthPlace: whole("birthPlace", row.birth_place),
    sex: whole("sex", row.sex),
    maritalStatus: whole("maritalStatus", row.marital_status),
    family: whole("family", { id: row.family, role: row.family_role }),
    address: whole("address", addressOf(world.government, row)),
    diedOn: whole("diedOn", row.died_on),
    version: row.version,
    recordedAt: row.recorded_at,
  };
}

/** A name as it is compared: case, accents, dots and doubled spaces do not tell people apart. */
export const plainName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
