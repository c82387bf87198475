import { z } from "zod";
import { command, type JobHandler } from "../../../kernel/index.ts";

/** What the protocol remembered and no longer counts goes: a part at a time, so that nobody waits for it. */
export const dropOver = command({
  name: "signon.drop-over",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }) {
    const gone = await tx.query<{ n: number }>(
      `with a as (delete from signon.artefact where (model, id) in
           (select model, id from signon.artefact where expires_at <= $1 limit 50000) returning 1),
         s as (delete from signon.shown where id in (select id from signon.shown where expires_at <= $1 limit 50000) returning 1)
       select (select count(*) from a)::int + (select count(*) from s)::int as n`,
      [now],
    );
    return { result: { gone: gone[0]!.n }, subject: "over", note: { gone: gone[0]!.n } };
  },
});

export const dropOverJob: JobHandler = {
  name: "signon.drop-over",
  cron: "*/10 * * * *",
  async handle({ act }) {
    while ((await act(dropOver, {})).gone >= 50_000);
  },
};
