import { longDate } from "../../design/words.ts";
import { type CommandContext, type Locale, locales, textIn } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { contactOf } from "../identity/index.ts";
import { sendMessage } from "../messages/index.ts";
import type { CaseRow } from "./tables.ts";

/** Fills "{name}" places of a service's own message. Dates are written in the reader's language. */
function filled(text: string, values: Record<string, string | Date>, locale: Locale, timeZone: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return value instanceof Date ? longDate(value, locale, timeZone) : (value ?? "");
  });
}

/** Tells the applicant, in the inbox and by mail, in the same transaction as what it tells of. */
export async function tellApplicant(
  context: CommandContext,
  service: OnlineService,
  row: CaseRow,
  kind: string,
  more: (locale: Locale) => Record<string, string | Date>,
  link: string,
): Promise<void> {
  const message = service.messages[kind];
  if (!message) throw new Error(`${service.code} has no message "${kind}"`);
  const { timeZone } = context.world.calendar;
  await send(context, row, kind, link, (part, locale) =>
    filled(textIn(message[part], locale), { number: row.number, due: row.due_at, ...more(locale) }, locale, timeZone),
  );
}

/** The same in the house's own words, for what happens to applications of every service alike. */
export const tellInHouseWords = (
  context: CommandContext,
  row: CaseRow,
  kind: "merged" | "split",
  values: Record<string, string>,
  link: string,
): Promise<void> =>
  send(context, row, kind, link, (part, locale) =>
    context.world.words.say(locale)(`cases.letter.${kind}-${part}`, { number: row.number, ...values }),
  );

async function send(
  { tell, askAsRoom }: CommandContext,
  row: CaseRow,
  kind: string,
  link: string,
  words: (part: "title" | "body", locale: Locale) => string,
): Promise<void> {
  const contact = await askAsRoom(contactOf, { person: row.person });
  const say = (part: "title" | "body") =>
    Object.fromEntries(locales.map((locale) => [locale, words(part, locale)])) as { id: string; en: string };
  await tell(sendMessage, {
    // Begun in private life, it is told and billed in private life, though it is for one's business.
    ...(row.business && row.hat === "business" ? { toBusiness: row.business } : { toPerson: row.person }),
    email: contact?.email ?? null,
    locale: contact?.locale ?? "id",
    kind: `case-${kind}`,
    title: say("title"),
    body: say("body"),
    link,
    about: row.id,
  });
}
