import { z } from "zod";
import { isId, query } from "../../../kernel/index.ts";
import type { AskedRow } from "../tables.ts";

const anybody = [{ hat: "anyone" }, { hat: "citizen" }, { hat: "business" }, { hat: "officer" }] as const;
export type Asked = Omit<AskedRow, "decided_by">;
const shown = `id, place, field, title, label, agency, fact, fact_name, sign, register, owner_field, keeper, people, state,
  reason, decided_at, found_at, gone_at`;

/** What is asked again, by fact; with how much of it there is. Anybody may know. */
export const askedList = query({
  name: "onedata.asked",
  input: z.object({}).strict(),
  allow: anybody,
  async answer({ tx }) {
    const rows = await tx.query<Asked & Record<string, unknown>>(
      `select ${shown} from onedata.asked where gone_at is null order by register is null, fact, agency, place, field limit 1000`,
    );
    const [gone] = await tx.query<{ n: number }>(
      "select count(*)::int as n from onedata.asked where gone_at is not null",
    );
    const readable = rows.filter(({ register }) => register !== null);
    return {
      rows: rows as Asked[],
      questions: rows.length,
      readable: readable.length,
      /** Answers within a year that a register could have given. */
      answers: readable.reduce((sum, { people }) => sum + people, 0),
      toRemove: rows.filter(({ state }) => state === "to-remove").length,
      gone: gone!.n,
    };
  },
});

export const askedOne = query({
  name: "onedata.asked-one",
  input: z.object({ id: z.string().refine(isId, "kernel.fault.format") }).strict(),
  allow: anybody,
  answer: async ({ tx }, { id }): Promise<Asked | null> =>
    (await tx.query<Asked & Record<string, unknown>>(`select ${shown} from onedata.asked where id = $1`, [id]))[0] ??
    null,
});
