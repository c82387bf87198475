import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { caseLocked, definitionOf, waitsFor } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { move, writeMove } from "../host.ts";

/** The bill was paid: the process goes on. A second telling finds nobody waiting and changes nothing. */
export const recordPayment = command({
  name: "cases.record-payment",
  internal: true,
  input: z.object({ case: z.string() }),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, before) {
    const service = await definitionOf(context, before.service, before.version);
    if (!waitsFor(service, before, "payment")) return { result: { moved: false }, subject: before.id };
    const moved = move(context, service, before, { type: "message", name: "payment" });
    const acts = await doDeeds(context, service, moved);
    writeMove(context, before, moved, acts);
    return {
      result: { moved: true },
      facts: [{ name: "cases.paid", subject: before.id, body: { service: before.service } }, ...moved.facts],
      jobs: moved.jobs,
    };
  },
});
