import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { everyone } from "../everyone.ts";
import { tellOwner } from "../notice.ts";
import type { IdentityTables } from "../tables.ts";
import { hash, hashBytes } from "../token.ts";

/** Ten fresh recovery codes, by their hashes; older ones open nothing any more. */
export const replaceRecoveryCodes = command({
  name: "identity.replace-recovery-codes",
  internal: true,
  input: z.object({ hashes: z.array(hash).length(10) }).strict(),
  allow: everyone(3),
  async carryOut(context, { hashes }) {
    const { tx, actor } = context;
    const codes = on<IdentityTables>(tx);
    await codes.deleteFrom("identity.recovery_code").where("account", "=", actor.account).execute();
    await codes
      .insertInto("identity.recovery_code")
      .values(hashes.map((text) => ({ hash: hashBytes(text), account: actor.account!, used_at: null })))
      .execute();
    await tellOwner(context, actor.account!, "recovery-codes");
    return { result: null, facts: [{ name: "identity.recovery-codes-replaced", subject: actor.account! }] };
  },
});
