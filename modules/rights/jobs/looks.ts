import { type JobHandler, nextDay } from "../../../kernel/index.ts";
import { writeDigest } from "../commands/digest.ts";
import { findLooks } from "../commands/looks.ts";

/** Every night: the looks of the day that is over, the odd ones for the protection officer and the rest for each head. */
export const looksJob: JobHandler = {
  name: "rights.find-looks",
  cron: "20 18 * * *",
  async handle({ world, act }) {
    const day = nextDay(world.calendar.today(world.clock.now()), -1);
    await act(findLooks, { day });
    await act(writeDigest, { day });
  },
};
