import type { JobHandler } from "../../../kernel/index.ts";
import { dropOver } from "../commands/drop-over.ts";

export const dropOverJob: JobHandler = {
  name: "identity.drop-over",
  cron: "35 19 * * *",
  handle: async ({ act }) => void (await act(dropOver, {})),
};
