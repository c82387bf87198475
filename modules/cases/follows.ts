import { type Following, followIn } from "../../kernel/index.ts";
import { sealedPlace } from "./commands/kept-answers.ts";

/** Answers for the next form lie under the person's own key: they are sealed anew, where the other keeps any at all. */
const keptAnswers: Following = {
  name: "cases.kept_answer",
  async move({ world, tx }, from, to, chosen) {
    const rows = await tx.query<{ bank: string; sealed: Buffer }>(
      `select bank, sealed from cases.kept_answer r where person = $1 and ($3::text[] is null or bank = any($3))
         and not exists (select from cases.kept_answer x where x.person = $2 and x.bank = r.bank)
         and not exists (select from cases.keeps_nothing n where n.person = $2) order by bank`,
      [from, to, chosen ?? null],
    );
    for (const { bank, sealed } of rows) {
      const text = await world.secrets.open(tx, from, sealedPlace, sealed);
      if (text === null) continue;
      await tx.query("update cases.kept_answer set person = $2, sealed = $4 where person = $1 and bank = $3", [
        from,
        to,
        bank,
        await world.secrets.seal(tx, to, sealedPlace, text),
      ]);
    }
    return rows.map(({ bank }) => bank);
  },
};

/** Applications and drafts, what was uploaded, asked and agreed to, go along with a person whose record is merged. */
export const follows: readonly Following[] = [
  followIn({ table: "cases.draft" }),
  followIn({ table: "cases.case" }),
  followIn({ table: "cases.file" }),
  followIn({ table: "cases.resume_code", id: "r.draft::text" }),
  followIn({ table: "cases.assistance" }),
  followIn({ table: "cases.cosign" }),
  followIn({ table: "cases.cosign", person: "signer" }),
  followIn({ table: "cases.proof", id: "r.draft || ':' || r.field" }),
  keptAnswers,
  followIn({ table: "cases.keeps_nothing", id: "r.at::text", once: [] }),
];
