import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { readNik, tidyNik } from "../nik.ts";
import { openNik, personRow, personRowByNik } from "../person.ts";

/** Who has this NIK, which business has this NIB: their ids, and nothing of what is known of them. For other rooms only. */
export const holderNumbered = query({
  name: "registry.holder-numbered",
  internal: true,
  input: z.object({ nik: z.string().max(40).nullish(), nib: z.string().max(20).nullish() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }, { nik, nib }): Promise<{ person: string | null; business: string | null }> {
    const tidy = nik ? tidyNik(nik) : null;
    const person = tidy && readNik(tidy) ? ((await personRowByNik(world, tx, tidy))?.id ?? null) : null;
    const [business] = nib
      ? await tx.query<{ id: string }>("select id from registry.business where nib = $1", [nib])
      : [];
    return { person, business: business?.id ?? null };
  },
});

/** The other way round, for a room that hands the number on: its own receipt tells the person so. */
export const numbersOf = query({
  name: "registry.numbers-of",
  internal: true,
  input: z.object({ person: z.uuid().nullish(), business: z.uuid().nullish() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }, { person, business }): Promise<{ nik: string | null; nib: string | null }> {
    const row = person ? await personRow(tx, person) : null;
    const [firm] = business
      ? await tx.query<{ nib: string }>("select nib from registry.business where id = $1", [business])
      : [];
    return { nik: row && (await openNik(world, tx, row)), nib: firm?.nib ?? null };
  },
});
