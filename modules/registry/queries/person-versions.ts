import { z } from "zod";
import { type Government, on, query, type Tx } from "../../../kernel/index.ts";
import { type Address, addressOf, heldPerson, idSchema, keeper, ownRow, personFields, self } from "../person.ts";
import type { MaritalStatus, PersonFacts, RegistryTables, Sex } from "../tables.ts";
import { lookedFor, noteOf, reasonGiven } from "./search-people.ts";

/** One version of a record: what was held true, for which days, and from when until when it was believed. */
export interface PersonVersion {
  /** Whose version it is: of the record that was asked for, or of the one that it was merged into. */
  person: string;
  version: number;
  name: string;
  birthDate: string;
  birthPlace: string;
  sex: Sex;
  maritalStatus: MaritalStatus;
  address: Address;
  diedOn: string | null;
  validFrom: string;
  validUntil: string | null;
  recordedAt: Date;
  recordedUntil: Date | null;
  /** The record that this one was merged into: from then on, until they are parted, that one answers. */
  mergedInto: string | null;
  /** Why it was entered: "enrolment", or the words of the one who mended it. */
  reason: string;
}

interface Dated extends PersonFacts {
  version: number;
  valid_from: string;
  valid_until?: string | null;
  recorded_at: Date;
  recorded_until?: Date | null;
  reason: string;
}

/** Longest history that is shown: nobody has more, and a loop that mends for ever must not fill a page. */
const most = 200;

/**
 * All versions of a person's record, newest first. With `on` (a day) and `knownAt` (a
 * moment, default now) only the one version that was held true of that day then; of a record that was merged by then, it
 * is the version of the one that it was merged into.
 */
export const personVersions = query({
  name: "registry.person-versions",
  input: z
    .object({
      id: idSchema,
      on: z.iso.date("kernel.fault.format").optional(),
      knownAt: z.iso.datetime().optional(),
      ...lookedFor,
    })
    .strict(),
  load: ({ world, tx }, { id }) => heldPerson(world, tx, id),
  allow: [
    { hat: "citizen", relation: self, purpose: "own-data" },
    { hat: "business", relation: self, purpose: "own-data" },
    { hat: "officer", roles: ["administrator"], relation: keeper, purpose: "register-upkeep" },
    { hat: "system", purpose: "service" },
  ],
  async answer({ world, tx, now, actor }, input) {
    reasonGiven(actor, input);
    const all = await historyOf(world.government, tx, input.id);
    if (input.on === undefined) return all;
    const day = input.on;
    const known = input.knownAt ? new Date(input.knownAt) : now;
    const then = (v: PersonVersion) => v.recordedAt <= known && (v.recordedUntil === null || known < v.recordedUntil);
    let history = all;
    for (;;) {
      const into = history.find((v) => then(v) && v.mergedInto !== null)?.mergedInto;
      if (!into) break;
      history = await historyOf(world.government, tx, into);
    }
    return history.filter((v) => then(v) && v.validFrom <= day && (v.validUntil === null || day < v.validUntil));
  },
  personal: {
    about: (_versions, row) => [row.id],
    fields: personFields.filter((field) => field !== "nik"),
    subject: ({ within }) => within ?? null,
    note: noteOf,
  },
});

async function historyOf(government: Government, tx: Tx, id: string): Promise<PersonVersion[]> {
  const held = await ownRow(tx, id);
  const old = await on<RegistryTables>(tx)
    .selectFrom("registry.person_version")
    .selectAll()
    .where("person", "=", id)
    .orderBy("recorded_at", "desc")
    .orderBy("valid_from", "desc")
    .limit(most)
    .execute();
  return [...(held ? [held] : []), ...old].map((row) => asVersion(government, id, row));
}

const asVersion = (government: Government, person: string, row: Dated): PersonVersion => ({
  person,
  version: row.version,
  name: row.name,
  birthDate: row.birth_date,
  birthPlace: row.birth_place,
  sex: row.sex,
  maritalStatus: row.marital_status,
  address: addressOf(government, row),
  diedOn: row.died_on,
  validFrom: row.valid_from,
  validUntil: row.valid_until ?? null,
  recordedAt: row.recorded_at,
  recordedUntil: row.recorded_until ?? null,
  mergedInto: row.merged_into,
  reason: row.reason,
});
