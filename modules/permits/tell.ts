import { dayWords } from "../../design/words.ts";
import { type CommandContext, locales, type Text, textIn } from "../../kernel/index.ts";
import { contactOf } from "../identity/index.ts";
import { sendMessage } from "../messages/index.ts";
import type { PermitRow } from "./tables.ts";

type Kind = "suspended" | "lifted" | "reinstated" | "expired" | "offered" | "resumed" | "agreed";

/**
 * Tells the holder, in the inbox and by mail, in the transaction of what it tells of. Values may be texts in both
 * languages or days "2031-11-24", which each reader gets in their own words.
 */
export async function tellHolder(
  { world, tell, askAsRoom }: CommandContext,
  row: PermitRow,
  kind: Kind,
  values: Record<string, Text | null> = {},
): Promise<void> {
  const contact = await askAsRoom(contactOf, { person: row.person });
  const said = (part: "title" | "body") =>
    Object.fromEntries(
      locales.map((locale) => {
        const filled = Object.entries({ until: row.valid_until, ...values }).map(([name, value]) => {
          const text = value === null ? "" : textIn(value, locale);
          return [name, /^\d{4}-\d\d-\d\d$/.test(text) ? dayWords(text, locale) : text];
        });
        const given = { number: row.number, title: textIn(row.title, locale), ...Object.fromEntries(filled) };
        return [locale, world.words.say(locale)(`permits.notice.${kind}.${part}`, given)];
      }),
    ) as { id: string; en: string };
  await tell(sendMessage, {
    ...(row.business && row.hat === "business" ? { toBusiness: row.business } : { toPerson: row.person }),
    email: contact?.email ?? null,
    locale: contact?.locale ?? "id",
    kind: `permit-${kind}`,
    title: said("title"),
    body: said("body"),
    link: `/izin/${row.id}`,
    about: row.id,
  });
}
