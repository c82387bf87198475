import type { JobHandler } from "../../../kernel/index.ts";
import { applyRetention } from "../commands/retention.ts";
import { holdingsOf } from "../holdings.ts";

/** Every night: what the law no longer keeps goes, kind by kind. */
export const retentionJob: JobHandler = {
  name: "rights.apply-retention",
  cron: "40 18 * * *",
  async handle({ world, act }) {
    for (const { name, remove } of holdingsOf(world))
      if (remove) while ((await act(applyRetention, { holding: name })).removed > 0);
  },
};
