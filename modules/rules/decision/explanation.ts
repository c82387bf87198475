import { type Locale, type Say, textIn } from "../../../kernel/index.ts";
import { compile } from "../expression/evaluate.ts";
import type { Test, Value } from "../expression/tree.ts";
import type { Decision, DecisionTable } from "./table.ts";

/** Why the table decided so, in words: "luas tempat usaha 85 m², di atas 50 m²; mengolah makanan: ya". */
export function explain(
  tables: Readonly<Record<string, DecisionTable>>,
  name: string,
  decision: Decision,
  say: Say,
  locale: Locale,
): string {
  return decision.grounds
    .map(({ input, value, tests }) => {
      const { expression, label, unit } = tables[name]!.inputs[input]!;
      // What another table decided is said in that table's words.
      const words = tables[expression.split(".")[0]!]?.words;
      const shown = (v: Value) => `${valueWords(v, words, say, locale)}${unit ? ` ${unit}` : ""}`;
      const limit = tests
        .map((test) => testWords(test, shown, say))
        .filter(Boolean)
        .join(` ${say("rules.because.or")} `);
      return say("rules.because.ground", {
        label: textIn(label, locale),
        value: shown(value),
        limit: limit ? `, ${limit}` : "",
      });
    })
    .join("; ");
}

const bounds: Record<string, string> = { "<": "under", "<=": "at-most", ">": "over", ">=": "at-least" };

function testWords(test: Test, shown: (value: Value) => string, say: Say): string {
  if (test.is === "compares" && bounds[test.op])
    return say(`rules.because.${bounds[test.op]}`, { bound: shown(compile(test.to)({})) });
  if (test.is === "interval")
    return say("rules.because.between", { low: shown(compile(test.low)({})), high: shown(compile(test.high)({})) });
  return "";
}

function valueWords(value: Value, words: DecisionTable["words"], say: Say, locale: Locale): string {
  if (value === null) return say("rules.because.unknown");
  if (typeof value === "boolean") return say(value ? "rules.yes" : "rules.no");
  if (typeof value === "number") return new Intl.NumberFormat(locale).format(value);
  if (Array.isArray(value)) return value.map((item) => valueWords(item as Value, words, say, locale)).join(", ");
  return textIn(words?.[String(value)] ?? String(value), locale);
}
