import { z } from "zod";
import { query } from "../../../kernel/index.ts";

/** Whom records are about, by their ids, and nothing of what they say. For other rooms only. */
export const recordHolders = query({
  name: "registers.record-holders",
  internal: true,
  input: z.object({ records: z.array(z.uuid()).max(1000) }).strict(),
  allow: [{ hat: "system" }],
  answer: ({ tx }, { records }): Promise<{ id: string; person: string | null }[]> =>
    tx.query("select id, person from registers.record where id = any($1)", [records]),
});
