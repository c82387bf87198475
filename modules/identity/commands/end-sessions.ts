import { z } from "zod";
import { command, isId, on, refuse } from "../../../kernel/index.ts";
import { everyone } from "../everyone.ts";
import type { IdentityTables } from "../tables.ts";

/** Ends the session that asks. */
export const signOut = command({
  name: "identity.sign-out",
  internal: true,
  input: z.object({}).strict(),
  allow: everyone(1),
  async carryOut({ tx, actor, now }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.session")
      .set({ revoked_at: now })
      .where("id", "=", actor.session)
      .execute();
    return { result: null, subject: actor.session ?? "" };
  },
});

/** Ends one of my sessions, or all but this one. */
export const endSessions = command({
  name: "identity.end-sessions",
  internal: true,
  input: z.object({ id: z.string().refine(isId).optional() }).strict(),
  allow: everyone(2),
  async carryOut({ tx, actor, now }, { id }) {
    let mine = on<IdentityTables>(tx)
      .updateTable("identity.session")
      .set({ revoked_at: now })
      .where("account", "=", actor.account)
      .where("revoked_at", "is", null);
    mine = id ? mine.where("id", "=", id) : mine.where("id", "<>", actor.session ?? "");
    const ended = await mine.returning("id").execute();
    if (id && ended.length === 0) refuse("not-found", "kernel.refusal.not-found");
    return { result: { ended: ended.length }, subject: actor.account! };
  },
});
