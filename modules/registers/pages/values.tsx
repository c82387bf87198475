import { dayWords } from "../../../design/words.ts";
import {
  type Government,
  type Locale,
  money,
  moneyText,
  officeOf,
  type Say,
  textIn,
  type World,
} from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import type { Register } from "../definition/schema.ts";

type Shown = { say: Say; locale: Locale; world: Pick<World, "government"> };
/** What a code stands for, where it is one of a village or of an office; else the text as it is. */
function named(government: Government, text: string): string {
  if (/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(text)) {
    const place = lookups.placesOf(government).find(({ code }) => code === text);
    return place ? `${place.village}, ${place.district}` : text;
  }
  const [agency, office] = text.split("/");
  return (office && textIn(officeOf(government, agency!, office)?.name, "id")) || text;
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as people read it: an amount as money, a day in words, an entry of a list by its text. */
export function valueWords(field: Register["fields"][string], value: unknown, { say, locale, world }: Shown): string {
  const plain = (one: unknown): string =>
    isObject(one)
      ? Object.values("text" in one ? { text: one.text } : one)
          .map(plain)
          .join(", ")
      : named(world.government, String(one ?? ""));
  const unit = field.unit ? ` ${textIn(field.unit, locale)}` : "";
  switch (field.type) {
    case "date":
      return dayWords(String(value), locale);
    case "yes-no":
      return say(value === true ? "registers.yes" : "registers.no");
    case "money":
      return moneyText(money(Math.round(Number(value)), world.government.currency), locale);
    case "number":
      return new Intl.NumberFormat(locale).format(Number(value)) + unit;
    case "link":
      return String((value as { text?: unknown }).text ?? value);
    case "choice":
      return textIn(field.options?.find((option) => option.value === value)?.text ?? String(value), locale);
    case "list":
      return (value as unknown[]).map(plain).join("; ");
    default:
      return plain(value) + unit;
  }
}

/** A record in one line, as a list shows it: its number and what it is found by. */
export function recordLine(
  register: Register,
  { number, data }: { number: string; data: Record<string, unknown> },
  shown: Shown,
): string {
  const values = register.search.flatMap((name) =>
    register.fields[name] && data[name] !== undefined ? [valueWords(register.fields[name], data[name], shown)] : [],
  );
  const known = [...(register.number === "holder" ? [] : [number]), ...values];
  return [...new Set(known)].join(", ") || textIn(register.title, shown.locale);
}

const linkOr = (href: string | null, words: string) => (href ? <a href={href}>{words}</a> : words);

/** Where a link leads to for who may go there: a record, or a person's entry. */
function way({ link }: Register["fields"][string], value: unknown): string | null {
  const to = (value as { to?: string }).to;
  if (!link || !to || link.to === "region" || link.to === "business") return null;
  return link.to === "person" ? `/petugas/penduduk/${to}` : `/petugas/register/${to}`;
}

/** The rows of a record: what it holds, in the order of the register's fields. */
export const valueRows = (register: Register, data: Record<string, unknown>, shown: Shown) =>
  Object.entries(register.fields).flatMap(([name, field]) =>
    data[name] === undefined
      ? []
      : [
          {
            key: textIn(field.label, shown.locale),
            value: linkOr(way(field, data[name]), valueWords(field, data[name], shown)),
          },
        ],
  );
