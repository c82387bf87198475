import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { readNik, tidyNik } from "../nik.ts";
import { daySchema, isOldNik, personAs, personFields, personRowByNik, plainName } from "../person.ts";

/** A NIK as people type it, tidied; refused when it can be none. */
export const nikSchema = z
  .string()
  .max(40)
  .transform(tidyNik)
  .refine((nik) => readNik(nik) !== null, "registry.fault.nik");

/** The record with this NIK, or null. For other rooms only; never offered from outside. */
export const personByNik = query({
  name: "registry.person-by-nik",
  internal: true,
  input: z.object({ nik: nikSchema }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ see, world, tx }, { nik }) {
    const row = await personRowByNik(world, tx, nik);
    return row && { ...(await personAs(see, world, tx, row)), ...(isOldNik(world, row, nik) && { merged: true }) };
  },
  personal: { about: (person) => [person?.id ?? null], fields: personFields },
});

/**
 * The living person whom NIK, name and birth date all fit, or null without a word about
 * which of them did not. Names are compared without case, accents and dots.
 */
export const matchPerson = query({
  name: "registry.matched-person",
  internal: true,
  input: z.object({ nik: nikSchema, name: z.string().trim().min(1).max(150), birthDate: daySchema }).strict(),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ world, tx }, { nik, name, birthDate }) {
    const row = await personRowByNik(world, tx, nik);
    const fits = row && row.birth_date === birthDate && row.died_on === null && plainName(row.name) === plainName(name);
    return fits ? { id: row.id, name: row.name } : null;
  },
  personal: { about: (person) => [person?.id ?? null], fields: ["nik", "name", "birthDate"] },
});

/** Whether a living person has this NIK and this name, without a word about which of them did not fit. For other rooms only. */
export const personNamed = query({
  name: "registry.person-named",
  internal: true,
  input: z.object({ nik: nikSchema, name: z.string().trim().min(1).max(150) }).strict(),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ world, tx }, { nik, name }) {
    const row = await personRowByNik(world, tx, nik);
    return row && row.died_on === null && plainName(row.name) === plainName(name) ? { id: row.id } : null;
  },
  personal: { about: (person) => [person?.id ?? null], fields: ["nik", "name"] },
});
