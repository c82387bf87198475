import { dateTime, dayWords } from "../../design/words.ts";
import { type CommandContext, locales, textIn } from "../../kernel/index.ts";
import { contactOf } from "../identity/index.ts";
import { sendMessage } from "../messages/index.ts";
import { errandOf } from "./counters.ts";
import type { TicketRow } from "./tables.ts";

type Kind = "booked" | "changed" | "reminder" | "offered" | "cancelled";

/** Tells the holder in the inbox and by mail, in the same transaction as what it tells of. Who took a number unnamed hears nothing. */
export async function tellHolder(
  { world, tell, askAsRoom }: CommandContext,
  ticket: TicketRow,
  kind: Kind,
): Promise<void> {
  if (!ticket.person) return;
  const found = errandOf(world.government, ticket.place, ticket.errand);
  const contact = await askAsRoom(contactOf, { person: ticket.person });
  const both = (part: "title" | "body") =>
    Object.fromEntries(
      locales.map((locale) => [
        locale,
        world.words.say(locale)(`appointments.message.${kind}.${part}`, {
          errand: textIn(found?.errand.name ?? ticket.errand, locale),
          place: textIn(found?.place.name ?? ticket.place, locale),
          address: textIn(found?.place.address ?? "", locale),
          day: dayWords(ticket.day, locale),
          time: ticket.slot?.replace(":", locale === "id" ? "." : ":") ?? "",
          number: ticket.number,
          code: ticket.code,
          until: ticket.offered_until ? dateTime(ticket.offered_until, locale, world.calendar.timeZone) : "",
        }),
      ]),
    ) as { id: string; en: string };
  await tell(sendMessage, {
    toPerson: ticket.person,
    email: contact?.email ?? null,
    locale: contact?.locale ?? "id",
    kind: `appointment-${kind}`,
    title: both("title"),
    body: both("body"),
    link: `/janji/${ticket.id}`,
    about: ticket.id,
  });
}
