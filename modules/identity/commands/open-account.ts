import { z } from "zod";
import { command, isId, isLocale, on } from "../../../kernel/index.ts";
import { emailIndex, nikIndex } from "../account.ts";
import type { IdentityTables } from "../tables.ts";

const id = z.string().refine(isId);

/** A new account, bound to a person of the population register. */
export const openAccount = command({
  name: "identity.open-account",
  internal: true,
  input: z.object({
    person: id,
    name: z.string().max(200),
    nik: z.string(),
    email: z.email().max(200),
    locale: z.string().refine(isLocale),
    passwordHash: z.string(),
    totpSecret: z.string().nullable(),
    id: id.optional(),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, input) {
    const account = input.id ?? newId();
    await on<IdentityTables>(tx)
      .insertInto("identity.account")
      .values({
        id: account,
        person: input.person,
        name: input.name,
        locale: input.locale,
        password_hash: input.passwordHash,
        totp_step: 0n,
        state: "active",
        created_at: now,
        email: await world.secrets.seal(tx, account, "identity.account.email", input.email),
        email_index: emailIndex(world, input.email),
        nik_index: nikIndex(world, input.nik),
        totp_secret:
          input.totpSecret === null
            ? null
            : await world.secrets.seal(tx, account, "identity.account.totp_secret", input.totpSecret),
      })
      .execute();
    return {
      result: { account },
      facts: [{ name: "identity.account-opened", subject: account }],
      about: [input.person],
    };
  },
});
