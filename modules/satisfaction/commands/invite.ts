import { z } from "zod";
import { command, isId, on } from "../../../kernel/index.ts";
import { closedCase } from "../../cases/index.ts";
import { contactOf } from "../../identity/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { consentHolds } from "../../privacy/index.ts";
import { instrumentOn, periodOf } from "../instrument.ts";
import type { SatisfactionTables } from "../tables.ts";

const dayMs = 86_400_000;

/** Asks the applicant of a closed case what they think: once, by message and on their page. */
export const invite = command({
  name: "satisfaction.invite",
  internal: true,
  input: z.object({ case: z.string().refine(isId) }).strict(),
  allow: [{ hat: "system", purpose: "survey" }],
  async carryOut({ world, tx, now, newId, askAsRoom, tell }, { case: id }) {
    const closed = await askAsRoom(closedCase, { id });
    if (!closed) return { result: { asked: false }, subject: id };
    // Who does not want to be asked is not, and is counted nowhere.
    if (!(await askAsRoom(consentHolds, { people: [closed.person], purpose: "survey" })))
      return { result: { asked: false }, subject: id };
    const day = world.calendar.today(closed.closed_at);
    const instrument = instrumentOn(world.government, day);
    const [cell] = await tx.query<{ id: string }>(
      `insert into satisfaction.cell (id, instrument, period, service, title, agency, office, channel)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (instrument, period, service, agency, office, channel) do update set title = excluded.title returning id`,
      [
        newId(),
        instrument.code,
        periodOf(day, instrument.period),
        closed.service,
        JSON.stringify(closed.title),
        closed.agency,
        closed.office,
        closed.channel,
      ],
    );
    const added = await on<SatisfactionTables>(tx)
      .insertInto("satisfaction.invitation")
      .values({
        case_id: id,
        cell: cell!.id,
        number: closed.number,
        title: JSON.stringify(closed.title) as never,
        person: closed.person,
        business: closed.business,
        hat: closed.hat,
        asked_at: now,
        until: new Date(now.getTime() + instrument.openDays * dayMs),
        answered: false,
      })
      .onConflict((at) => at.column("case_id").doNothing())
      .returning("case_id")
      .executeTakeFirst();
    // Told twice, asked once.
    if (!added) return { result: { asked: false }, subject: id };
    await tx.query("update satisfaction.cell set asked = asked + 1 where id = $1", [cell!.id]);
    const contact = await askAsRoom(contactOf, { person: closed.person });
    const both = (part: "title" | "body") => ({
      id: world.words.say("id")(`satisfaction.message.${part}`, { service: closed.title.id, number: closed.number }),
      en: world.words.say("en")(`satisfaction.message.${part}`, { service: closed.title.en, number: closed.number }),
    });
    await tell(sendMessage, {
      ...(closed.hat === "business" ? { toBusiness: closed.business } : { toPerson: closed.person }),
      email: contact?.email ?? null,
      locale: contact?.locale ?? "id",
      kind: "satisfaction-survey",
      title: both("title"),
      body: both("body"),
      link: `/survei/${id}`,
      about: id,
      purpose: "survey",
    });
    return { result: { asked: true }, subject: id };
  },
});
