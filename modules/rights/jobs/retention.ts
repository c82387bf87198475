import type { JobHandler } from "../../../kernel/index.ts";
import { applyRetention, restRetention } from "../commands/retention.ts";
import { holdingsOf } from "../holdings.ts";

/**
 * Every night: what the law no longer keeps goes, kind by kind and batch by batch, until nothing is left to look at. A run
 * that takes too long lets another go on: the payload says where.
 */
export const retentionJob: JobHandler = {
  name: "rights.apply-retention",
  cron: "40 18 * * *",
  async handle({ world, act }, payload) {
    const until = world.clock.now().getTime() + world.config.RETENTION_SECONDS * 1000;
    const kinds = holdingsOf(world).filter(({ remove }) => remove);
    const from = Math.max(
      0,
      kinds.findIndex(({ name }) => name === payload.holding),
    );
    let after = typeof payload.after === "string" ? payload.after : null;
    let looked = false;
    for (const { name } of kinds.slice(from)) {
      do {
        if (looked && world.clock.now().getTime() >= until)
          return void (await act(restRetention, { holding: name, after }));
        after = (await act(applyRetention, { holding: name, after })).next;
        looked = true;
      } while (after !== null);
    }
  },
};
