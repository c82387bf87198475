import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { TransparencyTables } from "../tables.ts";

/** The log's key with its private part opened; only this room asks. */
export const logKey = query({
  name: "transparency.log-key",
  internal: true,
  input: z.object({}),
  allow: [{ hat: "system", purpose: "oversight" }],
  async answer({ world, tx }) {
    const row = await on<TransparencyTables>(tx).selectFrom("transparency.key").selectAll().executeTakeFirst();
    if (!row) return null;
    return {
      name: row.name,
      publicKey: row.public,
      pkcs8: await world.secrets.kms.unwrap(row.wrapped, "transparency.key"),
    };
  },
});
