import { type Government, type Locale, officeOf, type Say, textIn, type World } from "../../kernel/index.ts";
import type { Entry } from "./entry.ts";
import type { Processing } from "./processing.ts";
import { purposesOf } from "./purposes.ts";

/** Says a key when some language has it, else what stands in for it: a page never shows a bare key. */
const sayOr = (world: World, say: Say, key: string, otherwise: string): string =>
  world.words.has(key) ? say(key) : say(otherwise);

/** How the parts of an entry and of the policy table are said to a citizen. */
export function wordsFor(world: World, say: Say, locale: Locale) {
  // A receipt says "nik:mask" of what was shown only in part.
  const field = (name: string): string => {
    const [whole = name, partly] = name.split(":");
    const said = sayOr(world, say, `privacy.field.${whole}`, "privacy.field.other");
    return partly ? say("privacy.field-partly", { field: said }) : said;
  };
  const list = new Intl.ListFormat(locale === "id" ? "id-ID" : "en-GB", { type: "conjunction" });
  return {
    field,
    fields: (names: readonly string[]): string => list.format([...new Set(names.map(field))]),
    list: (texts: readonly string[]): string => list.format(texts),
    /** What was asked or done: "Data kependudukan". */
    what: (name: string, kind: "read" | "act" = "read"): string =>
      sayOr(world, say, `privacy.what.${name}`, kind === "read" ? "privacy.what.other" : "privacy.what.other-act"),
    purpose: (code: string | null): string => {
      const known = code === null ? undefined : purposesOf(world.government).get(code);
      return known ? textIn(known.name, locale) : say("privacy.purpose.none");
    },
    /** Which agency and office, in full; the house when nobody stood behind it. */
    who: (entry: Pick<Entry, "hat" | "agency" | "office">): string => {
      if (!entry.agency || !["officer", "machine"].includes(entry.hat)) return say(`privacy.hat.${entry.hat}`);
      if (entry.hat === "machine") {
        const agency = agencyNamed(world.government, entry.agency);
        const member = agency ? textIn(agency.name, locale) : entry.agency;
        return say("privacy.who.machine", { member, system: entry.office ?? "" });
      }
      const found = officeOf(world.government, entry.agency, entry.office ?? "");
      return found ? `${textIn(found.agency.name, locale)}, ${textIn(found.name, locale)}` : entry.agency;
    },
    /** Who a grant lets in: the hat, the duties, the tie that is asked for, the second factor. */
    holder: ({ hat, roles, relation, assurance }: Processing): string => {
      const hats =
        roles.length > 0 ? list.format(roles.map((role) => say(`privacy.role.${role}`))) : say(`privacy.hat.${hat}`);
      const tie =
        relation === null ? "" : sayOr(world, say, `privacy.relation.${slug(relation)}`, "privacy.relation.other");
      const again = assurance >= 3 ? say("privacy.processing.again") : "";
      return [hats, tie, again].filter(Boolean).join("; ");
    },
    reason: (code: string): string => sayOr(world, say, `privacy.reason.${code}`, "privacy.reason.other"),
  };
}

/** The own agency that a member of the exchange is; undefined when it is somebody else's. */
export const agencyNamed = ({ agencies }: Government, member: string): Government["agencies"][number] | undefined =>
  agencies.find(({ code }) => code === member);

/** A tie's name as part of a key: "keeper of the register" -> "keeper-of-the-register". */
export const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

export type PrivacyWords = ReturnType<typeof wordsFor>;
