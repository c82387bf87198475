import { z } from "zod";
import { type Actor, query, relation, type See } from "../../../kernel/index.ts";
import { businessView, type HeldBusiness, heldBusiness } from "../business.ts";
import { readNik, tidyNik } from "../nik.ts";
import { isOldNik, personAs, personFields, personRow, personRowByNik } from "../person.ts";
import type { PersonRow } from "../tables.ts";

/** What the two registers of this room can open to another agency's system. */
export const agreeable = {
  population: personFields.filter((field) => field !== "nik"),
  businesses: ["name", "kind", "kbli", "address", "foundedOn", "status"],
} as const;

const agreed = (register: keyof typeof agreeable) =>
  relation<unknown>(
    "agreement with the keeper",
    (actor) => actor.machine?.agreement?.serves === `register ${register}`,
  );
const opened = (actor: Actor): readonly string[] => actor.machine?.agreement?.fields ?? [];
const only = <T extends object>(actor: Actor, fields: readonly string[], all: T): Partial<T> =>
  Object.fromEntries(
    fields.filter((field) => opened(actor).includes(field)).map((field) => [field, all[field as keyof T] ?? null]),
  ) as Partial<T>;

/** The number is not opened for who named it. */
const unnumbered: See = (field, value) => (field === "nik" ? null : value);

interface Found {
  row: PersonRow | null;
  /** The number that was named is that of a record that was merged into this one. */
  merged: boolean;
}

/** By a number that the machine names itself; or by an id, when the house tells of a change: then the number goes along. */
const one = { nik: z.string().max(40).optional(), person: z.uuid().optional() };
const firm = { nib: z.string().max(20).optional(), business: z.uuid().optional() };

/** A person by their NIK, for a machine: only the fields that its agreement names. */
export const agreedPerson = query({
  name: "registry.agreed-person",
  internal: true,
  input: z.object(one).strict(),
  load: async ({ world, tx }, { nik, person }): Promise<Found> => {
    if (person) {
      const row = await personRow(tx, person);
      return { row, merged: row !== null && row.id !== person };
    }
    const tidy = tidyNik(nik ?? "");
    const row = readNik(tidy) ? await personRowByNik(world, tx, tidy) : null;
    return { row, merged: row !== null && isOldNik(world, row, tidy) };
  },
  allow: [{ hat: "machine", relation: agreed("population"), purpose: "exchange" }],
  async answer({ world, tx, actor, see }, { person }, { row, merged }) {
    if (!row) return null;
    // Whoever keeps the old number is given the one that stands for it, so that they can mend their own list.
    const numbered = Boolean(person) || merged;
    const whole = await personAs(numbered ? see : unnumbered, world, tx, row);
    return {
      ...(numbered && { nik: whole.nik }),
      ...(merged && { merged }),
      ...only(actor, agreeable.population, whole),
    };
  },
  personal: {
    about: (_result, { row }) => [row?.id ?? null],
    fields: personFields,
    shown: ({ person }, { merged }, actor) => [
      ...(person || merged ? ["nik"] : []),
      ...agreeable.population.filter((field) => opened(actor).includes(field)),
    ],
  },
});

interface HeldFirm {
  held: HeldBusiness | null;
}

/** A business by its NIB, for a machine. */
export const agreedBusiness = query({
  name: "registry.agreed-business",
  internal: true,
  input: z.object(firm).strict(),
  load: async ({ tx }, { nib, business }): Promise<HeldFirm> => {
    if (business) return { held: await heldBusiness(tx, business) };
    const [row] = await tx.query<{ id: string }>("select id from registry.business where nib = $1", [nib ?? ""]);
    return { held: row ? await heldBusiness(tx, row.id) : null };
  },
  allow: [{ hat: "machine", relation: agreed("businesses"), purpose: "exchange" }],
  answer: async ({ world, actor }, { business }, { held }) =>
    held && {
      ...(business && { nib: held.row.nib }),
      ...only(actor, agreeable.businesses, businessView(world.government, held)),
    },
  personal: {
    about: (_result: unknown, { held }: HeldFirm) => held?.roles.map(({ person }) => person) ?? [],
    fields: agreeable.businesses,
    shown: (_input, _thing, actor) => agreeable.businesses.filter((field) => opened(actor).includes(field)),
  },
});
