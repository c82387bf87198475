import { z } from "zod";
import { command, nextDay } from "../../../kernel/index.ts";

/** Gathers what officers opened outside any case on one day, for whoever heads their agency. A second run adds nothing. */
export const writeDigest = command({
  name: "rights.write-digest",
  internal: true,
  input: z.object({ day: z.iso.date() }).strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  async carryOut({ world, tx, newId }, { day }) {
    const { calendar } = world;
    const rows = await tx.query<{ account: string }>(
      `select account, agency, coalesce(office, '') as office, count(*)::int as reads, count(distinct whose)::int as people,
         count(*) filter (where coalesce(body->>'reason', '') = '')::int as unreasoned
       from kernel.journal, unnest(about) whose
       where kind = 'read' and hat = 'officer' and account is not null and agency is not null and subject is null
         and name like 'registry.%' and at >= $1 and at < $2
       group by account, agency, office order by account`,
      [calendar.moment(day, "00:00"), calendar.moment(nextDay(day), "00:00")],
    );
    for (const row of rows)
      await tx.query(
        `insert into rights.digest (id, day, account, agency, office, reads, people, unreasoned)
         select $1, $2, r.account, r.agency, r.office, r.reads, r.people, r.unreasoned
         from jsonb_to_record($3) as r(account uuid, agency text, office text, reads int, people int, unreasoned int)
         on conflict do nothing`,
        [newId(), day, JSON.stringify(row)],
      );
    return { result: { officers: rows.length }, subject: day };
  },
});

/** The head has read the digest. */
export const seeDigest = command({
  name: "rights.see-digest",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["head"] }],
  async carryOut({ tx, now, actor }) {
    const seen = await tx.query(
      "update rights.digest set seen_at = $2 where agency = $1 and seen_at is null returning 1",
      [actor.officer!.agency, now],
    );
    return { result: { seen: seen.length }, subject: actor.officer!.agency };
  },
});
