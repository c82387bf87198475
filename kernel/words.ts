import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";

export const locales = ["id", "en"] as const;
export type Locale = (typeof locales)[number];
export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale);

export type Values = Record<string, string | number | Date | null | undefined>;
/** Says a message by key in one language. */
export type Say = (key: string, values?: Values) => string;
/** A short text that a government's file gives in its languages. */
export type Text = Partial<Record<Locale, string>> | string;

export interface Words {
  say(locale: Locale): Say;
  has(key: string, locale?: Locale): boolean;
  keys(locale: Locale): string[];
}

/** The text in this language, else in Indonesian, else whatever is there. */
export function textIn(text: Text | undefined, locale: Locale): string {
  if (text === undefined) return "";
  return typeof text === "string" ? text : (text[locale] ?? text.id ?? Object.values(text)[0] ?? "");
}

/**
 * Reads `messages/id.json` and `messages/en.json` of each folder: flat keys, ICU
 * messages. A key that is missing in one language is said in the other; a key that
 * nobody knows is said as itself, and a test fails.
 */
export function loadWords(folders: readonly string[], timeZone: string): Words {
  const texts = Object.fromEntries(locales.map((locale) => [locale, new Map<string, string>()])) as Record<
    Locale,
    Map<string, string>
  >;
  for (const folder of folders) {
    for (const locale of locales) {
      const file = join(folder, "messages", `${locale}.json`);
      if (!existsSync(file)) continue;
      const read = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
      for (const [key, text] of Object.entries(read)) {
        if (texts[locale].has(key)) throw new Error(`${file}: the key ${key} is said twice`);
        texts[locale].set(key, text);
      }
    }
  }
  const formats = new Map<string, IntlMessageFormat | string>();
  const format = (locale: Locale, key: string): IntlMessageFormat | string => {
    const at = `${locale} ${key}`;
    let made = formats.get(at);
    if (made === undefined) {
      const text =
        texts[locale].get(key) ?? locales.map((other) => texts[other].get(key)).find((t) => t !== undefined) ?? key;
      // Most messages have nothing to fill in: those are said as they stand.
      made = /[{'#<]/.test(text)
        ? new IntlMessageFormat(text, locale === "id" ? "id-ID" : "en-GB", { timeZone } as never, { ignoreTag: true })
        : text;
      formats.set(at, made);
    }
    return made;
  };
  return {
    say: (locale) => (key, values) => {
      const made = format(locale, key);
      return typeof made === "string" ? made : String(made.format(values as Record<string, string>));
    },
    has: (key, locale) => (locale ? texts[locale].has(key) : locales.some((l) => texts[l].has(key))),
    keys: (locale) => [...texts[locale].keys()],
  };
}
