import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Locale, locales, type Text } from "../../../kernel/index.ts";
import type { Type } from "../expression/type.ts";

/** What is wrong with an expression or a cell, from which character on, in both languages, with how to mend it. */
export interface Finding {
  at: number;
  /** `wrong` must be mended; `doubt` is told: it may be meant so. */
  grade: "wrong" | "doubt";
  says: Text;
}

const words = Object.fromEntries(
  locales.map((locale) => [
    locale,
    JSON.parse(readFileSync(fileURLToPath(new URL(`../messages/${locale}.json`, import.meta.url)), "utf8")) as Record<
      string,
      string
    >,
  ]),
);

/** A message of the room in both languages; a value may be a text in both, too. */
export function told(key: string, values: Readonly<Record<string, Text | number>> = {}): Text {
  const say = (locale: Locale) =>
    (words[locale]?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "object" ? (value[locale] ?? "") : String(value);
    });
  return Object.fromEntries(locales.map((locale) => [locale, say(locale)]));
}

/** Several texts with a sign between them. */
export const joined = (texts: readonly Text[], between: Text | string): Text =>
  Object.fromEntries(
    locales.map((locale) => [locale, texts.map((one) => inOne(one, locale)).join(inOne(between, locale))]),
  );
export const inOne = (text: Text, locale: Locale): string => (typeof text === "string" ? text : (text[locale] ?? ""));

const kinds: Readonly<Record<Type["is"], string>> = {
  any: "rules.kind.any",
  null: "rules.kind.null",
  number: "rules.kind.number",
  string: "rules.kind.string",
  boolean: "rules.kind.boolean",
  date: "rules.kind.date",
  time: "rules.kind.time",
  "date and time": "rules.kind.moment",
  "days and time duration": "rules.kind.span",
  "years and months duration": "rules.kind.months",
  list: "rules.kind.list",
  context: "rules.kind.context",
  range: "rules.kind.range",
  function: "rules.kind.function",
};
/** "a number", "a day": a kind as people say it. */
export const kindWords = (type: Type): Text => told(kinds[type.is]);
