import { z } from "zod";
import { on, refuse } from "../../../kernel/index.ts";
import { keepWords } from "../names/dictionary.ts";
import { daySchema as day, nikIndex, nikPlace } from "../person.ts";
import { nikSchema as nik } from "../queries/person-by-nik.ts";
import type { PersonFacts, RegistryTables } from "../tables.ts";
import { freeNik, type Happening, lifeEvent, living, newFamily, past } from "./event.ts";

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
      merged_into: null,
    };
    await enter(context, id, facts, await freeNik(context, facts));
    const people = [id, ...(parents.length > 0 ? found.map((one) => one.id) : [])];
    return {
      on: child.birthDate,
      people,
      facts: [{ name: "registry.person-born", subject: id, body: { village } }],
    };
  },
});

/** A record begins, under a number that nobody has. */
export async function enter(context: Happening, id: string, facts: PersonFacts, number: string): Promise<void> {
  const { world, tx, now, reason } = context;
  await keepWords(world, tx, [facts.name]);
  await on<RegistryTables>(tx)
    .insertInto("registry.person")
    .values({
      id,
      ...facts,
      nik_sealed: await world.secrets.seal(tx, id, nikPlace, number),
      nik_index: nikIndex(world, number),
      version: 1,
      valid_from: facts.birth_date,
      recorded_at: now,
      reason,
    })
    .execute();
}
