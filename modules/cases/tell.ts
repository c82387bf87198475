import { longDate } from "../../design/words.ts";
import { type CommandContext, locales, type Text, textIn } from "../../kernel/index.ts";
import { contactOf } from "../identity/index.ts";
import { sendMessage } from "../messages/index.ts";
import type { CaseRow } from "./tables.ts";

type Kind =
  | "awaited"
  | "overdue"
  | "brought"
  | "deemed"
  | "letter"
  | "reopened"
  | "objection-filed"
  | "objection-granted"
  | "objection-dismissed"
  | "hearing"
  | "hearing-off"
  | "minutes";

/** Tells the applicant in the house's own words: what no service has to say for itself, because a law says it for all. */
export async function tellOf(
  { world, tell, askAsRoom }: CommandContext,
  row: CaseRow,
  kind: Kind,
  values: Record<string, Text | Date | null> = {},
  link = `/permohonan/${row.id}`,
): Promise<void> {
  const contact = await askAsRoom(contactOf, { person: row.person });
  const said = (part: "title" | "body") =>
    Object.fromEntries(
      locales.map((locale) => {
        const filled = Object.entries(values).map(([name, value]) => [
          name,
          value instanceof Date
            ? longDate(value, locale, world.calendar.timeZone)
            : value === null
              ? ""
              : textIn(value, locale),
        ]);
        const given = { number: row.number, service: textIn(row.title, locale), ...Object.fromEntries(filled) };
        return [locale, world.words.say(locale)(`cases.notice.${kind}.${part}`, given)];
      }),
    ) as { id: string; en: string };
  await tell(sendMessage, {
    ...(row.business && row.hat === "business" ? { toBusiness: row.business } : { toPerson: row.person }),
    email: contact?.email ?? null,
    locale: contact?.locale ?? "id",
    kind: `case-${kind}`,
    title: said("title"),
    body: said("body"),
    link,
    about: row.id,
  });
}

/** "Keberatan" or "Banding", in each reader's language. */
export const instanceWords = ({ world }: Pick<CommandContext, "world">, instance: "objection" | "appeal"): Text =>
  Object.fromEntries(locales.map((locale) => [locale, world.words.say(locale)(`cases.instance.${instance}`)]));
