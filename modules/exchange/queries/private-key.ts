import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { keyUse } from "../keys.ts";

/** A key that the house holds for a system, its private half opened. Only this room asks. */
export const hostedKey = query({
  name: "exchange.hosted-key",
  internal: true,
  input: z.object({ system: z.uuid() }).strict(),
  allow: [{ hat: "system", purpose: "oversight" }],
  async answer({ world, tx }, { system }) {
    const [row] = await tx.query<{ id: string; algorithm: string; wrapped: Buffer; public: string }>(
      `select id, algorithm, wrapped, public from exchange.key
       where system = $1 and wrapped is not null and revoked_at is null order by made_at desc, id desc limit 1`,
      [system],
    );
    if (!row) return null;
    return { id: row.id, public: row.public, pkcs8: await world.secrets.kms.unwrap(row.wrapped, keyUse(row.id)) };
  },
});
