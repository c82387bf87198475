import { z } from "zod";
import { command, Together } from "../../../kernel/index.ts";
import { caseHeld } from "../case.ts";
import { deskFile } from "../desk.ts";
import type { CaseRow } from "../tables.ts";

/** Name and place as they are compared: small letters and nothing but words. */
const wordsOf = ({ facts: { applicant, business } }: CaseRow): string =>
  [business.name ?? applicant.name, business.address ?? applicant.address]
    .join(" ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .slice(0, 400);

/** Looks for applications that may be the same as one that has come in. Says nothing to anybody: a person judges. */
export const findDuplicates = command({
  name: "cases.find-duplicates",
  internal: true,
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, world }, _input, row) {
    const { days, likeness, most } = deskFile.of(world.government).duplicates;
    const since = new Date(row.submitted_at.getTime() - days * 86_400_000);
    await tx.query(
      `insert into cases.likely (case_id, service, submitted_at, words) values ($1, $2, $3, $4) on conflict do nothing`,
      [row.id, row.service, row.submitted_at, wordsOf(row)],
    );
    const same = await tx.query<{ other: string; likeness: number }>(
      `select id as other, 1::real as likeness from cases.case
       where (case when $3::uuid is null then person = $2 and business is null else business = $3 end)
         and service = $4 and id <> $1 and submitted_at between $5 and $6 and status not in ('withdrawn', 'merged')
       order by id desc limit $7`,
      [row.id, row.person, row.business, row.service, since, row.submitted_at, most],
    );
    const alike = await tx.query<{ other: string; likeness: number }>(
      `select a.other, a.likeness from cases.alike($1, $2, $3, $4) a join cases.case c on c.id = a.other
       where c.submitted_at <= $5 and c.status not in ('withdrawn', 'merged')`,
      [row.id, since, likeness, most, row.submitted_at],
    );
    const found = new Map([...alike, ...same].map((one) => [one.other, one.likeness]));
    const all = new Together();
    for (const [other, how] of [...found].slice(-most))
      all.add`insert into cases.likeness (case_id, other, likeness, found_at)
        select ${row.id}::uuid, ${other}::uuid, ${how}::real, ${now}::timestamptz
        where not exists (select from cases.likeness l where l.case_id = ${other}::uuid and l.other = ${row.id}::uuid)
        on conflict do nothing`;
    all.send(tx);
    return { result: { found: found.size }, subject: row.id };
  },
});
