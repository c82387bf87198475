import { z } from "zod";
import { query } from "../../../kernel/index.ts";

/** The signing keys with their private part, newest first. Only the house opens them. */
export const signingKeys = query({
  name: "signon.signing-keys",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }) {
    const rows = await tx.query<{ kid: string; wrapped: Buffer }>(
      "select kid, wrapped from signon.key order by made_at desc, kid limit 2",
    );
    return Promise.all(
      rows.map(async ({ kid, wrapped }) => ({ kid, pkcs8: await world.secrets.kms.unwrap(wrapped, "signon.key") })),
    );
  },
});
