import { z } from "zod";
import { dayWords } from "../../../design/words.ts";
import { type CommandContext, command, type Locale, nextDay } from "../../../kernel/index.ts";
import { contactOf, dutyHolders } from "../../identity/index.ts";
import { sendMessage } from "../../messages/index.ts";

interface Line extends Record<string, unknown> {
  account: string;
  agency: string;
  office: string;
  reads: number;
  people: number;
  unreasoned: number;
}

/**
 * Gathers what officers opened outside any case on one day, and tells whoever heads their agency. A second run adds
 * nothing and tells nobody again.
 */
export const writeDigest = command({
  name: "rights.write-digest",
  internal: true,
  input: z.object({ day: z.iso.date() }).strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  async carryOut(context, { day }) {
    const { world, tx, newId } = context;
    const { calendar } = world;
    const rows = await tx.query<Line>(
      `select account, agency, coalesce(office, '') as office, count(*)::int as reads, count(distinct whose)::int as people,
         count(*) filter (where coalesce(body->>'reason', '') = '')::int as unreasoned
       from kernel.journal, unnest(about) whose
       where kind = 'read' and hat = 'officer' and account is not null and agency is not null and subject is null
         and name like 'registry.%' and at >= $1 and at < $2
       group by account, agency, office order by account`,
      [calendar.moment(day, "00:00"), calendar.moment(nextDay(day), "00:00")],
    );
    const fresh: Line[] = [];
    for (const row of rows) {
      const added = await tx.query(
        `insert into rights.digest (id, day, account, agency, office, reads, people, unreasoned)
         select $1, $2, r.account, r.agency, r.office, r.reads, r.people, r.unreasoned
         from jsonb_to_record($3) as r(account uuid, agency text, office text, reads int, people int, unreasoned int)
         on conflict do nothing returning 1`,
        [newId(), day, JSON.stringify(row)],
      );
      if (added.length > 0) fresh.push(row);
    }
    for (const [agency, lines] of Map.groupBy(fresh, (line) => line.agency))
      await tellHeads(context, agency, lines, day);
    return { result: { officers: rows.length }, subject: day };
  },
});

/** How much was opened, and where to read who and why: no officer's name leaves the desk by mail. */
async function tellHeads(
  { world, tell, askAsRoom }: CommandContext,
  agency: string,
  lines: readonly Line[],
  day: string,
): Promise<void> {
  const reads = lines.reduce((all, line) => all + line.reads, 0);
  const officers = new Set(lines.map(({ account }) => account)).size;
  const said = (part: "title" | "body", locale: Locale) =>
    world.words.say(locale)(`rights.message.digest-${part}`, { reads, officers, day: dayWords(day, locale) });
  const both = (part: "title" | "body") => ({ id: said(part, "id"), en: said(part, "en") });
  for (const { person } of await askAsRoom(dutyHolders, { agency, role: "head" })) {
    const contact = await askAsRoom(contactOf, { person });
    await tell(sendMessage, {
      toPerson: person,
      email: contact?.email ?? null,
      locale: contact?.locale ?? "id",
      kind: "rights-digest",
      title: both("title"),
      body: both("body"),
      link: "/petugas/tanpa-kasus",
      about: day,
    });
  }
}

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
