import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";

/** How long a code for the counter is good. */
export const proofingMs = 30 * 86_400_000;

/** A waiting counter proofing and what was claimed. */
export const proofingByCode = query({
  name: "identity.proofing",
  internal: true,
  input: z.object({ code: z.string().max(20) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ world, tx, now }, { code }) {
    const row = await on<IdentityTables>(tx)
      .selectFrom("identity.proofing")
      .selectAll()
      .where("code", "=", code)
      .where("state", "=", "waiting")
      .where("created_at", ">", new Date(now.getTime() - proofingMs))
      .executeTakeFirst();
    const opened = row && (await world.secrets.open(tx, row.id, "identity.proofing.sealed", row.sealed));
    return row && opened
      ? {
          id: row.id,
          content: JSON.parse(opened) as {
            nik: string;
            name: string;
            birthDate: string;
            email: string;
            locale: "id" | "en";
          },
        }
      : null;
  },
});
