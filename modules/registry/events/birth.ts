import { z } from "zod";
import { refuse } from "../../../kernel/index.ts";
import { nikIndex, nikPlace } from "../person.ts";
import type { PersonFacts } from "../tables.ts";
import { day, freeNik, type Happening, lifeEvent, living, newFamily, nik, past } from "./event.ts";

/**
 * A child enters the register with a number of its own, in the mother's family, else the father's. One whose parents
 * nobody knows gets a family of its own at the address of the guardian.
 */
export const birth = lifeEvent({
  input: z
    .object({
      name: z.string().trim().min(1).max(150),
      sex: z.enum(["female", "male"]),
      birthDate: day,
      birthPlace: z.string().trim().min(1).max(150),
      mother: nik.nullish(),
      father: nik.nullish(),
      guardian: nik.nullish(),
    })
    .strict(),
  async happen(context, { mother, father, guardian, ...child }) {
    past(context, child.birthDate);
    const parents = [mother, father].filter((one) => one != null);
    if (parents.length === 0 && !guardian) refuse("conflict", "registry.refusal.no-family");
    const found = await living(context, parents.length > 0 ? parents : [guardian!]);
    const with_ = found[0]!;
    const id = context.newId();
    const { street, rt, rw, village } = with_;
    const facts: PersonFacts = {
      name: child.name,
      birth_date: child.birthDate,
      birth_place: child.birthPlace,
      sex: child.sex,
      marital_status: "single",
      family: parents.length > 0 ? with_.family : await newFamily(context, id, village),
      family_role: parents.length > 0 ? "child" : "head",
      street,
      rt,
      rw,
      village,
      died_on: null,
    };
    await enter(context, id, facts);
    const people = [id, ...(parents.length > 0 ? found.map((one) => one.id) : [])];
    return {
      on: child.birthDate,
      people,
      facts: [{ name: "registry.person-born", subject: id, body: { village } }],
    };
  },
});

async function enter(context: Happening, id: string, facts: PersonFacts): Promise<void> {
  const { world, tx, now, reason } = context;
  const number = await freeNik(context, nikPlace, facts);
  await tx.query(
    `insert into registry.person (id, nik_sealed, nik_index, name, birth_date, birth_place, sex, marital_status, family,
       family_role, street, rt, rw, village, valid_from, recorded_at, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $5, $15, $16)`,
    [
      id,
      await world.secrets.seal(tx, id, nikPlace, number),
      nikIndex(world, number),
      facts.name,
      facts.birth_date,
      facts.birth_place,
      facts.sex,
      facts.marital_status,
      facts.family,
      facts.family_role,
      facts.street,
      facts.rt,
      facts.rw,
      facts.village,
      now,
      reason,
    ],
  );
}
