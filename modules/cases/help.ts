import { type CommandContext, locales, officeOf, on, textIn } from "../../kernel/index.ts";
import { contactOf } from "../identity/index.ts";
import { sendMessage } from "../messages/index.ts";
import { actRow } from "./host.ts";
import type { ActRow, AssistanceRow, CasesTables, DraftRow } from "./tables.ts";

/** What was done for the person at a counter, for the history of the case that became of it: by which office, when. */
export async function helpGiven(context: CommandContext, draft: string): Promise<ActRow[]> {
  const given = await on<CasesTables>(context.tx)
    .selectFrom("cases.assistance")
    .selectAll()
    .where("draft", "=", draft)
    .where("opened_at", "is not", null)
    .orderBy("id")
    .limit(20)
    .execute();
  return given.map(({ opened_at, agency, office, officer_name }) => ({
    ...actRow(context, draft, { kind: "assisted", audience: "all" }),
    at: opened_at!,
    hat: "officer",
    agency,
    office,
    officer: officer_name,
  }));
}

type Told = Pick<DraftRow, "person"> & Partial<Pick<DraftRow, "business" | "hat">>;
/**
 * Tells somebody, mostly the owner of a draft, something about it, in the inbox and by mail, in the same transaction. The words are this
 * room's "cases.letter.<kind>.title" and ".body"; `values` are given for each language.
 */
export async function tellOwner(
  { world, tell, askAsRoom }: CommandContext,
  owner: Told,
  kind: string,
  values: (locale: (typeof locales)[number]) => Record<string, string | number>,
  link: string,
): Promise<void> {
  const contact = await askAsRoom(contactOf, { person: owner.person });
  const words = (part: "title" | "body") =>
    Object.fromEntries(
      locales.map((locale) => [locale, world.words.say(locale)(`cases.letter.${kind}.${part}`, values(locale))]),
    ) as { id: string; en: string };
  await tell(sendMessage, {
    ...(owner.business && owner.hat === "business" ? { toBusiness: owner.business } : { toPerson: owner.person }),
    email: contact?.email ?? null,
    locale: contact?.locale ?? "id",
    kind: `draft-${kind}`,
    title: words("title"),
    body: words("body"),
    link,
  });
}

/** The office of an assistance in words: "DPMPTSP, Loket". */
export const officeWords = (
  { world }: Pick<CommandContext, "world">,
  { agency, office }: Pick<AssistanceRow, "agency" | "office">,
  locale: (typeof locales)[number],
): string => {
  const found = officeOf(world.government, agency, office);
  return found ? `${textIn(found.agency.name, locale)}, ${textIn(found.name, locale)}` : `${agency}/${office}`;
};
