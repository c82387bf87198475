import type { JobHandler } from "../../../kernel/index.ts";
import { findDoubles } from "../commands/doubles.ts";

/** Every hour: mostly a handful of birth dates to look at. */
export const findDoublesJob: JobHandler = {
  name: "registry.find-doubles",
  cron: "23 * * * *",
  handle: async ({ act }) => {
    await act(findDoubles, {});
  },
};
