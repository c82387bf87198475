import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { myHats } from "../queries/hats.ts";
import { credentialsOf } from "../queries/house.ts";
import type { IdentityTables } from "../tables.ts";
import { hash, hashBytes } from "../token.ts";

/** A bearer token for scripts, given by who runs the machine. It can do what a session with a second factor can, not more. */
export const keepToken = command({
  name: "identity.keep-token",
  internal: true,
  input: z
    .object({
      identifier: z.string().max(200),
      hat: z.enum(["citizen", "business", "officer"]),
      days: z.number().int().min(1).max(366),
      hash,
      steppedUp: z.boolean().default(false),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, newId, ask }, { identifier, hat, days, hash: key, steppedUp }) {
    const account = await ask(credentialsOf, { identifier });
    if (!account) refuse("not-found", "identity.refusal.no-such-account");
    const { mandates, officers } = await ask(myHats, { account: account.id, person: account.person });
    if ((hat === "business" && !mandates[0]) || (hat === "officer" && !officers[0]))
      refuse("not-found", "identity.refusal.no-hat");
    const id = newId();
    await on<IdentityTables>(tx)
      .insertInto("identity.session")
      .values({
        hash: hashBytes(key),
        id,
        account: account.id,
        hat,
        mandate: hat === "business" ? mandates[0]!.id : null,
        officer: hat === "officer" ? officers[0]!.id : null,
        assurance: 2,
        stepped_up_at: steppedUp ? new Date(now.getTime() + days * 86_400_000) : null,
        device: "token",
        kind: "token",
        created_at: now,
        seen_at: now,
        expires_at: new Date(now.getTime() + days * 86_400_000),
        revoked_at: null,
      })
      .execute();
    return { result: null, facts: [{ name: "identity.token-issued", subject: id }], about: [account.person] };
  },
});
