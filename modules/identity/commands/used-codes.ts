import { z } from "zod";
import { command, isId, on } from "../../../kernel/index.ts";
import type { IdentityTables } from "../tables.ts";
import { hash, hashBytes } from "../token.ts";

const id = z.string().refine(isId);

/** A code was used: it and those before it open nothing again. */
export const useTotpStep = command({
  name: "identity.use-totp-step",
  internal: true,
  input: z.object({ account: id, step: z.number().int() }),
  allow: [{ hat: "system" }],
  async carryOut({ tx }, { account, step }) {
    const used = await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({ totp_step: BigInt(step) })
      .where("id", "=", account)
      .where("totp_step", "<", BigInt(step))
      .returning("id")
      .execute();
    return { result: used.length === 1, subject: account };
  },
});

/** A printed code was used: it opens nothing again. */
export const useRecoveryCode = command({
  name: "identity.use-recovery-code",
  internal: true,
  input: z.object({ account: id, hash }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { account, hash: code }) {
    const used = await on<IdentityTables>(tx)
      .updateTable("identity.recovery_code")
      .set({ used_at: now })
      .where("account", "=", account)
      .where("hash", "=", hashBytes(code))
      .where("used_at", "is", null)
      .returning("hash")
      .execute();
    return {
      result: used.length === 1,
      facts: used.length ? [{ name: "identity.recovery-code-used", subject: account }] : [],
      subject: account,
    };
  },
});
