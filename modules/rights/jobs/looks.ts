import { type JobHandler, nextDay } from "../../../kernel/index.ts";
import { findLooks } from "../commands/looks.ts";

/** Every night: the looks of the day that is over. */
export const looksJob: JobHandler = {
  name: "rights.find-looks",
  cron: "20 18 * * *",
  async handle({ world, act }) {
    await act(findLooks, { day: nextDay(world.calendar.today(world.clock.now()), -1) });
  },
};
