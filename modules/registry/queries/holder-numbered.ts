import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { readNik, tidyNik } from "../nik.ts";
import { personRowByNik } from "../person.ts";

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
