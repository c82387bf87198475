import { type Locale, type Say, textIn } from "../../../kernel/index.ts";
import { readDay } from "../value/calendar.ts";
import type { Value } from "../value/datum.ts";
import { Decimal } from "../value/number.ts";
import type { Decision } from "./decide.ts";
import type { Met } from "./met.ts";
import type { DecisionTable } from "./table.ts";

/** Why the table decided so, in words: "luas tempat usaha 85 m², di atas 50 m²; mengolah makanan: ya". */
export function explain(
  tables: Readonly<Record<string, DecisionTable>>,
  name: string,
  decision: Decision,
  say: Say,
  locale: Locale,
): string {
  return decision.grounds
    .map(({ input, value, met = [] }) => {
      const { expression, label, unit } = tables[name]!.inputs[input]!;
      // What another table decided is said in that table's words.
      const words = tables[expression.split(".")[0]!]?.words;
      const shown = (v: Value) => valueWords(v, { words, unit }, say, locale);
      // What is equal is said by the value itself.
      const limit = met
        .filter(({ is }) => is !== "equal" && is !== "one-of")
        .map((one) => metWords(one, shown, say))
        .join(` ${say("rules.because.or")} `);
      return say("rules.because.ground", {
        label: textIn(label, locale),
        value: shown(value),
        limit: limit ? `, ${limit}` : "",
      });
    })
    .join("; ");
}

/** What a value was held against, in words: "over 50 m²". */
export function metWords(met: Met, shown: (value: Value) => string, say: Say): string {
  if (met.is === "between") return say("rules.because.between", { low: shown(met.low), high: shown(met.high) });
  if ("values" in met) return say(`rules.because.${met.is}`, { values: met.values.map(shown).join(", ") });
  return say(`rules.because.${met.is}`, { bound: shown(met.bound) });
}

/** How the values of a thing are said: in words of its own, with a unit after numbers. */
export interface Manner {
  words?: DecisionTable["words"] | undefined;
  unit?: string | undefined;
}

export function valueWords(value: Value, { words, unit }: Manner, say: Say, locale: Locale): string {
  const after = unit ? ` ${unit}` : "";
  if (value === null) return say("rules.because.unknown");
  if (typeof value === "boolean") return say(value ? "rules.yes" : "rules.no");
  if (typeof value === "number" || value instanceof Decimal)
    return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 15 }).format(value instanceof Decimal ? (value.toString() as `${number}`) : value)}${after}`;
  if (Array.isArray(value))
    return value.map((item) => valueWords(item as Value, { words, unit }, say, locale)).join(", ");
  const day = typeof value === "string" && value.length < 15 ? readDay(value) : null;
  if (day && Math.abs(day.year) < 9999)
    return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id-ID", { dateStyle: "long", timeZone: "UTC" }).format(
      new Date(`${day}T00:00:00Z`),
    );
  return `${textIn(words?.[String(value)] ?? String(value), locale)}${after}`;
}
