import type { JobHandler } from "../../../kernel/index.ts";
import { openRounds } from "../commands/rounds.ts";

/** Every morning: the next rounds are opened, and whoever is late is told. */
export const roundsJob: JobHandler = {
  name: "onedata.open-rounds",
  cron: "20 22 * * *",
  async handle({ act }) {
    while ((await act(openRounds, {})).more);
  },
};
