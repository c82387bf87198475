import { z } from "zod";
import { command, isId, on, refuse } from "../../../kernel/index.ts";
import { myHats } from "../queries/hats.ts";
import type { IdentityTables } from "../tables.ts";
import { hash, hashBytes } from "../token.ts";

/**
 * Changes in what capacity this session acts: for oneself, for a business by mandate, or at an office.
 * The session goes on under a fresh token, so that an old one never gains what it did not have.
 */
export const changeHat = command({
  name: "identity.change-hat",
  internal: true,
  input: z
    .object({ hat: z.enum(["citizen", "business", "officer"]), id: z.string().refine(isId).optional(), hash })
    .strict(),
  allow: [
    { hat: "citizen", assurance: 2 },
    { hat: "business", assurance: 2 },
    { hat: "officer", assurance: 2 },
  ],
  async carryOut({ tx, actor, askAsRoom }, { hat, id, hash: key }) {
    const hats = await askAsRoom(myHats, { account: actor.account!, person: actor.person! });
    const mandate = hat === "business" ? hats.mandates.find((one) => one.id === id) : undefined;
    const officer = hat === "officer" ? hats.officers.find((one) => one.id === id) : undefined;
    if ((hat === "business" && !mandate) || (hat === "officer" && !officer))
      refuse("not-found", "identity.refusal.no-hat");
    await on<IdentityTables>(tx)
      .updateTable("identity.session")
      .set({
        hash: hashBytes(key),
        hat,
        mandate: mandate?.id ?? null,
        officer: officer?.id ?? null,
        stepped_up_at: null,
      })
      .where("id", "=", actor.session)
      .execute();
    return { result: null, subject: actor.session ?? "", note: { hat } };
  },
});
