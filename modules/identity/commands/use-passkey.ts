import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";

/** Counts a use: a copy of the key that lags behind is found by its counter. */
export const usePasskey = command({
  name: "identity.use-passkey",
  internal: true,
  input: z.object({ id: z.string(), counter: z.number().int() }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { id, counter }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.passkey")
      .set({ counter: BigInt(counter), used_at: now })
      .where("id", "=", id)
      .execute();
    return { result: null, subject: "passkey" };
  },
});
