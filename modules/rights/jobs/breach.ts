import type { JobHandler } from "../../../kernel/index.ts";
import { countAffected, writeLetters } from "../commands/breach.ts";

export const countJob: JobHandler = {
  name: "rights.count-affected",
  handle: async ({ act }, payload) => void (await act(countAffected, { breach: String(payload.breach) })),
};

/** Letter after letter; one that was interrupted goes on where it stopped. */
export const lettersJob: JobHandler = {
  name: "rights.write-letters",
  async handle({ act }, payload) {
    while ((await act(writeLetters, { breach: String(payload.breach) })).more);
  },
};
