import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { nikPlace } from "../person.ts";

const many = 5_000;

/** Who is known by these numbers: the ids of people and businesses, for a register that another room brings in. */
export const holdersByNumber = query({
  name: "registry.holders-by-number",
  internal: true,
  input: z
    .object({ niks: z.array(z.string().max(20)).max(many), nibs: z.array(z.string().max(20)).max(many) })
    .strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }, { niks, nibs }) {
    const byIndex = new Map(niks.map((nik) => [world.secrets.blindIndex(nikPlace, nik).toString("hex"), nik]));
    const people = niks.length
      ? await tx.query<{ at: string; id: string }>(
          `select encode(nik_index, 'hex') as at, registry.standing(id) as id from registry.person
           where nik_index = any(select decode(x, 'hex') from unnest($1::text[]) as x)`,
          [[...byIndex.keys()]],
        )
      : [];
    const businesses = nibs.length
      ? await tx.query<{ nib: string; id: string }>("select nib, id from registry.business where nib = any($1)", [nibs])
      : [];
    return {
      people: people.map(({ at, id }) => [byIndex.get(at)!, id] as const),
      businesses: businesses.map(({ nib, id }) => [nib, id] as const),
    };
  },
});

/** The numbers of people and businesses by their ids, for the agency whose register names them. Who asks leaves the receipts. */
export const numbersOfHolders = query({
  name: "registry.numbers-of-holders",
  internal: true,
  input: z.object({ people: z.array(z.uuid()).max(many), businesses: z.array(z.uuid()).max(many) }).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }, { people, businesses }) {
    const sealed = await tx.query<{ id: string; nik_sealed: Buffer }>(
      "select id, nik_sealed from registry.person where id = any($1::uuid[])",
      [people],
    );
    const niks: (readonly [string, string])[] = [];
    for (const { id, nik_sealed } of sealed) {
      const nik = await world.secrets.open(tx, id, nikPlace, nik_sealed);
      if (nik) niks.push([id, nik]);
    }
    const nibs = await tx.query<{ id: string; nib: string }>(
      "select id, nib from registry.business where id = any($1::uuid[])",
      [businesses],
    );
    return { people: niks, businesses: nibs.map(({ id, nib }) => [id, nib] as const) };
  },
});
