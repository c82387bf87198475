import { type CommandContext, locales, officeOf, textIn } from "../../kernel/index.ts";
import { contactOf } from "../identity/index.ts";
import { sendMessage } from "../messages/index.ts";
import type { VisitRow } from "./tables.ts";

type Told = Pick<VisitRow, "id" | "person" | "title" | "agency" | "office">;

/** Tells the person what is done for them, by which office: in the inbox and by mail. */
export async function tellPerson(
  { world, tell, askAsRoom }: CommandContext,
  visit: Told,
  kind: "code" | "confirmed" | "begun",
  code = "",
): Promise<void> {
  const contact = await askAsRoom(contactOf, { person: visit.person });
  const office = officeOf(world.government, visit.agency, visit.office);
  const both = (part: "title" | "body") =>
    Object.fromEntries(
      locales.map((locale) => [
        locale,
        world.words.say(locale)(`counter.message.${kind}.${part}`, {
          service: textIn(visit.title, locale),
          office: `${textIn(office?.name ?? visit.office, locale)}, ${textIn(office?.agency.name ?? visit.agency, locale)}`,
          code,
        }),
      ]),
    ) as { id: string; en: string };
  await tell(sendMessage, {
    toPerson: visit.person,
    email: contact?.email ?? null,
    locale: contact?.locale ?? "id",
    kind: `counter-${kind}`,
    title: both("title"),
    body: both("body"),
    link: `/saya/dibantu/${visit.id}`,
    about: visit.id,
  });
}
