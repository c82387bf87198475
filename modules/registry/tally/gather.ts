import { z } from "zod";
import { command, type JobHandler } from "../../../kernel/index.ts";

/**
 * Puts the changes of counts together, so that few rows are added up for whoever asks. Changes that come meanwhile stay
 * as they are: a row is taken only with all that it says.
 */
export const gatherCounts = command({
  name: "registry.gather-counts",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx }) {
    const [row] = await tx.query<{ fresh: boolean }>(
      "select exists (select from registry.resident_count where not gathered) as fresh",
    );
    if (row?.fresh)
      await tx.query(
        `with gone as (delete from registry.resident_count returning village, sex, birth_year, people, heads)
         insert into registry.resident_count (village, sex, birth_year, people, heads, gathered)
         select village, sex, birth_year, sum(people), sum(heads), true from gone group by 1, 2, 3
         having sum(people) <> 0 or sum(heads) <> 0`,
      );
    return { result: { gathered: row?.fresh ?? false }, subject: "registry.resident_count" };
  },
});

/** Every night, and a minute after people were enrolled. */
export const gatherJob: JobHandler = {
  name: "registry.gather-counts",
  cron: "10 19 * * *",
  async handle({ act }) {
    await act(gatherCounts, {});
  },
};
