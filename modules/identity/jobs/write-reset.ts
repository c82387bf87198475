import type { JobHandler } from "../../../kernel/index.ts";
import { writeReset } from "../commands/reset.ts";

export const writeResetJob: JobHandler = {
  name: "identity.write-reset",
  handle: async ({ act }, payload) => void (await act(writeReset, { asked: String(payload.asked) })),
};
