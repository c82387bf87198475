import { z } from "zod";
import { command, type Tx, type World } from "../../../kernel/index.ts";
import { keepWords } from "../names/dictionary.ts";
import { isNib } from "../nib.ts";
import { nikFits } from "../nik.ts";
import { daySchema, familyPlace, idSchema, nikIndex, nikPlace } from "../person.ts";

const words = z.string().min(1).max(150);
const three = z.string().regex(/^\d{3}$/);
const village = z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/);
const sixteen = z.string().regex(/^\d{16}$/);
const address = { street: words, rt: three, rw: three, village };

const businessSchema = z.object({
  id: idSchema,
  nib: z.string().refine(isNib),
  name: words,
  kbli: z
    .array(z.string().regex(/^\d{5}$/))
    .min(1)
    .max(20),
  ...address,
  foundedOn: daySchema,
});

const personSchema = z
  .object({
    id: idSchema,
    nik: sixteen,
    name: words,
    birthDate: daySchema,
    birthPlace: words,
    sex: z.enum(["female", "male"]),
    maritalStatus: z.enum(["single", "married", "divorced", "widowed"]),
    family: idSchema,
    familyRole: z.enum(["head", "spouse", "child", "parent", "other"]),
    /** Number of the family card; comes with the head. */
    familyNumber: sixteen.optional(),
    ...address,
    businesses: z.array(businessSchema).max(5).optional(),
  })
  .refine((person) => nikFits(person.nik, person.birthDate, person.sex), "registry.fault.nik");

export type EnrolledPerson = z.input<typeof personSchema>;

/** Most people in one act. */
export const largestBatch = 5_000;

/**
 * Enters a batch of people with their families and businesses, from another register or
 * from the example. A batch that is already in does nothing: an import that was cut
 * short is simply begun again.
 */
export const enrolPeople = command({
  name: "registry.enrol-people",
  internal: true,
  input: z
    .object({
      source: z.string().regex(/^[a-z0-9-]{1,40}$/),
      /** Number of the first of them in the source, from 1. */
      first: z.number().int().min(1),
      /** Number of the last row that is settled by this batch, when some between were left out. */
      last: z.number().int().optional(),
      people: z.array(personSchema).min(1).max(largestBatch),
    })
    .strict()
    .refine(({ first, last = Infinity, people }) => last >= first + people.length - 1),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, { source, first, people, ...rest }) {
    const id = newId();
    const last = rest.last ?? first + people.length - 1;
    const fresh = await tx.query(
      `insert into registry.enrolment (id, source, first, last, at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning id`,
      [id, source, first, last, now],
    );
    if (fresh.length === 0) return { result: { entered: 0 } };
    await insertPeople(world, tx, now, people);
    await insertFamilies(world, tx, now, people);
    await insertBusinesses(tx, now, people);
    await keepWords(
      world,
      tx,
      people.map(({ name }) => name),
    );
    return {
      result: { entered: people.length },
      facts: [{ name: "registry.people-enrolled", subject: id, body: { source, first, last } }],
      // Each batch puts it off again: what it gathers is whole when nothing more comes.
      jobs: [
        { name: "registry.gather-counts", key: "registry.gather-counts", runAt: new Date(now.getTime() + 60_000) },
      ],
    };
  },
});

type Row = z.output<typeof personSchema>;
const column = <T, V>(rows: readonly T[], value: (row: T) => V): V[] => rows.map(value);

async function insertPeople(world: World, tx: Tx, now: Date, people: readonly Row[]): Promise<void> {
  const sealed = await world.secrets.sealMany(
    tx,
    nikPlace,
    people.map((p) => [p.id, p.nik] as const),
  );
  await tx.query(
    `insert into registry.person (id, nik_sealed, nik_index, name, birth_date, birth_place, sex, marital_status,
       family, family_role, street, rt, rw, village, valid_from, recorded_at, reason)
     select *, $15::timestamptz, 'enrolment' from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[], $5::date[],
       $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $5::date[])`,
    [
      column(people, (p) => p.id),
      sealed,
      column(people, (p) => nikIndex(world, p.nik)),
      column(people, (p) => p.name),
      column(people, (p) => p.birthDate),
      column(people, (p) => p.birthPlace),
      column(people, (p) => p.sex),
      column(people, (p) => p.maritalStatus),
      column(people, (p) => p.family),
      column(people, (p) => p.familyRole),
      column(people, (p) => p.street),
      column(people, (p) => p.rt),
      column(people, (p) => p.rw),
      column(people, (p) => p.village),
      now,
    ],
  );
}

async function insertFamilies(world: World, tx: Tx, now: Date, people: readonly Row[]): Promise<void> {
  const heads = people.flatMap((p) => (p.familyNumber ? [{ ...p, number: p.familyNumber }] : []));
  if (heads.length === 0) return;
  const sealed = await world.secrets.sealMany(
    tx,
    familyPlace,
    heads.map((h) => [h.family, h.number] as const),
  );
  await tx.query(
    `insert into registry.family (id, number_sealed, number_index, head, village, recorded_at)
     select *, $6::timestamptz from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::uuid[], $5::text[])`,
    [
      column(heads, (h) => h.family),
      sealed,
      column(heads, (h) => world.secrets.blindIndex(familyPlace, h.number)),
      column(heads, (h) => h.id),
      column(heads, (h) => h.village),
      now,
    ],
  );
}

async function insertBusinesses(tx: Tx, now: Date, people: readonly Row[]): Promise<void> {
  const owned = people.flatMap((owner) => (owner.businesses ?? []).map((business) => ({ owner, business })));
  if (owned.length === 0) return;
  await tx.query(
    `insert into registry.business (id, nib, name, kind, kbli, street, rt, rw, village, founded_on, recorded_at)
     select id, nib, name, 'individual', string_to_array(kbli, ' '), street, rt, rw, village, founded_on, $10
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[])
       as b(id, nib, name, kbli, street, rt, rw, village, founded_on)`,
    [
      column(owned, (o) => o.business.id),
      column(owned, (o) => o.business.nib),
      column(owned, (o) => o.business.name),
      column(owned, (o) => o.business.kbli.join(" ")),
      column(owned, (o) => o.business.street),
      column(owned, (o) => o.business.rt),
      column(owned, (o) => o.business.rw),
      column(owned, (o) => o.business.village),
      column(owned, (o) => o.business.foundedOn),
      now,
    ],
  );
  await tx.query(
    `insert into registry.business_role (business, person, role, name, since)
     select b, p, 'owner', n, s from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[]) as r(b, p, n, s)`,
    [
      column(owned, (o) => o.business.id),
      column(owned, (o) => o.owner.id),
      column(owned, (o) => o.owner.name),
      column(owned, (o) => o.business.foundedOn),
    ],
  );
}
