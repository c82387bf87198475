import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { keeper, registerNamed } from "../register.ts";
import type { TwinRow } from "../tables.ts";

/**
 * A human says of two records that are alike whether they are one. The verdict is kept, so that nobody is asked again; of
 * two that are the same the keeper ends one as every record is ended, with this for its reason.
 */
export const judgeTwin = command({
  name: "registers.judge-twin",
  input: z
    .object({
      one: z.uuid(),
      other: z.uuid(),
      verdict: z.enum(["same", "different"], "kernel.fault.empty"),
      reason: z.string().trim().min(3).max(300),
    })
    .strict(),
  load: async ({ tx }, { one, other }) => {
    const [twin] = await tx.query<TwinRow>("select * from registers.twin where one = $1 and other = $2 for update", [
      one,
      other,
    ]);
    const register = twin && (await registerNamed(tx, twin.register));
    return register ? { twin, register } : null;
  },
  allow: [{ hat: "officer", roles: ["administrator", "steward"], relation: keeper, assurance: 2 }],
  async carryOut({ tx, actor, now }, { one, other, verdict, reason }, { twin }) {
    if (twin.verdict !== null) refuse("conflict", "registers.refusal.judged");
    await tx.query(
      "update registers.twin set verdict = $3, reason = $4, officer = $5, judged_at = $6 where one = $1 and other = $2",
      [one, other, verdict, reason, actor.account, now],
    );
    return { result: null, subject: one, note: { other, verdict } };
  },
});
