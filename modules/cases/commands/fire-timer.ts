import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { caseLocked, definitionOf } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, move, writeMove } from "../host.ts";
import type { CasesTables } from "../tables.ts";

/** A timer of a case is due. One that no longer fits, because the case moved on, is simply over. */
export const fireTimer = command({
  name: "cases.fire-timer",
  internal: true,
  input: z.object({ case: z.string(), token: z.number().int(), target: z.string() }),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { token, target }, before) {
    const { tx, now } = context;
    const [due] = await on<CasesTables>(tx)
      .deleteFrom("cases.timer")
      .where("case_id", "=", before.id)
      .where("token", "=", token)
      .where("target", "=", target)
      .where("due_at", "<=", now)
      .returning("token")
      .execute();
    if (!due || before.closed_at) return { result: { fired: false }, subject: before.id };
    const service = await definitionOf(context, before.service, before.version);
    const moved = move(context, service, before, { type: "timer", token, to: target });
    const acts = [
      actRow(context, before.id, { kind: "timer", audience: "office", body: { target } }),
      ...(await doDeeds(context, service, moved)),
    ];
    writeMove(context, before, moved, acts);
    return {
      result: { fired: true },
      facts: [{ name: "cases.timer-fired", subject: before.id, body: { target } }, ...moved.facts],
      jobs: moved.jobs,
    };
  },
});
