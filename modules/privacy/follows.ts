import type { Following } from "../../kernel/index.ts";

/**
 * A no goes along with a person whose record is merged, a yes does not: it was given under another record, and is asked
 * for again. The ledger is only added to; when the two are parted, each has its own lines still.
 */
export const follows: readonly Following[] = [
  {
    name: "privacy.consent",
    async move({ tx, now, newId }, from, to, chosen) {
      if (chosen) return [];
      const refused = await tx.query<{ purpose: string; text: string }>(
        `select purpose, text from (
           select distinct on (purpose) purpose, text, verdict from privacy.consent where person = $1 order by purpose, id desc) last
         where verdict = 'withdrawn' order by purpose`,
        [from],
      );
      for (const { purpose, text } of refused)
        await tx.query(
          "insert into privacy.consent (id, person, purpose, verdict, text, at) values ($1, $2, $3, 'withdrawn', $4, $5)",
          [newId(), to, purpose, text, now],
        );
      return [];
    },
  },
];
